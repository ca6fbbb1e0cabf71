package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import dev.agentgym.world.CallKey;
import dev.agentgym.world.History;
import dev.agentgym.world.Recorded;
import dev.agentgym.world.SessionChanges;
import dev.agentgym.world.Told;
import dev.agentgym.world.World;
import dev.agentgym.world.WorldSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Answers from the first rung of the ladder that holds.
///
/// What an answer of this session showed or changed lies over what the logs know: a read after a write sees it.
final class LadderSession implements ToolSession {

    /// Below this chance an answer is a guess.
    private static final double SURE = 0.97;

    private final World world;
    private final TierAccuracy accuracy;
    private final Majority majority;
    private final Strictness strictness;
    private final long seed;
    private final WorldSession state;
    private History history;
    private Optional<Instant> time = Optional.empty();

    LadderSession(World world, TierAccuracy accuracy, Strictness strictness, long seed) {
        this(world, accuracy, strictness, seed, world.session(), History.START);
    }

    private LadderSession(
            World world, TierAccuracy accuracy, Strictness strictness, long seed, WorldSession state, History history) {
        this.seed = seed;
        this.world = world;
        this.accuracy = accuracy;
        this.majority = new Majority(accuracy);
        this.strictness = strictness;
        this.state = state;
        this.history = history;
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments) {
        ArgumentRepair.Repaired meant = meant(tool, arguments);
        return meant.note(answered(tool, meant.arguments()));
    }

    /// What the logs show as it stands needs no repair, even if it looks broken.
    private ArgumentRepair.Repaired meant(String tool, ObjectNode arguments) {
        return world.signature(tool)
                .filter(known -> world.recorded(tool, arguments).isEmpty())
                .map(known -> ArgumentRepair.of(known, arguments))
                .orElseGet(() -> new ArgumentRepair.Repaired(arguments, List.of()));
    }

    private ToolResult answered(String tool, ObjectNode arguments) {
        ToolResult answer = answer(tool, arguments);
        if (answer.tier() == Tier.ABSTAIN) {
            history = history.then(CallKey.exact(tool, arguments));
            state.doubt(tool, arguments);
        } else {
            observe(tool, arguments, answer.result(), answer.isError());
        }
        return answer;
    }

    @Override
    public void observe(String tool, ObjectNode arguments, JsonNode result, boolean isError) {
        history = history.then(CallKey.exact(tool, arguments));
        state.observe(tool, arguments, result, isError);
    }

    @Override
    public void at(Instant time) {
        this.time = Optional.of(time);
        state.at(time.toString());
    }

    @Override
    public SessionChanges changes() {
        return state.changes();
    }

    @Override
    public ToolSession branch() {
        LadderSession branch = new LadderSession(world, accuracy, strictness, seed, state.copy(), history);
        branch.time = time;
        return branch;
    }

    /// A person's word comes before the logs'.
    private ToolResult answer(String tool, ObjectNode arguments) {
        boolean imagined = strictness != Strictness.ABSTAIN && state.imagine(tool, arguments, seed);
        ToolResult answer = state.declared(tool, arguments)
                .map(declared -> told(tool, arguments, declared))
                .orElseGet(() -> corrected(tool, arguments, fromLogs(tool, arguments)));
        return imagined && answer.tier() != Tier.ABSTAIN ? guessed(answer) : answer;
    }

    /// What was made up is no answer of the real tool, however sure the rules are that lead to it.
    private static ToolResult guessed(ToolResult answer) {
        return new ToolResult(
                answer.result(),
                answer.isError(),
                Tier.GUESS,
                0,
                Provenance.of("made up for this session, as no log knows what is asked for; "
                        + answer.provenance().reason()));
    }

    private ToolResult corrected(String tool, ObjectNode arguments, ToolResult answer) {
        return answer.isError()
                ? answer
                : state.corrected(tool, arguments, answer.result())
                        .map(right -> new ToolResult(
                                right,
                                false,
                                Tier.INDUCED,
                                accuracy.of(Tier.INDUCED),
                                new Provenance(
                                        answer.provenance().reason() + "; put right by a person's override",
                                        answer.provenance().conversations())))
                        .orElse(answer);
    }

    private ToolResult fromLogs(String tool, ObjectNode arguments) {
        Optional<ToolResult> replayed = replayed(tool, arguments);
        if (replayed.isPresent() && !world.varies(tool, arguments)) {
            return replayed.get();
        }
        Told told = state.tell(tool, arguments);
        return replayed.filter(logged -> isBetter(logged, told)).orElseGet(() -> told(tool, arguments, told));
    }

    /// Whether logs that went the same way say more than what else is known.
    private static boolean isBetter(ToolResult logged, Told told) {
        return switch (told) {
            case Told.Supposed supposed -> logged.confidence() > supposed.confidence();
            case Told.Untold untold -> true;
            case Told.Refused refused -> true;
            case Told.Shown shown -> !shown.ofSession();
            case Told.Computed computed -> true;
        };
    }

