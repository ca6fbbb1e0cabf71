package dev.agentgym.examples.customerservice.simulation;

/// How a customer feels when they write.
public enum Mood {
    /// Matter of fact.
    CALM(0.0),
    /// Unsure and anxious.
    WORRIED(-0.1),
    /// Annoyed before the first word.
    ANGRY(-0.7),
    /// Friendly whatever happens.
    CHEERFUL(0.4);

    private final double shift;

    Mood(double shift) {
        this.shift = shift;
    }

    /// What the mood adds to the satisfaction on the scale of 1 to 5.
    double shift() {
        return shift;
    }
}
