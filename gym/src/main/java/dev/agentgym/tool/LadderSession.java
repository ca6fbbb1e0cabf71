package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Lazy;
import dev.agentgym.world.CallKey;
import dev.agentgym.world.History;
import dev.agentgym.world.Recorded;
import dev.agentgym.world.SessionChanges;
import dev.agentgym.world.Told;
import dev.agentgym.world.World;
import dev.agentgym.world.WorldSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers from the first rung of the ladder that holds.
///
/// What an answer of this session showed or changed lies over what the logs know: a read after a write sees it.
final class LadderSession implements ToolSession {

    private final World world;
    private final TierAccuracy accuracy;
    private final Majority majority;
    private final Answers answers;
    private final Guesses guesses;
    private final WorldSession state;
    private History history;
    private Optional<Instant> time = Optional.empty();

    LadderSession(World world, TierAccuracy accuracy, Strictness strictness, long seed) {
        this(new Guesses(new Answers(world, accuracy), world.session(), strictness, seed), History.START);
    }

    private LadderSession(Guesses guesses, History history) {
        this.guesses = guesses;
        this.history = history;
        this.answers = guesses.answers();
        this.state = guesses.state();
        this.world = answers.world();
        this.accuracy = answers.accuracy();
        this.majority = new Majority(accuracy);
    }

    /// What the logs show as it stands needs no repair, even if it looks broken.
    @Override
    public ToolResult call(String tool, ObjectNode arguments) {
        Asked asked = Asked.of(world, tool, arguments);
        return world.signature(tool)
                .filter(known -> asked.recorded().isEmpty())
                .map(known -> ArgumentRepair.of(known, arguments))
                .filter(meant -> !meant.changes().isEmpty())
                .map(meant -> meant.note(answered(Asked.of(world, tool, meant.arguments()))))
                .orElseGet(() -> answered(asked));
    }

    private ToolResult answered(Asked asked) {
        ToolResult answer = answer(asked);
        history = history.then(asked.key());
        if (answer.tier() == Tier.ABSTAIN) {
            state.doubt(asked.tool(), asked.arguments());
        } else {
            boolean guess = answer.tier() == Tier.GUESS;
            state.observe(asked.tool(), asked.arguments(), answer.result(), answer.isError(), guess);
        }
        return answer;
    }

    @Override
    public void observe(String tool, ObjectNode arguments, JsonNode result, boolean isError) {
        history = history.then(CallKey.exact(tool, arguments));
        state.observe(tool, arguments, result, isError, false);
    }

    @Override
    public void at(Instant time) {
        if (!this.time.equals(Optional.of(time))) {
            this.time = Optional.of(time);
            state.at(time);
        }
    }

    @Override
    public SessionChanges changes() {
        return state.changes();
    }

    @Override
    public ToolSession branch() {
        LadderSession branch = new LadderSession(guesses.in(state.copy()), history);
        branch.time = time;
        return branch;
    }

    /// A person's word comes before the logs'.
    private ToolResult answer(Asked asked) {
        boolean imagined = guesses.imagine(asked);
        ToolResult answer = state.declared(asked.tool(), asked.arguments())
                .map(declared -> told(asked, declared))
                .orElseGet(() -> corrected(asked, fromLogs(asked)));
        return imagined ? guesses.imagined(answer) : guesses.followed(asked, answer);
    }

    private ToolResult corrected(Asked asked, ToolResult answer) {
        return answer.isError()
                ? answer
                : state.corrected(asked.tool(), asked.arguments(), answer.result())
                        .map(right -> answers.corrected(answer, right))
                        .orElse(answer);
    }

    private ToolResult fromLogs(Asked asked) {
        boolean varies = !asked.recorded().isEmpty() && world.varies(asked.key());
        Optional<ToolResult> replayed = replayed(asked, varies);
        if (replayed.isPresent() && !varies) {
            return replayed.get();
        }
        Told told = state.tell(asked.tool(), asked.arguments());
        return replayed.filter(logged -> told.yieldsTo(logged.confidence())).orElseGet(() -> told(asked, told));
    }

