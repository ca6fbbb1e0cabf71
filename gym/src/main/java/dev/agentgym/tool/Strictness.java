package dev.agentgym.tool;

import java.util.Locale;

/// What a tool mocker does where the logs do not tell the answer.
public enum Strictness {
    /// It says that it does not know. Nothing is made up.
    ABSTAIN,
    /// It answers what the logs make likely, or makes up what no log knows, and says that it guesses. What it makes
    /// up holds for the rest of the session and takes no personal data from any log.
    GUESS,
    /// A chat model answers, where one is configured; else it guesses.
    MODEL;

    /// The spelling on the command line.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
