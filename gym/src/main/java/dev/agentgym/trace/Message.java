package dev.agentgym.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// One message of a conversation. Immutable and safe to share.
public sealed interface Message {

    /// Who speaks.
    Role role();

    /// Timestamp and unknown fields.
    Details details();

    /// The text that is said or, for a tool's answer, the result as text; empty where there is none.
    String text();

    /// The calls that this message makes; empty for most.
    default List<ToolCall> toolCalls() {
        return List.of();
    }

    /// Instructions to the agent, such as a policy.
    ///
    /// @param content the text
    /// @param details timestamp and unknown fields
    record SystemPrompt(String content, Details details) implements Message {

        @Override
        public Role role() {
            return Role.SYSTEM;
        }

        @Override
        public String text() {
            return content;
        }
    }

    /// The customer speaks, or uses a tool of their own (a phone that they restart).
    ///
    /// @param content what is said, empty if only tools are called
    /// @param toolCalls the calls, usually none
    /// @param details timestamp and unknown fields
    record User(String content, List<ToolCall> toolCalls, Details details) implements Message {

        /// Copies the calls.
        public User {
            toolCalls = List.copyOf(toolCalls);
        }

        /// A customer who only speaks.
        public static User says(String content) {
            return new User(content, List.of(), Details.NONE);
        }

        @Override
        public Role role() {
            return Role.USER;
        }

        @Override
        public String text() {
            return content;
        }
    }

    /// The agent speaks, calls tools, or both.
    ///
    /// @param content what is said, empty if only tools are called
    /// @param toolCalls the calls in order
    /// @param details timestamp and unknown fields
    record Assistant(String content, List<ToolCall> toolCalls, Details details) implements Message {

        /// Copies the calls.
        public Assistant {
            toolCalls = List.copyOf(toolCalls);
        }

        /// An agent who only speaks.
        public static Assistant says(String content) {
            return new Assistant(content, List.of(), Details.NONE);
        }

        /// An agent who only calls tools.
        public static Assistant calls(List<ToolCall> calls) {
            return new Assistant("", calls, Details.NONE);
        }

        @Override
        public Role role() {
            return Role.ASSISTANT;
        }

        @Override
        public String text() {
            return content;
        }
    }

    /// A tool answers one call.
    ///
    /// @param callId the [ToolCall#id] that is answered
    /// @param name the tool's name
    /// @param result the answer: any JSON, a text node for plain text; must not be changed
    /// @param isError whether the tool refused or failed
    /// @param details timestamp and unknown fields
    record Tool(String callId, String name, JsonNode result, boolean isError, Details details) implements Message {

        @Override
        public Role role() {
            return Role.TOOL;
        }

        @Override
        public String text() {
            return result.isTextual() ? result.textValue() : result.toString();
        }
    }
}
