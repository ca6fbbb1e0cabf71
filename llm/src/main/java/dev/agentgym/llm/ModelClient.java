package dev.agentgym.llm;

/// A chat model, wherever it runs. Implementations are safe to share between threads; what goes around one, such as
/// [Retries], is a client again.
@FunctionalInterface
public interface ModelClient {

    /// What the model says next. Blocks until it has answered.
    ///
    /// @throws ModelException when there is no answer, or none that can be read
    Completion complete(Request request);
}
