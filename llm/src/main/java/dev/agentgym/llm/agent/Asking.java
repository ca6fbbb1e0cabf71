package dev.agentgym.llm.agent;

import dev.agentgym.agent.ModelCall;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.Request;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Message;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A question under way, for whoever hears of it when it is over. Immutable.
///
/// @param model who is asked
/// @param request what
/// @param began when
record Asking(ModelName model, Request request, Instant began) {

    ModelCall answered(Completion completion, Instant ended) {
        ModelCall.Answer answer = new ModelCall.Answer(
                new Message.Assistant(completion.text(), completion.toolCalls(), Details.NONE),
                completion.model(),
                completion.finishReason(),
                completion.usage().map(Asking::tokens));
        return call(Optional.of(answer), "", ended);
    }

    private static ModelCall.Tokens tokens(Completion.Usage usage) {
        return new ModelCall.Tokens(usage.input(), usage.output() + usage.thoughts(), usage.cached());
    }

    /// The kind of the failure is told in snake case, such as `rate_limited`.
    ModelCall failed(Failure failure, Instant ended) {
        String kind = failure.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return call(Optional.empty(), kind.toLowerCase(Locale.ROOT), ended);
    }

    private ModelCall call(Optional<ModelCall.Answer> answer, String error, Instant ended) {
        return new ModelCall(model.provider(), model.model(), request.messages(), answer, error, began, ended);
    }
}
