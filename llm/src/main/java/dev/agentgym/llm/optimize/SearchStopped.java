package dev.agentgym.llm.optimize;

import java.io.Serial;

/// A search cannot go on: what may be spent is spent, or the model gives no answers. What was found until the step
/// before stays.
public final class SearchStopped extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean spent;

    /// @param spent whether the budget is the reason; otherwise the search can be taken up again
    /// @param message what happened
    public SearchStopped(boolean spent, String message) {
        super(message);
        this.spent = spent;
    }

    /// Whether the budget is the reason.
    public boolean isSpent() {
        return spent;
    }
}
