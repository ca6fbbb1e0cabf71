package dev.agentgym.llm.optimize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.agent.Transcript;
import dev.agentgym.privacy.Privacy;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;

/// A conversation that shows how it is done. Immutable.
///
/// @param task the id of the task that it plays, which it must not be shown to
/// @param text the conversation as a model reads it
public record Demonstration(String task, String text) {

    /// A logged conversation without its instructions, long answers of tools cut, personal values replaced by
    /// invented ones, the same everywhere in it.
    public static Demonstration of(String task, Conversation logged) {
        Conversation retold = Privacy.perConversation().pseudonyms().apply(logged);
        return new Demonstration(task, Transcript.of(retold.messages()));
    }

    ObjectNode toJson() {
        return Json.object().put("task", task).put("text", text);
    }

    static Demonstration fromJson(JsonNode json) {
        return new Demonstration(json.path("task").asText(), json.path("text").asText());
    }
}
