package dev.agentgym.llm.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an agent is told before it hears the customer: named sections, of which any can be frozen. Immutable.
///
/// @param sections in the order in which they are told; each name once
public record SystemPrompt(List<Section> sections) {

    /// Who the agent is.
    public static final String ROLE = "role";

    /// The rules of the house, which go before everything else.
    public static final String POLICY = "policy";

    /// What to know about the tools beside their declarations.
    public static final String TOOLS = "tools";

    /// How to work and how to talk.
    public static final String STYLE = "style";

    /// Conversations that went well.
    public static final String EXAMPLES = "examples";

    /// The model writes this behind its last words, as no chat API has a sign for the end of a conversation.
    static final String END = "[END OF CONVERSATION]";

    private static final String BETWEEN_EXAMPLES = "\n\n---\n\n";
    private static final int CHARACTERS_PER_TOKEN = 4;

    /// The prompt that knows nothing of any house.
    public static final SystemPrompt STANDARD = new SystemPrompt(List.of(
            new Section(
                    ROLE,
                    "You are a customer service agent. Settle what the customer came for with the tools that you have.",
                    false),
            new Section(POLICY, "", false),
            new Section(TOOLS, "", false),
            new Section(STYLE, """
                    - Look things up with the tools instead of guessing; never invent an order, an amount, a date or a rule.
                    - Ask for what you need and cannot look up, one question at a time.
                    - Before a change that costs money or cannot be undone, say what you will do and wait for a yes.
                    - When a tool refuses, tell the customer why in plain words and offer what is possible.
                    - Answer in the customer's language, in at most four short sentences, without headings or lists.
                    """, false),
            new Section("ending", """
                    When the matter is settled and the customer has said goodbye, answer with your parting words and
                    %s behind them. Never write that before.
                    """.formatted(END), true),
            new Section(EXAMPLES, "", false)));

    /// Copies the list.
    ///
    /// @throws IllegalArgumentException when a name is there twice
    public SystemPrompt {
        sections = List.copyOf(sections);
        if (sections.stream().map(Section::name).distinct().count() < sections.size()) {
            throw new IllegalArgumentException("a section is there twice: "
                    + sections.stream().map(Section::name).collect(Collectors.joining(", ")));
        }
    }

    /// The section of this name.
    public Optional<Section> section(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).findFirst();
    }

    /// The text of the section of this name; empty where there is none.
    public String text(String name) {
        return section(name).map(Section::text).orElse("");
    }

    /// The same with another text in one section.
    ///
    /// @throws IllegalArgumentException when there is no such section, or it is frozen
    public SystemPrompt with(String name, String text) {
        Section old = section(name)
                .orElseThrow(() -> new IllegalArgumentException("the prompt has no section " + name + "; it has "
                        + sections.stream().map(Section::name).collect(Collectors.joining(", "))));
        if (old.frozen()) {
            throw new IllegalArgumentException("the section " + name + " is frozen");
        }
        return new SystemPrompt(sections.stream()
                .map(section -> section.name().equals(name) ? new Section(name, text, false) : section)
                .toList());
    }

    /// The same with these texts behind its own examples, frozen or not: they are shown and not rewritten.
    public SystemPrompt showing(List<String> examples) {
        String shown = String.join(BETWEEN_EXAMPLES, examples);
        if (shown.isEmpty()) {
            return this;
        }
        String own = text(EXAMPLES);
        Section both = new Section(
                EXAMPLES,
                own.isEmpty() ? shown : own + BETWEEN_EXAMPLES + shown,
                section(EXAMPLES).filter(Section::frozen).isPresent());
        List<Section> others = sections.stream()
                .map(section -> section.name().equals(EXAMPLES) ? both : section)
                .toList();
        return new SystemPrompt(
                others.contains(both)
                        ? others
                        : Stream.concat(others.stream(), Stream.of(both)).toList());
    }

    /// The same, with these sections frozen and no others but those that were.
    ///
    /// @throws IllegalArgumentException when there is no such section
    public SystemPrompt freezing(List<String> names) {
        names.stream().filter(name -> section(name).isEmpty()).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("the prompt has no section " + name);
        });
        return new SystemPrompt(sections.stream()
                .map(each -> new Section(each.name(), each.text(), each.frozen() || names.contains(each.name())))
                .toList());
    }

    /// The whole text: the sections that say something, each under its name but the first.
    public String text() {
        return sections.stream()
                .filter(section -> !section.text().isEmpty())
                .map(section -> section.name().equals(ROLE) ? section.text() : heading(section))
                .collect(Collectors.joining("\n\n"));
    }

    private static String heading(Section section) {
        return "# " + section.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + section.name().substring(1) + "\n" + section.text();
    }

    /// About how many tokens it has: a quarter of its characters.
    public int tokens() {
        return text().length() / CHARACTERS_PER_TOKEN;
    }

    /// `{"sections": [{"name", "text", "frozen"}]}`.
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("sections");
        sections.forEach(section -> list.add(section.toJson()));
        return json;
    }

    /// Reads what [#toJson] wrote.
    ///
    /// @throws TraceException when it is no prompt
    public static SystemPrompt fromJson(JsonNode json) {
        List<Section> sections = new ArrayList<>();
        for (JsonNode section : json.path("sections")) {
            if (!section.path("name").isTextual() || !section.path("text").isTextual()) {
                throw new TraceException("a section needs a name and a text: " + Json.excerpt(section));
            }
            sections.add(new Section(
                    section.path("name").textValue(),
                    section.path("text").textValue(),
                    section.path("frozen").asBoolean()));
        }
        if (sections.isEmpty()) {
            throw new TraceException("no prompt, for it has no sections: " + Json.excerpt(json));
        }
        return new SystemPrompt(sections);
    }

    /// Reads a file that holds what [#toJson] wrote.
    ///
    /// @throws TraceException when it cannot be read
    public static SystemPrompt read(Path file) {
        try {
            return fromJson(Json.parse(Files.readString(file)));
        } catch (IOException e) {
            throw new TraceException(
                    "the prompt " + file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); name a file that `optimize` or `inspect --prompt` wrote",
                    e);
        } catch (TraceException e) {
            throw new TraceException(file + ": " + e.getMessage(), e);
        }
    }
}
