package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Lazy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One customer's dealings with the tools, as the learned rules tell them. Mutable, for one thread.
public final class WorldSession {

    /// A refusal by rule stands unless the logs are as sure as this that the same call is answered otherwise.
    private static final double REFUTES = 0.95;

    private final World world;
    private final State state;
    private final FreshIds fresh;
    private final AcceptedCalls accepted;
    private final ContextMemory memory;
    private final LearnedAnswers answers;
    private final GuardedAnswers guarded;
    private final UnseenChanges unseen;
    private Lazy<JsonNode> now;
    private Optional<Invention> invention = Optional.empty();

    WorldSession(World world) {
        this(
                world,
                new State(world.tables(), world.store()),
                world.freshIds(),
                new AcceptedCalls(),
                world.context().memory(),
                Lazy.of(world.latest()));
    }

    private WorldSession(
            World world,
            State state,
            FreshIds fresh,
            AcceptedCalls accepted,
            ContextMemory memory,
            Lazy<JsonNode> now) {
        this.world = world;
        this.state = state;
        this.fresh = fresh;
        this.accepted = accepted;
        this.memory = memory;
        this.answers = new LearnedAnswers(world, state, this::circumstances);
        this.guarded = new GuardedAnswers(new UnknownIds(world, state), answers);
        this.unseen = new UnseenChanges(state, fresh);
        this.now = now;
    }

    /// An independent session in the same state.
    public WorldSession copy() {
        State copied = state.copy();
        WorldSession copy = new WorldSession(world, copied, fresh.copy(), accepted.copy(), memory.copy(), now);
        copy.invention = invention.map(made -> made.copy(copied));
        return copy;
    }

    /// Makes up the rows that a call asks for, where no log knows their ids and these look like those that the logs
    /// know; they hold for the rest of the session. Texts of a log that may be a person's are never part of them.
    ///
    /// @param isRecorded whether logs show exactly this call
    /// @param seed draws the rows; that of the first call counts
    /// @return whether the call concerns anything that was made up, now or before
    public boolean imagine(String tool, ObjectNode arguments, boolean isRecorded, long seed) {
        @Nullable ToolRules rules = world.rules(tool).orElse(null);
        if (rules == null || (isRecorded && invention.isEmpty())) {
            return false;
        }
        if (isRecorded || !world.recordedAlike(tool, arguments).isEmpty()) {
            return invention
                    .filter(made -> made.holds(rules.binder(), scope(rules, arguments)))
                    .isPresent();
        }
        Invention made = invented(seed);
        boolean row = made.concerns(rules.binder(), () -> scope(rules, arguments));
        boolean answer = !rules.writes() && made.concerns(world.tables(), tool, arguments);
        return row || answer;
    }

    /// Takes the rows that a call concerns for what any log showed of them, where this session does not know them.
    ///
    /// @param seed draws what is made up; that of the first call counts
    /// @return whether there was any such row
    public boolean recall(String tool, ObjectNode arguments, long seed) {
        return world.rules(tool)
                .filter(rules -> invented(seed).recall(rules.binder(), () -> scope(rules, arguments)))
                .isPresent();
    }

    /// Makes up what is missing of the answer of a reading tool: what nobody knows of the row that it reads, or the
    /// whole answer. It holds for the rest of the session.
    ///
    /// @param seed draws what is made up; that of the first call counts
    /// @return whether anything was made up
    public boolean complete(String tool, ObjectNode arguments, long seed) {
        @Nullable ToolRules rules = world.rules(tool).orElse(null);
        if (rules == null || rules.writes()) {
            return false;
        }
        Invention made = invented(seed);
        Scope scope = scope(rules, arguments);
        if (rules.reads().stream().anyMatch(binding -> made.complete(binding, rules.root(), scope))) {
            return true;
        }
        return rules.listed()
                        .filter(listed -> made.complete(world.tables(), listed.listing(), arguments))
                        .isPresent()
                || (rules.reads().isEmpty() && made.complete(world.tables(), tool, arguments));
    }

    private Invention invented(long seed) {
        Invention made = invention.orElseGet(() -> new Invention(world.imagination(), state, seed));
        invention = Optional.of(made);
        return made;
    }

    /// Whether anything is known to differ from the start of the session.
    public boolean hasChanged() {
        return state.hasChanged();
    }

    /// An answer that was given earlier, with every row in it as this session knows it now; missing where one of
    /// them may have changed in a way that nobody knows. Changes nothing.
    public JsonNode refreshed(String tool, JsonNode answer) {
        return state.refreshed(tool, answer);
    }

    /// What its accepted calls changed.
    public SessionChanges changes() {
        return state.log().changes();
    }

    /// Lets the session's time be this one.
    public void at(Instant time) {
        now = new Lazy<>(() -> Circumstances.time(time));
    }

    /// What the rules say to a call. Changes nothing.
    public Told tell(String tool, ObjectNode arguments) {
        return declared(tool, arguments)
                .orElseGet(() -> learned(tool, world.rules().meant(tool, arguments)));
    }

    /// What a person's word alone says to a call, whatever the logs say. Changes nothing.
    public Optional<Told> declared(String tool, ObjectNode arguments) {
        ToolOverrides said = world.rules().said(tool);
        return said.declared().isEmpty() ? Optional.empty() : said.told(scope(tool, arguments));
    }

