package dev.agentgym.environment;

/// A promise of [Environment] that was broken.
///
/// @param rule what was promised, in a few words
/// @param task the id of the task with which it was broken
/// @param detail what happened instead
public record CheckFinding(String rule, String task, String detail) {

    @Override
    public String toString() {
        return rule + " (task " + task + "): " + detail;
    }
}
