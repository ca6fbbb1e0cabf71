package dev.agentgym.llm.optimize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// One search from its beginning to its end, a step at a time. Mutable, for one thread.
///
/// A step is done whole or not at all. Its state after each step is JSON, and a search that goes on from there does
/// what it would have done: the same candidates, scores and bytes. A step that the budget breaks off leaves no
/// trace but what it spent.
public final class Session {

    private static final int VERSION = 1;

    private final Problem problem;
    private final Optimizer optimizer;
    private final Budget budget;
    private final Consumer<ObjectNode> events;
    private State state;

    private Session(Problem problem, Optimizer optimizer, Budget budget, Consumer<ObjectNode> events, State state) {
        this.problem = problem;
        this.optimizer = optimizer;
        this.budget = budget;
        this.events = events;
        this.state = state;
    }

    /// A search that has done nothing yet.
    ///
    /// @param budget that the models of the problem draw on
    /// @param events hears what happens, a JSON object each, when a step is done
    public static Session begin(Problem problem, Optimizer optimizer, Budget budget, Consumer<ObjectNode> events) {
        return new Session(problem, optimizer, budget, events, new State());
    }

    /// A search that goes on from a state.
    ///
    /// @param saved what [#state] gave
    /// @throws TraceException when it is the state of another search
    public static Session resume(
            Problem problem, Optimizer optimizer, Budget budget, Consumer<ObjectNode> events, JsonNode saved) {
        if (saved.path("version").asInt() != VERSION
                || !saved.path("optimizer").asText().equals(optimizer.name())) {
            throw new TraceException("the state is of version " + saved.path("version") + " and of optimiser "
                    + saved.path("optimizer") + ", not of version " + VERSION + " and " + optimizer.name());
        }
        if (!saved.path("problem").toString().equals(described(problem).toString())) {
            throw new TraceException("the state is of a search with other tasks, seed or prompt: "
                    + saved.path("problem") + " is not " + described(problem));
        }
        budget.recall(saved.path("spent"));
        State state = State.fromJson(saved.path("state"));
        if (state.done && state.reason.startsWith(STOPPED)) {
            state.done = false;
            state.reason = "";
        }
        return new Session(problem, optimizer, budget, events, state);
    }

    private static final String STOPPED = "stopped: ";

    private static JsonNode described(Problem problem) {
        return Json.object()
                .put("seed", problem.settings().seed())
                .put(
                        "tasks",
                        Integer.toHexString(problem.learn().hashCode()) + "/"
                                + Integer.toHexString(problem.validate().hashCode()))
                .put(
                        "start",
                        Integer.toHexString(problem.start().toJson().toString().hashCode()));
    }

    /// Whether nothing is left to do.
    public boolean isDone() {
        return state.done;
    }

    /// Does one step.
    ///
    /// @return whether there is another
    public boolean step() {
        if (state.done) {
            return false;
        }
        State next = State.fromJson(state.toJson());
        next.step++;
        Lab lab = new Lab(problem, next);
        try {
            boolean more = next.entries.isEmpty() ? begin(lab) : optimizer.step(lab);
            next.done = !more;
            next.reason = more ? "" : "finished";
            lab.tell("step").put("leader", lab.leader()).put("value", lab.value(lab.leader()));
            state = next;
            lab.events().forEach(events);
        } catch (SearchStopped e) {
            state.done = true;
            state.reason = STOPPED + e.getMessage();
            events.accept(Json.object()
                    .put("event", "stopped")
                    .put("step", state.step)
                    .put("why", e.getMessage()));
        }
        return !state.done;
    }

    private boolean begin(Lab lab) {
        lab.add(problem.start(), List.of(), "start");
        Race.run(lab, 0);
        return true;
    }

    /// Why there is no further step; empty while there is one.
    public String reason() {
        return state.reason;
    }

    /// How many rollouts were played, repeated ones after failures not counted.
    public int rollouts() {
        return state.rollouts;
    }

    /// How many candidates there are, the start included.
    public int candidates() {
        return state.entries.size();
    }

    /// The best candidate so far; the start while nothing better was found.
    ///
    /// @throws SearchStopped when not even the start could be played
    public Candidate best() {
        if (state.entries.isEmpty()) {
            throw new SearchStopped(false, "nothing was played: " + state.reason);
        }
        return state.entries.get(new Lab(problem, state).leader()).candidate();
    }

    /// All that the search knows; [#resume] goes on from it.
    public ObjectNode state() {
        ObjectNode json = Json.object().put("version", VERSION).put("optimizer", optimizer.name());
        json.set("problem", described(problem));
        json.set("spent", budget.toJson());
        json.set("state", state.toJson());
        return json;
    }

    /// The mean reward of every candidate that was played on all tasks for comparing, in order of its number; for
    /// curves.
    public List<Double> means() {
        Lab lab = new Lab(problem, state);
        return IntStream.range(0, state.entries.size())
                .filter(lab::isRanked)
                .mapToObj(number -> lab.mean(number, lab.validation()).orElse(0))
                .toList();
    }
}
