package dev.agentgym.cli;

/// What the process says when it ends.
final class ExitCode {

    /// All was done.
    static final int DONE = 0;

    /// The work failed.
    static final int FAILED = 1;

    /// The command was called wrongly.
    static final int USAGE = 2;

    /// The work was done, but some input was set aside.
    static final int QUARANTINED = 3;

    private ExitCode() {}
}