    private ToolResult told(Asked asked, Told told) {
        return switch (told) {
            case Told.Refused refused -> spelledIfUnknown(asked, refused).orElseGet(() -> answers.refused(refused));
            case Told.Shown shown -> answers.shown(asked, shown);
            case Told.Computed computed -> answers.computed(computed);
            case Told.Supposed supposed -> guesses.supposed(asked, supposed);
            case Told.Unprecedented call ->
                logged(asked).orElseGet(() -> guesses.refused(asked, call.breach(), call.reason()));
            case Told.Unsure unsure ->
                fromLogAlone(asked)
                        .or(() -> guesses.recalled(asked, then -> told(asked, then)))
                        .orElseGet(() -> guesses.accepted(asked, unsure, then -> told(asked, then)));
            case Told.Rejected(String breach, String reason) ->
                fromLogAlone(asked).orElseGet(() -> guesses.refused(asked, Lazy.of(breach), Lazy.of(reason)));
            case Told.Untold(String reason) ->
                fromLogAlone(asked)
                        .or(() -> guesses.recalled(asked, then -> told(asked, then)))
                        .or(() -> guesses.completed(asked))
                        .orElseGet(() -> answers.abstain(asked.tool(), reason));
        };
    }

    /// Where no rule tells.
    private Optional<ToolResult> fromLogAlone(Asked asked) {
        return logged(asked)
                .map(logged -> isOutOfDate(asked.tool()) ? guesses.outOfDate(asked, logged) : logged)
                .or(() -> guesses.remembered(asked));
    }

    private Optional<ToolResult> replayed(Asked asked, boolean varies) {
        List<Recorded> same = new ArrayList<>();
        for (Recorded recorded : asked.recorded()) {
            if (recorded.history().equals(history)) {
                same.add(recorded);
            }
        }
        if (same.isEmpty()) {
            return Optional.empty();
        }
        List<Recorded> now = same.stream()
                .filter(recorded ->
                        recorded.time().isPresent() && recorded.time().equals(time))
                .toList();
        if (!now.isEmpty()) {
            return majority.of(now, Tier.REPLAYED, "logged after the same calls at this time");
        }
        if (isOutOfDate(asked.tool())) {
            return Optional.empty();
        }
        Optional<ToolResult> most = majority.of(same, Tier.REPLAYED, "logged after the same calls");
        return varies ? most.map(logged -> doubted(logged, same.size())).filter(this::isSure) : most;
    }

    /// Few logs that agree do not show that all would, where the same call is answered in several ways.
    private static ToolResult doubted(ToolResult logged, int logs) {
        double share = (logs + 0.5) / (logs + 1);
        return new ToolResult(
                logged.result(), logged.isError(), logged.tier(), logged.confidence() * share, logged.provenance());
    }

    private boolean isSure(ToolResult logged) {
        return logged.confidence() >= Guesses.SURE * accuracy.of(logged.tier());
    }

    /// A logged answer to the same call, as long as nothing has changed.
    private Optional<ToolResult> logged(Asked asked) {
        if (state.hasChanged()) {
            return Optional.empty();
        }
        return majority.of(valid(asked.tool(), asked.recorded()), Tier.RECORDED, "logged")
                .or(() -> spelled(asked));
    }

    private Optional<ToolResult> spelledIfUnknown(Asked asked, Told.Refused refused) {
        return refused.unknownId() ? spelled(asked) : Optional.empty();
    }

    private Optional<ToolResult> spelled(Asked asked) {
        return majority.of(
                valid(asked.tool(), world.recordedAlike(asked.tool(), asked.arguments())),
                Tier.CANONICAL,
                "logged in another spelling");
    }

    /// Whether logged answers are of another time than this session's, and that matters. A session without a time
    /// is at no time in particular: it shows what the logs show.
    private boolean isOutOfDate(String tool) {
        return time.isPresent() && world.isFleeting(tool);
    }

    /// What a changing tool said after other changes says nothing of a session without them.
    private List<Recorded> valid(String tool, List<Recorded> recorded) {
        return world.changes(tool) ? recorded.stream().filter(Recorded::atStart).toList() : recorded;
    }
}
