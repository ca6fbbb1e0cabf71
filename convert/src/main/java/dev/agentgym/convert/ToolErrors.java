package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which answers of tools are errors, where a record says so for all of them at once: by their number among the
/// answers, from 0, in a list or in a text with commas. That goes before what the answers look like.
final class ToolErrors {

    private ToolErrors() {}

    /// The messages, corrected; as they are where the record says nothing.
    static List<Message> in(JsonNode said, List<Message> messages) {
        if (!said.isArray() && !said.isTextual()) {
            return messages;
        }
        Set<String> errors = new HashSet<>();
        said.forEach(number -> errors.add(number.asText()));
        errors.addAll(List.of(said.asText("").split(",", -1)));
        List<Message> corrected = new ArrayList<>();
        int answers = 0;
        for (Message message : messages) {
            boolean answer = message instanceof Message.Tool;
            corrected.add(
                    message instanceof Message.Tool tool
                            ? flagged(tool, errors.contains(Integer.toString(answers)))
                            : message);
            answers += answer ? 1 : 0;
        }
        return corrected;
    }

    private static Message.Tool flagged(Message.Tool tool, boolean error) {
        return new Message.Tool(tool.callId(), tool.name(), tool.result(), error, tool.details());
    }
}
