package dev.agentgym.llm.call;

import dev.agentgym.llm.ModelJson;
import dev.agentgym.llm.Request;
import java.nio.charset.StandardCharsets;

/// The most tokens that a request can cost: no tokenizer makes more tokens than a text has bytes, and no answer is
/// longer than what was asked for.
///
/// @param input of the request, with room for what the server puts around messages
/// @param output of the answer
record Estimate(long input, long output) {

    /// How long an answer may be that nobody bounded.
    static final int LONGEST_ANSWER = 8192;

    private static final int FRAME = 64;

    static Estimate of(Request request) {
        long bytes = ModelJson.of(request).toString().getBytes(StandardCharsets.UTF_8).length;
        return new Estimate(bytes + FRAME, request.sampling().maxTokens().orElse(LONGEST_ANSWER));
    }

    long all() {
        return input + output;
    }
}
