package dev.agentgym.llm.optimize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.agent.SystemPrompt;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;

/// What is searched for: a prompt, and conversations that it shows. Immutable.
///
/// @param prompt its sections
/// @param demonstrations what its examples are made of, in order
public record Candidate(SystemPrompt prompt, List<Demonstration> demonstrations) {

    /// Copies the list.
    public Candidate {
        demonstrations = List.copyOf(demonstrations);
    }

    /// The same with another text in one section.
    Candidate with(String section, String text) {
        return new Candidate(prompt.with(section, text), demonstrations);
    }

    /// The same with other demonstrations.
    Candidate with(List<Demonstration> others) {
        return new Candidate(prompt, others);
    }

    /// The prompt with its demonstrations as examples.
    public SystemPrompt whole() {
        return whole("");
    }

    /// The prompt as it may be shown to a task: without what demonstrates that very task.
    public SystemPrompt whole(String task) {
        return prompt.showing(demonstrations.stream()
                .filter(demonstration -> !demonstration.task().equals(task))
                .map(Demonstration::text)
                .toList());
    }

    /// `{"prompt", "demonstrations"}`.
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.set("prompt", prompt.toJson());
        ArrayNode list = json.putArray("demonstrations");
        demonstrations.forEach(demonstration -> list.add(demonstration.toJson()));
        return json;
    }

    /// Reads what [#toJson] wrote.
    ///
    /// @throws dev.agentgym.trace.TraceException when it is no candidate
    public static Candidate fromJson(JsonNode json) {
        List<Demonstration> demonstrations = new ArrayList<>();
        json.path("demonstrations").forEach(each -> demonstrations.add(Demonstration.fromJson(each)));
        return new Candidate(SystemPrompt.fromJson(json.path("prompt")), demonstrations);
    }
}
