package dev.agentgym.examples.customerservice.simulation;

import java.util.Locale;

/// How a conversation ended.
public enum Outcome {
    /// The customer has what they came for.
    SOLVED(4.35),
    /// A part is done, the rest is left to the customer or a ticket.
    PARTLY_SOLVED(3.3),
    /// Handed over to a person.
    ESCALATED(2.8),
    /// Nothing is done.
    UNSOLVED(1.9),
    /// The customer stopped answering.
    ABANDONED(1.7);

    private final double satisfaction;

    Outcome(double satisfaction) {
        this.satisfaction = satisfaction;
    }

    /// The label in the raw logs, such as `partly_solved`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The mean satisfaction before agent, mood and chance.
    double satisfaction() {
        return satisfaction;
    }

    /// The outcome of a conversation with two concerns: half a success is a part.
    Outcome with(Outcome other) {
        if (this == other) {
            return this;
        }
        boolean halfDone = (this == SOLVED && other == UNSOLVED) || (this == UNSOLVED && other == SOLVED);
        return halfDone ? PARTLY_SOLVED : compareTo(other) > 0 ? this : other;
    }
}
