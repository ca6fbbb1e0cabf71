package dev.agentgym.llm.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.environment.Seeds;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.TraceException;
import dev.agentgym.user.Utterance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks a model for a customer's words. Immutable.
///
/// @param client the model
/// @param part who is played
/// @param sampling how answers are drawn
/// @param seed of the visit
record Speaker(ModelClient client, Part part, Sampling sampling, long seed) {

    private static final ObjectNode SCHEMA = (ObjectNode) Json.parse("""
            {"type": "object", "properties": {
               "say": {"type": "string", "description": "the customer's next message"},
               "leave": {"type": "boolean", "description": "whether they say nothing after it"}},
             "required": ["say", "leave"], "additionalProperties": false}""");

    /// Words that were refused, with the reason.
    record Refused(String answer, String reason) {}

    /// What a model answered.
    ///
    /// @param text as it came
    /// @param utterance what it means; empty where it does not follow the schema
    record Proposal(String text, Optional<Utterance> utterance) {}

    /// Asks once.
    ///
    /// @param refused what it proposed for this turn before
    /// @throws ModelException when it does not answer
    Proposal propose(List<Message> conversation, List<Refused> refused) {
        List<Message> messages = new ArrayList<>(part.seen(conversation));
        for (Refused each : refused) {
            messages.add(Message.Assistant.says(each.answer()));
            messages.add(Message.User.says("(That was not said, because it " + each.reason()
                    + ". Say something else that your part allows, as JSON.)"));
        }
        long drawn = Seeds.of(Seeds.of(seed, conversation.size()), refused.size());
        Request request = Request.of(messages, sampling.drawn(drawn)).answeredBy(SCHEMA);
        String text = client.complete(request).text();
        return new Proposal(text.isBlank() ? "(nothing)" : text, utterance(text));
    }

    /// Models that know no schemas put JSON into a fence.
    private static Optional<Utterance> utterance(String text) {
        int first = text.indexOf('{');
        int last = text.lastIndexOf('}');
        if (first < 0 || last < first) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.parse(text.substring(first, last + 1));
            return json.path("say").isTextual() && json.path("leave").isBoolean()
                    ? Optional.of(new Utterance(
                            json.path("say").textValue().strip(),
                            json.path("leave").booleanValue(),
                            Optional.empty()))
                    : Optional.empty();
        } catch (TraceException e) {
            return Optional.empty();
        }
    }
}