    private ToolResult told(String tool, ObjectNode arguments, Told told) {
        return switch (told) {
            case Told.Refused refused ->
                refused.unknownId() ? spelled(tool, arguments).orElseGet(() -> refused(refused)) : refused(refused);
            case Told.Shown shown -> shown(tool, arguments, shown);
            case Told.Computed computed -> computed(computed);
            case Told.Supposed supposed -> supposed(tool, supposed);
            case Told.Untold(String reason, boolean _) ->
                logged(tool, arguments)
                        .map(logged -> isOutOfDate(tool) ? outOfDate(tool, logged) : logged)
                        .orElseGet(() -> abstain(tool, reason));
        };
    }

    private Optional<ToolResult> replayed(String tool, ObjectNode arguments) {
        List<Recorded> same = world.recorded(tool, arguments).stream()
                .filter(recorded -> recorded.history().equals(history))
                .toList();
        List<Recorded> now = same.stream()
                .filter(recorded ->
                        recorded.time().isPresent() && recorded.time().equals(time))
                .toList();
        if (!now.isEmpty()) {
            return majority.of(now, Tier.REPLAYED, "logged after the same calls at this time");
        }
        if (isOutOfDate(tool)) {
            return Optional.empty();
        }
        Optional<ToolResult> most = majority.of(same, Tier.REPLAYED, "logged after the same calls");
        return world.varies(tool, arguments)
                ? most.map(logged -> doubted(logged, same.size())).filter(this::isSure)
                : most;
    }

    /// Few logs that agree do not show that all would, where the same call is answered in several ways.
    private static ToolResult doubted(ToolResult logged, int logs) {
        double share = (logs + 0.5) / (logs + 1);
        return new ToolResult(
                logged.result(), logged.isError(), logged.tier(), logged.confidence() * share, logged.provenance());
    }

    private boolean isSure(ToolResult logged) {
        return logged.confidence() >= SURE * accuracy.of(logged.tier());
    }

    private ToolResult refused(Told.Refused refused) {
        Tier tier = refused.unknownId() ? Tier.NOT_FOUND : Tier.REFUSED;
        return new ToolResult(refused.text(), true, tier, accuracy.of(tier), Provenance.of(refused.rule()));
    }

    private ToolResult shown(String tool, ObjectNode arguments, Told.Shown shown) {
        boolean sameCall =
                !shown.ofSession() && !world.recorded(tool, arguments).isEmpty();
        Tier tier = sameCall ? Tier.RECORDED : Tier.ENTITY;
        String reason = shown.rule() + (shown.ofSession() ? ", as this session knows it" : ", as the logs show it");
        return new ToolResult(
                shown.answer(), false, tier, accuracy.of(tier), new Provenance(reason, shown.conversations()));
    }

    private ToolResult computed(Told.Computed computed) {
        String reason = computed.rule() + " (" + computed.support() + " logged answers for it, " + computed.against()
                + " against)";
        return new ToolResult(
                computed.answer(),
                false,
                Tier.INDUCED,
                accuracy.of(Tier.INDUCED),
                new Provenance(reason, computed.conversations()));
    }

    private ToolResult supposed(String tool, Told.Supposed supposed) {
        boolean sure = supposed.confidence() >= SURE;
        if (!sure && strictness == Strictness.ABSTAIN) {
            return abstain(tool, "the logs do not agree on the answer; " + supposed.reason());
        }
        Tier tier = sure ? Tier.INDUCED : Tier.GUESS;
        return new ToolResult(
                supposed.answer(),
                supposed.isError(),
                tier,
                supposed.confidence() * accuracy.of(tier),
                Provenance.of(supposed.reason()));
    }

    /// A logged answer to the same call, as long as nothing has changed.
    private Optional<ToolResult> logged(String tool, ObjectNode arguments) {
        if (state.hasChanged()) {
            return Optional.empty();
        }
        return majority.of(valid(tool, world.recorded(tool, arguments)), Tier.RECORDED, "logged")
                .or(() -> spelled(tool, arguments));
    }

    private Optional<ToolResult> spelled(String tool, ObjectNode arguments) {
        return majority.of(
                valid(tool, world.recordedAlike(tool, arguments)), Tier.CANONICAL, "logged in another spelling");
    }

    /// Whether logged answers are of another time than this session's, and that matters. A session without a time
    /// is at no time in particular: it shows what the logs show.
    private boolean isOutOfDate(String tool) {
        return time.isPresent() && world.isFleeting(tool);
    }

    /// What was true at another time is a guess.
    private ToolResult outOfDate(String tool, ToolResult logged) {
        return strictness == Strictness.ABSTAIN
                ? abstain(tool, "the tool answers this call differently at different times")
                : new ToolResult(
                        logged.result(),
                        logged.isError(),
                        Tier.GUESS,
                        logged.confidence() * accuracy.of(Tier.GUESS),
                        logged.provenance());
    }

    /// What a changing tool said after other changes says nothing of a session without them.
    private List<Recorded> valid(String tool, List<Recorded> recorded) {
        return world.changes(tool) ? recorded.stream().filter(Recorded::atStart).toList() : recorded;
    }

    private ToolResult abstain(String tool, String reason) {
        boolean known = world.knows(tool);
        String text = known
                ? "No answer: the logs do not show what " + tool + " says to these arguments."
                : "No answer: the logs know no tool named " + Json.shorten(tool) + ".";
        Provenance why = Provenance.of(known ? reason : "no log calls or declares this tool");
        return new ToolResult(TextNode.valueOf(text), true, Tier.ABSTAIN, 0, why);
    }
}
