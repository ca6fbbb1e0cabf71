package dev.agentgym.user;

import dev.agentgym.task.Task;

/// Plays the customer of a task. Safe to share between threads; the visits it opens are not.
public interface Customer {

    /// A visit that begins where the task does. Equal tasks, seeds and replies make equal visits.
    Visit visit(Task task, long seed);

    /// What this customer is called wherever it is said who spoke.
    String name();
}
