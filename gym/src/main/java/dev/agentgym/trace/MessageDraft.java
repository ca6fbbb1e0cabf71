package dev.agentgym.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message while its fields arrive in whatever order the file has them. Mutable, used by one thread, thrown away
/// after [#build].
final class MessageDraft {

    final int position;

    @Nullable
    Role role;

    @Nullable
    String content;

    @Nullable
    String name;

    @Nullable
    String callId;

    @Nullable
    JsonNode result;

    boolean isError;

    @Nullable
    Instant timestamp;

    List<ToolCall> toolCalls = List.of();
    private @Nullable Map<String, JsonNode> extra;

    MessageDraft(int position) {
        this.position = position;
    }

    void keep(String field, JsonNode value) {
        if (extra == null) {
            extra = new LinkedHashMap<>();
        }
        extra.put(field, value);
    }

    Message build(OpenCalls open) {
        Role known = role;
        if (known == null) {
            throw new Violation(path(), "", "the message has no role");
        }
        if (!toolCalls.isEmpty() && known != Role.ASSISTANT && known != Role.USER) {
            throw new Violation(path() + "/tool_calls", "", "a " + label(known) + " message calls tools");
        }
        return switch (known) {
            case SYSTEM -> new Message.SystemPrompt(text(), details());
            case USER -> new Message.User(text(), open.register(toolCalls, path()), details());
            case ASSISTANT -> new Message.Assistant(text(), open.register(toolCalls, path()), details());
            case TOOL -> answer(open);
        };
    }

    private Message answer(OpenCalls open) {
        ToolCall call = open.answer(callId, name, path());
        JsonNode value = result;
        if (value == null) {
            value = content == null ? NullNode.getInstance() : TextNode.valueOf(content);
        } else if (content != null) {
            keep("content", TextNode.valueOf(content));
        }
        return new Message.Tool(call.id(), name == null ? call.name() : name, value, isError, details());
    }

    private Details details() {
        if (timestamp == null && extra == null) {
            return Details.NONE;
        }
        return new Details(Optional.ofNullable(timestamp), extra == null ? Map.of() : extra);
    }

    private String text() {
        keepStray("name", name);
        keepStray("tool_call_id", callId);
        if (result != null) {
            keep("result", result);
        }
        return content == null ? "" : content;
    }

    /// A field that belongs to tool messages only stands on another one: kept like an unknown field.
    private void keepStray(String field, @Nullable String value) {
        if (value != null) {
            keep(field, TextNode.valueOf(value));
        }
    }

    private String path() {
        return "/messages/" + position;
    }

    private static String label(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /// The calls of a conversation that no message has answered yet, in order.
    static final class OpenCalls {

        private final LinkedHashMap<String, ToolCall> calls = new LinkedHashMap<>();
        private int made;

        /// Takes in the calls of one message and names those that have no id.
        List<ToolCall> register(List<ToolCall> made, String path) {
            if (made.isEmpty()) {
                return made;
            }
            List<ToolCall> named = new ArrayList<>(made.size());
            for (ToolCall call : made) {
                ToolCall registered = named(call);
                if (calls.put(registered.id(), registered) != null) {
                    throw new Violation(
                            path + "/tool_calls", registered.id(), "two calls that wait for an answer share this id");
                }
                named.add(registered);
            }
            return named;
        }

        private ToolCall named(ToolCall call) {
            made++;
            return call.id().isEmpty()
                    ? new ToolCall("call_" + made, call.name(), call.arguments(), call.extra())
                    : call;
        }

        /// The call that an answer belongs to: by id, else the earliest open one of that name, else the earliest.
        ToolCall answer(@Nullable String callId, @Nullable String name, String path) {
            ToolCall call = callId != null ? calls.remove(callId) : earliest(name);
            if (call == null) {
                String value = callId != null ? callId : name == null ? "" : name;
                throw new Violation(path, value, "the tool's answer belongs to no call that an earlier message made");
            }
            return call;
        }

        private @Nullable ToolCall earliest(@Nullable String name) {
            for (ToolCall call : calls.values()) {
                if (name == null || name.equals(call.name())) {
                    return calls.remove(call.id());
                }
            }
            return null;
        }
    }
}
