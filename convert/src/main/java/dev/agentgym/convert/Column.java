package dev.agentgym.convert;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a column of a log can mean. The constant's name in lower case is what `--map` calls it.
enum Column {
    CONVERSATION,
    MESSAGE,
    ROLE,
    TEXT,
    TIME,
    SEQUENCE,
    TOOL,
    CALL,
    ARGUMENTS,
    RESULT,
    ERROR,
    OK,
    DURATION,
    OUTCOME,
    SATISFACTION,
    CUSTOMER,
    CHANNEL,
    AUTHOR,
    METADATA;

    private static final List<String> CONVERSATIONS = List.of(
            "conversation_id",
            "conversation",
            "ticket_id",
            "ticket",
            "thread_id",
            "session_id",
            "chat_id",
            "case_id",
            "dialogue_id",
            "dialog_id",
            "conv_id",
            "thread",
            "session",
            "chat");

    /// The names under which such a column usually comes, the likeliest first.
    List<String> synonyms(Format kind) {
        return switch (kind) {
            case CALL_ROWS -> ofCalls();
            case SURVEY_ROWS -> ofSurveys();
            case MESSAGE_ROWS, AGENT_GYM, OPENAI, TAU_BENCH, TAU2, ART, PRIME_RL, NEMO_GYM, OTEL, DATABASE ->
                ofMessages();
        };
    }

    private List<String> ofMessages() {
        return switch (this) {
            case CONVERSATION -> CONVERSATIONS;
            case MESSAGE -> List.of("message_id", "msg_id", "tweet_id", "comment_id", "id");
            case ROLE ->
                List.of("role", "author_type", "sender_type", "speaker", "sender", "from", "inbound", "direction");
            case TEXT -> List.of("content", "text", "body", "message", "utterance", "message_text", "plain_body");
            case TIME ->
                List.of("sent_at", "created_at", "timestamp", "time", "date", "datetime", "at", "ts", "created");
            case SEQUENCE -> List.of("seq", "sequence", "turn", "turn_id", "position", "message_index");
            case TOOL -> List.of("tool_name", "tool", "function", "function_name");
            case CALL -> List.of("call_id", "tool_call_id");
            case ARGUMENTS -> List.of("arguments", "tool_arguments", "args", "tool_input", "parameters", "input");
            case RESULT -> List.of("result", "tool_result", "tool_output", "output", "response");
            case ERROR -> List.of("error", "tool_error", "is_error");
            case OK -> List.of("ok", "success");
            case DURATION -> List.of("duration_ms", "latency_ms");
            case OUTCOME -> List.of("outcome", "resolved", "ticket_status", "status", "resolution");
            case SATISFACTION -> List.of("satisfaction_score", "satisfaction", "csat", "rating", "score", "nps");
            case CUSTOMER -> List.of("customer_id", "customer", "user_id", "requester_id", "client_id", "contact_id");
            case METADATA -> List.of("metadata");
            case CHANNEL -> List.of("channel", "source_channel", "via");
            case AUTHOR -> List.of("author", "author_name", "sender_name", "agent_name");
        };
    }

    private List<String> ofCalls() {
        return switch (this) {
            case CONVERSATION -> CONVERSATIONS;
            case MESSAGE -> List.of("message_id", "msg_id");
            case TOOL -> List.of("tool", "tool_name", "function", "function_name", "name", "api");
            case CALL -> List.of("call_id", "tool_call_id", "id");
            case ARGUMENTS -> List.of("arguments", "input", "args", "parameters", "request", "tool_input");
            case RESULT -> List.of("result", "output", "response", "tool_output");
            case ERROR -> List.of("error", "exception", "is_error");
            case OK -> List.of("ok", "success");
            case TIME -> List.of("started_at", "at", "called_at", "timestamp", "time", "created_at", "ts", "date");
            case SEQUENCE -> List.of("seq", "sequence", "position");
            case DURATION -> List.of("duration_ms", "latency_ms", "elapsed_ms");
            case AUTHOR -> List.of("agent", "agent_name");
            case ROLE, TEXT, OUTCOME, SATISFACTION, CUSTOMER, CHANNEL, METADATA -> List.of();
        };
    }

    private List<String> ofSurveys() {
        return switch (this) {
            case CONVERSATION -> with(CONVERSATIONS, "id");
            case SATISFACTION ->
                List.of("satisfaction_score", "csat", "score", "rating", "satisfaction", "nps", "stars");
            case TIME -> List.of("submitted_at", "answered_at", "rated_at", "created_at", "timestamp", "at", "date");
            case OUTCOME -> List.of("outcome", "resolved", "ticket_status", "status", "resolution");
            case CUSTOMER -> List.of("customer_id", "customer", "user_id", "requester_id", "client_id");
            case METADATA -> List.of("metadata");
            case CHANNEL -> List.of("channel", "source_channel", "via");
            case AUTHOR, MESSAGE, ROLE, TEXT, SEQUENCE, TOOL, CALL, ARGUMENTS, RESULT, ERROR, OK, DURATION -> List.of();
        };
    }

    private static List<String> with(List<String> names, String one) {
        return Stream.concat(names.stream(), Stream.of(one)).toList();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
