package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
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

    /// Below this chance an answer is a guess.
    private static final double SURE = 0.97;

    private static final String MADE_UP = "made up for this session, as no log knows what is asked for";

    private static final String COMPLETED = "made up for this session where no log shows it";

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

    /// A call, with what logs show of exactly this one.
    private record Asked(String tool, ObjectNode arguments, CallKey key, List<Recorded> recorded) {

        private static Asked of(World world, String tool, ObjectNode arguments) {
            CallKey key = CallKey.exact(tool, arguments);
            return new Asked(tool, arguments, key, world.recorded(key));
        }
    }

    /// What the logs show as it stands needs no repair, even if it looks broken.
    @Override
    public ToolResult call(String tool, ObjectNode arguments) {
        Asked asked = Asked.of(world, tool, arguments);
        return world.signature(tool)
                .filter(known -> asked.recorded.isEmpty())
                .map(known -> ArgumentRepair.of(known, arguments))
                .filter(meant -> !meant.changes().isEmpty())
                .map(meant -> meant.note(answered(Asked.of(world, tool, meant.arguments()))))
                .orElseGet(() -> answered(asked));
    }

    private ToolResult answered(Asked asked) {
        ToolResult answer = answer(asked);
        history = history.then(asked.key);
        if (answer.tier() == Tier.ABSTAIN) {
            state.doubt(asked.tool, asked.arguments);
        } else {
            state.observe(asked.tool, asked.arguments, answer.result(), answer.isError());
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
        LadderSession branch = new LadderSession(world, accuracy, strictness, seed, state.copy(), history);
        branch.time = time;
        return branch;
    }

    /// A person's word comes before the logs'.
    private ToolResult answer(Asked asked) {
        boolean imagined = strictness != Strictness.ABSTAIN
                && state.imagine(asked.tool, asked.arguments, !asked.recorded.isEmpty(), seed);
        ToolResult answer = state.declared(asked.tool, asked.arguments)
                .map(declared -> told(asked, declared))
                .orElseGet(() -> corrected(asked, fromLogs(asked)));
        return imagined && answer.tier() != Tier.ABSTAIN ? guessed(answer, MADE_UP) : answer;
    }

    /// What is a guess is no answer of the real tool, however sure the rules are that lead to it.
    private static ToolResult guessed(ToolResult answer, String why) {
        return new ToolResult(
                answer.result(),
                answer.isError(),
                Tier.GUESS,
                0,
                new Provenance(new Lazy<>(() -> why + "; " + answer.provenance().reason()), List.of()));
    }

    private ToolResult corrected(Asked asked, ToolResult answer) {
        return answer.isError()
                ? answer
                : state.corrected(asked.tool, asked.arguments, answer.result())
                        .map(right -> new ToolResult(
                                right,
                                false,
                                Tier.INDUCED,
                                accuracy.of(Tier.INDUCED),
                                answer.provenance().reworded(why -> why + "; put right by a person's override")))
                        .orElse(answer);
    }

    private ToolResult fromLogs(Asked asked) {
        boolean varies = !asked.recorded.isEmpty() && world.varies(asked.key);
        Optional<ToolResult> replayed = replayed(asked, varies);
        if (replayed.isPresent() && !varies) {
            return replayed.get();
        }
        Told told = state.tell(asked.tool, asked.arguments);
        return replayed.filter(logged -> told.yieldsTo(logged.confidence())).orElseGet(() -> told(asked, told));
    }

    private ToolResult told(Asked asked, Told told) {
        return switch (told) {
            case Told.Refused refused ->
                refused.unknownId() ? spelled(asked).orElseGet(() -> refused(refused)) : refused(refused);
            case Told.Shown shown -> shown(asked, shown);
            case Told.Computed computed -> computed(computed);
            case Told.Supposed supposed -> supposed(asked.tool, supposed);
            case Told.Unprecedented unprecedented -> unprecedented(asked, unprecedented);
            case Told.Unsure unsure ->
                fromLogAlone(asked).or(() -> recalled(asked)).orElseGet(() -> unsure(asked, unsure));
            case Told.Rejected rejected -> fromLogAlone(asked).orElseGet(() -> rejected(asked, rejected));
            case Told.Untold(String reason) ->
                fromLogAlone(asked)
                        .or(() -> recalled(asked))
                        .or(() -> completed(asked))
                        .orElseGet(() -> abstain(asked.tool, reason));
        };
    }

    /// Where no rule tells.
    private Optional<ToolResult> fromLogAlone(Asked asked) {
        return logged(asked)
                .map(logged -> isOutOfDate(asked.tool) ? outOfDate(asked.tool, logged) : logged)
                .or(() -> remembered(asked));
    }

    /// Most calls are accepted.
    private ToolResult unsure(Asked asked, Told.Unsure unsure) {
        if (strictness == Strictness.ABSTAIN) {
            return abstain(asked.tool, unsure.reason());
        }
        ToolResult accepted = told(asked, unsure.otherwise().get());
        return accepted.tier() == Tier.ABSTAIN ? accepted : guessed(accepted, unsure.reason());
    }

    private ToolResult rejected(Asked asked, Told.Rejected rejected) {
        return strictness == Strictness.ABSTAIN
                ? abstain(asked.tool, rejected.reason())
                : guessedRefusal(asked, rejected.breach(), Lazy.of(rejected.reason()));
    }

    /// A guess with what other sessions saw of the things that the call concerns.
    private Optional<ToolResult> recalled(Asked asked) {
        if (strictness == Strictness.ABSTAIN || !state.recall(asked.tool, asked.arguments, seed)) {
            return Optional.empty();
        }
        return Optional.of(told(asked, state.tell(asked.tool, asked.arguments)))
                .filter(answer -> answer.tier() != Tier.ABSTAIN)
                .map(answer -> guessed(answer, "as other conversations saw it"));
    }

    /// A guess at what a tool shows of something that is there: as it shows others, with what is known of this one.
    private Optional<ToolResult> completed(Asked asked) {
        if (strictness == Strictness.ABSTAIN || !state.complete(asked.tool, asked.arguments, seed)) {
            return Optional.empty();
        }
        return state.tell(asked.tool, asked.arguments) instanceof Told.Shown shown
                ? Optional.of(guessed(shown(asked, shown), COMPLETED))
                : Optional.empty();
    }

    private Optional<ToolResult> replayed(Asked asked, boolean varies) {
        List<Recorded> same = new ArrayList<>();
        for (Recorded recorded : asked.recorded) {
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
        if (isOutOfDate(asked.tool)) {
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
        return logged.confidence() >= SURE * accuracy.of(logged.tier());
    }

    private ToolResult refused(Told.Refused refused) {
        Tier tier = refused.unknownId() ? Tier.NOT_FOUND : Tier.REFUSED;
        return new ToolResult(refused.text(), true, tier, accuracy.of(tier), new Provenance(refused.rule(), List.of()));
    }

    private ToolResult shown(Asked asked, Told.Shown shown) {
        boolean sameCall = !shown.ofSession() && !asked.recorded.isEmpty();
        Tier tier = sameCall ? Tier.RECORDED : Tier.ENTITY;
        Lazy<String> reason = new Lazy<>(() ->
                shown.rule().get() + (shown.ofSession() ? ", as this session knows it" : ", as the logs show it"));
        return new ToolResult(
                shown.answer(), false, tier, accuracy.of(tier), new Provenance(reason, shown.conversations()));
    }

    private ToolResult computed(Told.Computed computed) {
        Lazy<String> reason = new Lazy<>(() -> computed.rule().get() + " (" + computed.support()
                + " logged answers for it, " + computed.against() + " against)");
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

    private ToolResult unprecedented(Asked asked, Told.Unprecedented call) {
        return logged(asked)
                .orElseGet(() -> strictness == Strictness.ABSTAIN
                        ? abstain(asked.tool, call.reason().get())
                        : guessedRefusal(asked, call.breach().get(), call.reason()));
    }

    /// What no accepted call did is mostly refused; in which words nobody knows.
    private ToolResult guessedRefusal(Asked asked, String breach, Lazy<String> reason) {
        JsonNode words = world.refusal(asked.tool, "not possible: " + breach);
        return new ToolResult(words, true, Tier.GUESS, 0, new Provenance(reason, List.of()));
    }

    /// A logged answer to the same call, as long as nothing has changed.
    private Optional<ToolResult> logged(Asked asked) {
        if (state.hasChanged()) {
            return Optional.empty();
        }
        return majority.of(valid(asked.tool, asked.recorded), Tier.RECORDED, "logged")
                .or(() -> spelled(asked));
    }

    /// A guess where something has changed since: the logged answer, with every row in it as this session knows it.
    private Optional<ToolResult> remembered(Asked asked) {
        if (strictness == Strictness.ABSTAIN || world.changes(asked.tool)) {
            return Optional.empty();
        }
        return majority.of(asked.recorded, Tier.GUESS, "logged before what changed since")
                .filter(logged -> !logged.isError())
                .map(logged -> new ToolResult(
                        state.refreshed(asked.tool, logged.result()),
                        false,
                        Tier.GUESS,
                        logged.confidence(),
                        logged.provenance()))
                .filter(logged -> !logged.result().isMissingNode());
    }

    private Optional<ToolResult> spelled(Asked asked) {
        return majority.of(
                valid(asked.tool, world.recordedAlike(asked.tool, asked.arguments)),
                Tier.CANONICAL,
                "logged in another spelling");
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
