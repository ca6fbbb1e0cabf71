package dev.agentgym.llm.optimize;

import dev.agentgym.llm.ModelClient;
import java.util.List;

/// What is to be optimised, and with what. Immutable; safe to share if its parts are.
///
/// @param start the candidate that is to be beaten
/// @param arena where candidates are tried
/// @param reflection the model that reads feedback and rewrites prompts
/// @param learn the ids of tasks to learn from
/// @param validate the ids of tasks that candidates are compared on, none of them among the others
/// @param logged conversations of the logs that went well, of tasks to learn from
/// @param settings how the search is made
public record Problem(
        Candidate start,
        Arena arena,
        ModelClient reflection,
        List<String> learn,
        List<String> validate,
        List<Demonstration> logged,
        SearchSettings settings) {

    /// Checks the tasks.
    ///
    /// @throws IllegalArgumentException when there are none, or one is in both lists
    public Problem {
        learn = List.copyOf(learn);
        validate = List.copyOf(validate);
        logged = List.copyOf(logged);
        if (learn.isEmpty() || validate.isEmpty()) {
            throw new IllegalArgumentException("a search needs tasks to learn from and tasks to compare on, not "
                    + learn.size() + " and " + validate.size());
        }
        if (learn.stream().anyMatch(validate::contains)) {
            throw new IllegalArgumentException("a task is both learned from and compared on");
        }
    }

    /// The sections that may be rewritten.
    List<String> sections() {
        return settings.sections().stream()
                .filter(name -> start.prompt()
                        .section(name)
                        .filter(each -> !each.frozen())
                        .isPresent())
                .toList();
    }
}
