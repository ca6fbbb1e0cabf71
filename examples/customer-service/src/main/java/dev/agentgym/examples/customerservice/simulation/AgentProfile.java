package dev.agentgym.examples.customerservice.simulation;

/// A support agent and their habits, each a probability between 0 and 1.
///
/// @param name the name in the logs
/// @param verifies asks for the postcode before talking about an account
/// @param forgets leaves out a step such as a quote before a cancellation
/// @param repeats makes a read call a second time
/// @param sloppy writes an argument in a wrong format first
/// @param errs sends a call that cannot be right, or the same one twice
/// @param givesUp hands over instead of trying on
/// @param promises says that something is done without doing it
/// @param apologises adds an apology
/// @param shift what the manner adds to the satisfaction on the scale of 1 to 5
public record AgentProfile(
        String name,
        double verifies,
        double forgets,
        double repeats,
        double sloppy,
        double errs,
        double givesUp,
        double promises,
        double apologises,
        double shift) {

    /// An expert: careful, quick and right.
    public static final AgentProfile MAYA =
            new AgentProfile("Maya", 0.95, 0.02, 0.02, 0.01, 0.03, 0.01, 0.0, 0.03, 0.4);
    /// Capable, and sorry for everything.
    public static final AgentProfile TOMASZ =
            new AgentProfile("Tomasz", 0.85, 0.05, 0.05, 0.04, 0.06, 0.05, 0.01, 0.5, 0.1);
    /// Capable, and looks everything up twice.
    public static final AgentProfile PRIYA =
            new AgentProfile("Priya", 0.9, 0.05, 0.4, 0.03, 0.05, 0.04, 0.0, 0.08, 0.2);
    /// Fast, and skips verification and quotes.
    public static final AgentProfile DECLAN =
            new AgentProfile("Declan", 0.15, 0.5, 0.05, 0.06, 0.15, 0.08, 0.05, 0.04, 0.0);
    /// New to the job, and fights with formats.
    public static final AgentProfile SOFIA =
            new AgentProfile("Sofia", 0.7, 0.2, 0.15, 0.3, 0.15, 0.15, 0.03, 0.2, -0.1);
    /// Promises rather than acts, and hands over what is difficult.
    public static final AgentProfile KYLE = new AgentProfile("Kyle", 0.35, 0.3, 0.08, 0.1, 0.12, 0.35, 0.3, 0.1, -0.4);
}
