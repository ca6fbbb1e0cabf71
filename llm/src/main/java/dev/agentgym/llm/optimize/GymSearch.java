package dev.agentgym.llm.optimize;

import dev.agentgym.Gym;
import dev.agentgym.environment.Rules;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.agent.SystemPrompt;
import dev.agentgym.report.Evaluation;
import dev.agentgym.rollout.Assignment;
import dev.agentgym.rollout.RolloutRunner;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// A gym as a place to search in: its tasks in three parts, of which the last is for [Confirmation] only.
/// Immutable.
///
/// @param tasks all whole conversations by the ids of their tasks
/// @param learn tasks to learn from
/// @param validate tasks to compare candidates on
/// @param heldOut tasks that the gym set aside to be tested on
/// @param logged conversations of tasks to learn from that ended well
public record GymSearch(
        Map<String, Task> tasks,
        List<String> learn,
        List<String> validate,
        List<String> heldOut,
        List<Demonstration> logged) {

    /// So many tasks are enough to tell candidates apart; more of them only cost.
    private static final int MOST = 60;

    /// Divides the tasks of a gym: of those to learn from every second one is for comparing.
    ///
    /// @throws IllegalArgumentException when the gym has too few tasks
    public static GymSearch of(Gym gym) {
        List<Task> whole = gym.tasks().whole();
        Map<String, Task> tasks = new LinkedHashMap<>();
        whole.forEach(task -> tasks.put(task.id(), task));
        List<String> train = ids(whole, Task.Part.TRAIN);
        List<String> learn = everySecond(train, 0);
        List<String> validate = everySecond(train, 1);
        List<String> heldOut = ids(whole, Task.Part.TEST);
        if (validate.isEmpty() || heldOut.isEmpty()) {
            throw new IllegalArgumentException("a search needs tasks to learn from, to compare on and to test on; the "
                    + "gym has " + learn.size() + ", " + validate.size() + " and " + heldOut.size());
        }
        return new GymSearch(tasks, learn, validate, heldOut, logged(gym, tasks, learn));
    }

    private static List<String> ids(List<Task> tasks, Task.Part part) {
        return tasks.stream().filter(task -> task.part() == part).map(Task::id).toList();
    }

    private static List<String> everySecond(List<String> ids, int from) {
        return IntStream.iterate(from, i -> i < ids.size(), i -> i + 2)
                .limit(MOST)
                .mapToObj(ids::get)
                .toList();
    }

    private static List<Demonstration> logged(Gym gym, Map<String, Task> tasks, List<String> learn) {
        Map<String, Conversation> byId = new LinkedHashMap<>();
        gym.traces().forEach(conversation -> byId.put(conversation.id(), conversation));
        List<Demonstration> logged = new ArrayList<>();
        for (String id : learn) {
            Task task = tasks.get(id);
            Conversation conversation = task == null ? null : byId.get(task.conversation());
            if (conversation != null && conversation.outcome() == Outcome.SUCCESS) {
                logged.add(Demonstration.of(id, conversation));
            }
        }
        return logged;
    }

    /// The prompt to begin with: the standard one, with the policy that the logs show where most of them carry
    /// none.
    public static SystemPrompt start(Gym gym) {
        return SystemPrompt.STANDARD.with(SystemPrompt.POLICY, gym.policy());
    }

    /// How an agent of the gym that needs no model does on the tasks that were held out, to hold the found prompt
    /// against.
    ///
    /// @param agent its name, such as `grounded`
    /// @param attempts how often each task is played
    /// @param threads episodes at a time; they change nothing but the time
    public Evaluation baseline(Gym gym, Rules rules, String agent, int attempts, int threads, long seed) {
        List<Assignment> plan = new ArrayList<>();
        heldOut.stream().map(tasks::get).filter(Objects::nonNull).forEach(task -> {
            for (int i = 0; i < attempts; i++) {
                plan.add(
                        new Assignment(plan.size() + ".0", task, GymArena.episode(seed, task.id(), i), plan.size(), 0));
            }
        });
        return Evaluation.of(
                new RolloutRunner(() -> gym.environment(rules), gym.agent(agent), GymArena.settings(threads))
                        .run(plan));
    }

    /// The search for a better prompt in this gym.
    ///
    /// @param agent the model behind the agent, with its budget
    /// @param reflection the model that rewrites prompts, with its budget
    public Problem problem(
            Gym gym,
            Rules rules,
            SystemPrompt start,
            ModelClient agent,
            ModelClient reflection,
            SearchSettings settings) {
        return new Problem(
                new Candidate(start, List.of()),
                new GymArena(gym, rules, tasks, agent, settings.seed()),
                reflection,
                learn,
                validate,
                logged,
                settings);
    }
}
