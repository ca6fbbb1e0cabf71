package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.agent.ModelCall;
import java.util.List;
import java.util.Optional;

/// What is known of exchanges with models beside their messages, as OpenTelemetry's conventions call it. Stateless.
final class OtelModelCalls {

    private OtelModelCalls() {}

    static OtelAttributes tell(ModelCall call, ObjectNode span) {
        return new OtelAttributes(span)
                .put("gen_ai.operation.name", "chat")
                .put("gen_ai.provider.name", call.provider().equals("gemini") ? "gcp.gemini" : call.provider())
                .put("gen_ai.request.model", call.model());
    }

    static void tell(ModelCall.Answer answer, OtelAttributes attributes) {
        attributes.put("gen_ai.response.model", answer.model());
        if (!answer.finishReason().isEmpty()) {
            attributes.put("gen_ai.response.finish_reasons", List.of(answer.finishReason()));
        }
        answer.tokens().ifPresent(tokens -> {
            tell(tokens.input(), tokens.output(), attributes);
            attributes.put("gen_ai.usage.cache_read.input_tokens", tokens.cached());
        });
    }

    private static void tell(long input, long output, OtelAttributes attributes) {
        attributes.put("gen_ai.usage.input_tokens", input).put("gen_ai.usage.output_tokens", output);
    }

    /// What they cost together, as far as the servers counted.
    static void sum(List<ModelCall> calls, OtelAttributes attributes) {
        List<ModelCall.Tokens> counted = calls.stream()
                .map(ModelCall::answer)
                .flatMap(Optional::stream)
                .map(ModelCall.Answer::tokens)
                .flatMap(Optional::stream)
                .toList();
        tell(
                counted.stream().mapToLong(ModelCall.Tokens::input).sum(),
                counted.stream().mapToLong(ModelCall.Tokens::output).sum(),
                attributes);
    }
}