    /// An accepted answer as a person puts it right; empty where it stands. Changes nothing.
    public Optional<JsonNode> corrected(String tool, ObjectNode arguments, JsonNode answer) {
        ToolOverrides said = world.rules().said(tool);
        return said.declared().isEmpty() ? Optional.empty() : said.corrected(answer, scope(tool, arguments));
    }

    private Scope scope(String tool, ObjectNode arguments) {
        return world.rules(tool)
                .map(ToolRules::binder)
                .orElse(OverrideCheck.NO_ROWS)
                .scope(state, arguments, circumstances(tool, arguments), answers::computed);
    }

    private Told learned(String tool, ObjectNode arguments) {
        Told told = byRules(tool, arguments);
        return isWeak(told, tool, arguments)
                ? world.context()
                        .suppose(memory, tool, arguments)
                        .filter(supposed -> !(told instanceof Told.Refused) || supposed.confidence() > REFUTES)
                        .<Told>map(supposed -> supposed)
                        .orElse(told)
                : told;
    }

    /// Whether what the session was told before says more: the rules do not tell, or show what other sessions saw
    /// of something that is not the same in all of them.
    private boolean isWeak(Told told, String tool, ObjectNode arguments) {
        return switch (told) {
            case Told.Untold untold -> !readsChanged(tool, arguments);
            case Told.Unsure unsure -> true;
            case Told.Rejected rejected -> true;
            case Told.Shown shown -> !shown.ofSession() && world.context().varies(tool, arguments);
            case Told.Refused refused -> true;
            case Told.Computed computed -> false;
            case Told.Unprecedented unprecedented -> false;
            case Told.Supposed supposed -> false;
        };
    }

    /// Whether the tool shows a row that this session has changed, nobody knows how: what other sessions were told of
    /// the row says nothing of that.
    private boolean readsChanged(String tool, ObjectNode arguments) {
        return world.rules(tool).stream()
                .anyMatch(rules -> rules.reads().stream()
                        .anyMatch(binding -> binding.values(scope(rules, arguments)).stream()
                                .anyMatch(key -> state.isChanged(binding.table(), Table.key(key)))));
    }

    private Told byRules(String tool, ObjectNode arguments) {
        @Nullable ToolRules rules = world.rules(tool).orElse(null);
        if (rules == null) {
            return new Told.Untold("no log shows an answer of " + tool);
        }
        return guarded.of(rules, arguments, scope(rules, arguments));
    }

    /// How the rules come to what [#tell] says, in lines for people: each row that the call concerns (found, does
    /// not exist, not known), each guard in order up to the one that decides (holds, does not hold, not known), and
    /// the rule of the answer. Changes nothing.
    public List<String> explain(String tool, ObjectNode arguments) {
        @Nullable ToolRules rules = world.rules(tool).orElse(null);
        Told told = tell(tool, arguments);
        return rules == null
                ? List.of(AnswerTrace.conclusion(told))
                : new AnswerTrace(rules, scope(rules, arguments), told).lines();
    }

    private CallScope scope(ToolRules rules, ObjectNode arguments) {
        return rules.binder().scope(state, arguments, circumstances(rules.tool(), arguments), answers::computed);
    }

    private Circumstances circumstances(String tool, ObjectNode arguments) {
        return accepted.before(tool, arguments, now, fresh);
    }

    /// Whether an answer follows from what a guess told or changed before.
    public boolean isGuess(String tool, ObjectNode arguments, JsonNode answer) {
        Guessed guessed = state.guessed();
        return guessed.isIn(world.tables(), tool, arguments, answer)
                || world.rules(tool).stream()
                        .anyMatch(rules -> guessed.concerns(rules.binder(), () -> scope(rules, arguments)));
    }

    /// Takes in what was answered to a call, by these rules, by the real tool, or as a guess.
    public void observe(String tool, ObjectNode arguments, JsonNode result, boolean isError, boolean guess) {
        state.guessed().guessing(guess);
        memory.observe(tool, arguments, result, isError, guess);
        if (!isError) {
            state.log().accepted(tool, arguments, world.mayChange(tool));
            accepted(tool, world.rules().meant(tool, arguments), result);
        }
    }

    private void accepted(String tool, ObjectNode arguments, JsonNode result) {
        @Nullable ToolRules rules = world.changes(tool) ? world.rules(tool).orElse(null) : null;
        List<Runnable> then = rules == null ? List.of() : unseen.of(rules, scope(rules, arguments), result);
        accepted.add(tool, arguments, world.mayChange(tool));
        state.observe(tool, arguments, result, fresh);
        world.tables().issuedIn(tool, result, fresh::saw);
        if (rules != null && rules.writes()) {
            state.change(Write.of(tool, arguments, result));
        }
        then.forEach(Runnable::run);
    }

    /// Takes in that a call was made whose answer nobody knows: what it may have changed is unknown from now on.
    public void doubt(String tool, ObjectNode arguments) {
        memory.doubt(tool, arguments);
        @Nullable ToolRules rules = world.changes(tool) ? world.rules(tool).orElse(null) : null;
        if (rules == null || !rules.writes()) {
            return;
        }
        Told told = tell(tool, arguments);
        boolean refused = told instanceof Told.Unprecedented || told instanceof Told.Rejected;
        if (!refused) {
            unseen.doubt(rules, scope(rules, arguments));
        }
    }
}
