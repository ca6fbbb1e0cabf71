package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a record is, by the fields that it has.
final class Shapes {

    private Shapes() {}

    /// How the conversations of a record are read.
    ///
    /// @param parts the conversations of a record, each in one piece
    /// @param read one of them
    record Reader(Function<JsonNode, List<JsonNode>> parts, Function<JsonNode, Conversation> read) {

        static Reader of(Function<JsonNode, Conversation> read) {
            return new Reader(List::of, read);
        }
    }

    /// The format of records that no table and no plain list of messages could be.
    static Optional<Detection> of(JsonNode record) {
        if (record.path("resourceSpans").isArray()) {
            return detected(Format.OTEL, "records with resourceSpans");
        }
        if (record.path("traj").isArray()) {
            return detected(Format.TAU_BENCH, "records with traj and reward");
        }
        return record.path("messages").isArray() ? Optional.empty() : ofTrainer(record);
    }

    /// A record with messages is a chat, whatever else stands in it.
    private static Optional<Detection> ofTrainer(JsonNode record) {
        if (record.path("trajectories").isArray()) {
            return detected(Format.ART, "records with trajectories");
        }
        if (record.path("traces").isArray() || record.path("nodes").isArray()) {
            return detected(Format.PRIME_RL, "records with traces or nodes");
        }
        if (record.path("response").path("output").isArray()) {
            return detected(Format.NEMO_GYM, "records with a response");
        }
        if ((record.path("input").path("messages").isArray() && record.has("preferred_output"))
                || record.path("chosen").isArray()) {
            return detected(Format.OPENAI, "records with a preferred answer");
        }
        if (record.path("prompt").isArray() && record.path("completion").isArray()) {
            return detected(Format.OPENAI, "records with a prompt and a completion");
        }
        return isMessages(record.path("input")) && !isPrompt(record)
                ? detected(Format.OPENAI, "records with messages as input")
                : Optional.empty();
    }

    private static Optional<Detection> detected(Format format, String reason) {
        return Optional.of(Detection.of(format, reason));
    }

    private static boolean isMessages(JsonNode list) {
        return list.path(0).path("role").isTextual();
    }

    /// Whether a record holds only how a task begins.
    static boolean isPrompt(JsonNode record) {
        boolean begun = isMessages(record.path("prompt"))
                || record.path("responses_create_params").isObject()
                || (isMessages(record.path("input")) && record.has("label") && record.has("datasource"));
        return begun
                && !record.has("chosen")
                && !record.has("completion")
                && !record.path("response").isObject();
    }

    /// How records of a format are read, where each is whole.
    static Reader reader(Format format) {
        return switch (format) {
            case ART -> new Reader(ArtGroups::parts, ArtGroups::read);
            case PRIME_RL -> new Reader(VerifiersEpisodes::parts, VerifiersEpisodes::read);
            case OTEL -> new Reader(OtelSpans::parts, OtelSpans::read);
            case NEMO_GYM -> Reader.of(ResponseItems::read);
            case TAU_BENCH -> Reader.of(Benchmarks::tauBench);
            case TAU2 -> Reader.of(record -> Benchmarks.tau2(record, Map.of()));
            case AGENT_GYM, OPENAI -> Reader.of(ChatRecords::read);
            case MESSAGE_ROWS, CALL_ROWS, SURVEY_ROWS, DATABASE ->
                throw new IllegalArgumentException(format.label() + " has no records that are whole conversations");
        };
    }

    /// How a record of any file is read.
    static Reader reader(JsonNode record) {
        boolean simulation = record.has("task_id")
                && record.has("reward_info")
                && record.path("messages").isArray();
        return reader(
                simulation ? Format.TAU2 : of(record).map(Detection::format).orElse(Format.OPENAI));
    }
}
