package dev.agentgym.llm;

import java.util.function.Consumer;

/// A chat model, wherever it runs. Implementations are safe to share between threads; what goes around one, such as
/// retries, a budget or a cache, is a client again.
@FunctionalInterface
public interface ModelClient {

    /// What the model says next. Blocks until it has answered.
    ///
    /// @throws ModelException when there is no answer, or none that can be read
    Completion complete(Request request);

    /// The same, heard while it is being said. Who cannot stream says all at the end.
    ///
    /// @param heard gets the pieces of the text in order; together they are the text of the completion
    /// @throws ModelException when there is no whole answer; what was heard before is void
    default Completion stream(Request request, Consumer<String> heard) {
        Completion whole = complete(request);
        if (!whole.text().isEmpty()) {
            heard.accept(whole.text());
        }
        return whole;
    }
}
