package dev.agentgym.llm.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;

/// What was spent. Immutable.
///
/// @param calls of models, failed ones included
/// @param failures how many of them brought no answer
/// @param input tokens of requests
/// @param output tokens of answers and thoughts
/// @param nanos of money, in billionths of a dollar
public record Spending(long calls, long failures, long input, long output, long nanos) {

    /// Nothing.
    public static final Spending NOTHING = new Spending(0, 0, 0, 0, 0);

    private static final double NANOS_PER_DOLLAR = 1e9;

    /// Both together.
    public Spending plus(Spending more) {
        return new Spending(
                calls + more.calls,
                failures + more.failures,
                input + more.input,
                output + more.output,
                nanos + more.nanos);
    }

    /// So many times this, each number rounded up.
    public Spending times(double factor) {
        return new Spending(
                (long) Math.ceil(calls * factor),
                (long) Math.ceil(failures * factor),
                (long) Math.ceil(input * factor),
                (long) Math.ceil(output * factor),
                (long) Math.ceil(nanos * factor));
    }

    /// What this is more than another, and nothing where it is less.
    Spending beyond(Spending other) {
        return new Spending(
                Math.max(0, calls - other.calls),
                Math.max(0, failures - other.failures),
                Math.max(0, input - other.input),
                Math.max(0, output - other.output),
                Math.max(0, nanos - other.nanos));
    }

    /// Tokens in both directions.
    public long tokens() {
        return input + output;
    }

    /// Money in dollars.
    public double dollars() {
        return nanos / NANOS_PER_DOLLAR;
    }

    /// `{"calls", "failures", "input_tokens", "output_tokens", "nano_dollars"}`.
    public ObjectNode toJson() {
        return Json.object()
                .put("calls", calls)
                .put("failures", failures)
                .put("input_tokens", input)
                .put("output_tokens", output)
                .put("nano_dollars", nanos);
    }

    /// Reads what [#toJson] wrote.
    public static Spending fromJson(JsonNode json) {
        return new Spending(
                json.path("calls").asLong(),
                json.path("failures").asLong(),
                json.path("input_tokens").asLong(),
                json.path("output_tokens").asLong(),
                json.path("nano_dollars").asLong());
    }
}
