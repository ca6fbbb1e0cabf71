package dev.agentgym.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tool call and the answer it got.
///
/// @param position index of the calling message in its conversation
/// @param caller who called: the agent, or the customer on their own device
/// @param call the call
/// @param answer the tool's message; empty where the log has none
public record Exchange(int position, Role caller, ToolCall call, Optional<Message.Tool> answer) {

    /// Pairs the calls of a conversation with their answers. A call id may be used again once it was answered.
    static List<Exchange> of(List<Message> messages) {
        List<Exchange> exchanges = new ArrayList<>();
        Map<String, Integer> open = new LinkedHashMap<>();
        for (int position = 0; position < messages.size(); position++) {
            Message message = messages.get(position);
            for (ToolCall call : message.toolCalls()) {
                open.put(call.id(), exchanges.size());
                exchanges.add(new Exchange(position, message.role(), call, Optional.empty()));
            }
            if (message instanceof Message.Tool answer) {
                Integer index = open.remove(answer.callId());
                if (index != null) {
                    exchanges.set(index, exchanges.get(index).answeredBy(answer));
                }
            }
        }
        return List.copyOf(exchanges);
    }

    /// Whether the tool did what was asked: it answered, and with no error.
    public boolean isAccepted() {
        return answer.filter(message -> !message.isError()).isPresent();
    }

    /// Whether the tool refused; a call without an answer was neither accepted nor refused.
    public boolean isRefused() {
        return answer.filter(Message.Tool::isError).isPresent();
    }

    private Exchange answeredBy(Message.Tool message) {
        return new Exchange(position, caller, call, Optional.of(message));
    }
}
