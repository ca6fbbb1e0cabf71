package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Program;
import dev.agentgym.program.RuleReader;
import dev.agentgym.trace.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One rule of a tool, small enough to be forbidden or pinned by itself. Immutable.
sealed interface Rule {

    /// When a tool refuses, and with which words.
    record Refuses(Guard guard) implements Rule {}

    /// What an accepted call sets a field of a row to that the answer does not show.
    record Sets(String row, String field, Program program) implements Rule {}

    /// How a field of an accepted answer is computed; the whole answer where the field is empty.
    record Answers(String field, Program program) implements Rule {}

    /// A tool always answers the same.
    record Always(JsonNode answer) implements Rule {}

    /// The rule as a person can read and write it.
    default String text() {
        return switch (this) {
            case Refuses(Guard guard) ->
                "refuses where " + guard.when().text() + ", saying "
                        + guard.says().text();
            case Sets(String row, String field, Program program) ->
                "sets " + row + "." + field + " to " + program.text();
            case Answers(String field, Program program) ->
                "answers " + (field.isEmpty() ? "" : field + ": ") + program.text();
            case Always(JsonNode answer) -> "always answers " + Json.excerpt(answer);
        };
    }

    /// The same for the same rule of a tool, whatever else is learned; its letter says what kind of rule it is.
    default String id() {
        String kind = switch (this) {
            case Refuses _ -> "r";
            case Sets _ -> "s";
            case Answers _ -> "a";
            case Always _ -> "c";
        };
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
            return kind + HexFormat.of().formatHex(digest, 0, 3);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The rules that make up what was learned of a tool, by their ids.
    static Map<String, Rule> in(ToolRules rules) {
        Map<String, Rule> named = new TreeMap<>();
        rules.guards().inOrder().forEach(guard -> add(new Refuses(guard), named));
        rules.preconditions().forEach(each -> add(new Refuses(each.guard()), named));
        rules.effects()
                .forEach(effect -> effect.fields()
                        .forEach((field, program) -> add(new Sets(effect.row(), field, program), named)));
        rules.answer().ifPresent(answer -> {
            add(new Answers("", answer.program()), named);
            fields(answer.program()).forEach((field, program) -> add(new Answers(field, program), named));
        });
        return named;
    }

    private static void add(Rule rule, Map<String, Rule> named) {
        named.put(rule.id(), rule);
    }

    /// The fields that an answer's program computes one by one.
    static Map<String, Program> fields(Program answer) {
        return switch (answer) {
            case Program.Built(var fields) -> fields;
            case Program.Completed(Program object, Program rest) -> {
                TreeMap<String, Program> both = new TreeMap<>(fields(rest));
                both.putAll(fields(object));
                yield both;
            }
            case Program.Changed(Program _, var fields, var _) -> fields;
            default -> Map.of();
        };
    }

    /// The rule so that [#fromJson] reads it.
    default ObjectNode toJson() {
        ObjectNode json = Json.object();
        return switch (this) {
            case Refuses(Guard guard) ->
                json.put("refuses_where", guard.when().text())
                        .put("saying", guard.says().text());
            case Sets(String row, String field, Program program) ->
                json.put("row", row).put("field", field).put("set_to", program.text());
            case Answers(String field, Program program) ->
                json.put("field", field).put("answers", program.text());
            case Always(JsonNode answer) -> json.set("always", answer);
        };
    }

    /// A rule that was written down; empty where it is none.
    ///
    /// @throws dev.agentgym.program.RuleSyntaxException when a formula cannot be read
    static Optional<Rule> fromJson(JsonNode json) {
        if (json.has("refuses_where")) {
            return Optional.of(refuses(json));
        }
        if (json.has("set_to")) {
            return Optional.of(new Sets(
                    json.path("row").asText(),
                    json.path("field").asText(),
                    RuleReader.program(json.path("set_to").asText(), Set.of())));
        }
        return json.has("answers")
                ? Optional.of(new Answers(
                        json.path("field").asText(),
                        RuleReader.program(json.path("answers").asText(), Set.of())))
                : Optional.empty();
    }

    private static Rule refuses(JsonNode json) {
        return new Refuses(new Guard(
                RuleReader.predicate(json.path("refuses_where").asText(), Set.of()),
                RuleReader.program(json.path("saying").asText(), Set.of()),
                0,
                0,
                0,
                Optional.empty()));
    }
}
