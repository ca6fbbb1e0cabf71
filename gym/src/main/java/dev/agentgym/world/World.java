package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Lazy;
import dev.agentgym.trace.ToolSchema;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the logs reveal of the tools behind them. Immutable and safe to share between threads.
public final class World {

    private final ProfileInduction catalog;
    private final Lazy<SortedMap<String, ToolProfile>> tools;
    private final Recordings recordings;
    private final Set<String> fleeting;
    private final Map<String, SortedSet<String>> identifying;
    private final Tables tables;
    private final Store store;
    private final Rules rules;
    private final Set<String> writers;
    private final ContextModel context;
    private final NotFoundWords notFoundWords;
    private final FreshIds freshIds;
    private final JsonNode latest;
    private final List<Conversation> traces;
    private final Bystanders bystanders;
    private final Imagination imagination;
    private final Map<String, Boolean> mayChange = new ConcurrentHashMap<>();

    World(WorldInduction induction) {
        this.catalog = induction.catalog();
        this.tools = new Lazy<>(() -> induction.profiles());
        this.recordings = induction.recordings();
        this.fleeting = recordings.fleeting();
        this.identifying = induction.identifying();
        this.tables = induction.tables();
        this.store = induction.store();
        this.rules = induction.rules();
        this.writers = induction.changing();
        this.context = induction.context();
        this.notFoundWords = induction.notFoundWords();
        this.freshIds = induction.freshIds();
        freshIds.next();
        this.latest = induction.latest().map(Circumstances::time).orElseGet(MissingNode::getInstance);
        this.traces = List.copyOf(induction.traces());
        this.bystanders = induction.bystanders();
        this.imagination = new Imagination(tables, store, rules.conversations());
    }

    private World(World base, Rules rules) {
        this.catalog = base.catalog;
        this.tools = new Lazy<>(() -> by(rules, base.tools()));
        this.recordings = base.recordings;
        this.fleeting = base.fleeting;
        this.identifying = base.identifying;
        this.tables = base.tables;
        this.store = base.store;
        this.rules = rules;
        this.writers = base.writers;
        this.context = base.context;
        this.notFoundWords = base.notFoundWords;
        this.freshIds = base.freshIds;
        this.latest = base.latest;
        this.traces = base.traces;
        this.bystanders = base.bystanders;
        this.imagination = base.imagination;
    }

    /// The same world, with what a person says of its tools in the place of what was said before.
    ///
    /// @throws OverrideException when a tool, a rule, a row or a name in it does not exist, or a formula cannot be
    /// read
    public World with(Overrides overrides) {
        overrides.checkTools(catalog.tools());
        return new World(this, rules.under(overrides));
    }

    /// The rules that were learned, for [#recalling]. What a person says of them is not part of it.
    public ObjectNode learnedRules() {
        return rules.written(new RuleBook(tables, store));
    }

    /// The same world, which need not learn again what [#learnedRules] of the same traces says.
    public World recalling(JsonNode learnedRules) {
        return new World(this, rules.recalling(learnedRules, new RuleBook(tables, store)));
    }

    /// What the logs say to each thing that a person says, by tool and in the order of the file.
    public List<OverrideVerdict> verdicts() {
        return OverrideCheck.of(this);
    }

    /// Learns a world from traces. The same traces give the same world, in whatever order they come.
    public static World induce(Iterable<Conversation> traces) {
        return induction(traces).world();
    }

    /// The world of the traces of both: associative, commutative, and equal to what [#induce] learns from all of
    /// them at once. A conversation that both have counts once. What was counted adds up; rules are learned anew,
    /// because two halves may each be too small for a rule that holds for the whole. What a person said of either
    /// is not taken over.
    public static World merge(World one, World other) {
        WorldInduction both = induction(one.traces);
        other.traces.forEach(both::add);
        return both.world();
    }

    /// The tools that change something, by name: all that is learned here, and quicker than a whole world.
    public static Set<String> changingTools(Iterable<Conversation> traces) {
        return induction(traces).writers();
    }

    private static WorldInduction induction(Iterable<Conversation> traces) {
        WorldInduction induction = new WorldInduction();
        traces.forEach(induction::add);
        return induction;
    }

    private static SortedMap<String, ToolProfile> by(Rules rules, SortedMap<String, ToolProfile> tools) {
        SortedMap<String, ToolProfile> others = new TreeMap<>(tools);
        others.replaceAll((name, profile) -> profile.by(rules));
        return others;
    }

    /// Every tool that was called or declared, by name.
    public SortedMap<String, ToolProfile> tools() {
        return tools.get();
    }

    /// Whether a log calls or declares a tool of this name.
    public boolean knows(String tool) {
        return catalog.tools().contains(tool);
    }

    /// How a tool is called; empty where no log calls or declares it.
    public Optional<Signature> signature(String tool) {
        return catalog.signature(tool);
    }

    /// A tool by name.
    public Optional<ToolProfile> tool(String name) {
        return Optional.ofNullable(tools().get(name));
    }

    /// The declarations of all tools, in the order of their names.
    public List<ToolSchema> declarations() {
        return catalog.tools().stream()
                .map(tool -> signature(tool).orElseThrow().declaration())
                .toList();
    }

    /// The logged answers to exactly this call, in the order of the logs.
    public List<Recorded> recorded(CallKey call) {
        return recordings.exact(call);
    }

    /// The logged answers to calls that differ from this one in spelling at most.
    public List<Recorded> recordedAlike(String tool, ObjectNode arguments) {
        return recordings.alike(tool, arguments);
    }

    /// Whether a tool answers the same call differently at different times, so that a logged answer may not be true
    /// any more.
    public boolean isFleeting(String tool) {
        return fleeting.contains(tool);
    }

    /// Whether calls of a tool are known to change something.
    public boolean changes(String tool) {
        return writers.contains(tool) || rules.said(tool).changes();
    }

    /// Whether calls of a tool change something, or may do so for all that the logs tell: what it does shows
    /// nowhere, or there are too few calls to say.
    public boolean mayChange(String tool) {
        Boolean known = changes(tool) ? Boolean.TRUE : mayChange.get(tool);
        return known == null ? knows(tool) && mayChange.computeIfAbsent(tool, this::mayChangeUnseen) : known;
    }

    private boolean mayChangeUnseen(String tool) {
        return !showsRows(tool)
                && tool(tool).filter(known -> known.kind().mayChange()).isPresent();
    }

    /// Such a tool only looks things up, which is sooner known than the kinds of all tools.
    private boolean showsRows(String tool) {
        return rules(tool)
                .filter(known -> !known.reads().isEmpty() || known.listed().isPresent())
                .isPresent();
    }

    /// The tools that change something, or may do so.
    public Set<String> changing() {
        return catalog.tools().stream().filter(this::mayChange).collect(Collectors.toCollection(TreeSet::new));
    }

    /// Whether logs answer exactly this call in several ways.
    public boolean varies(CallKey call) {
        return context.varies(call);
    }

    /// A refusal that says so much, marked as this tool marks its errors, or else as most tools do.
    public JsonNode refusal(String tool, String message) {
        Stream<ErrorShape> own = tool(tool).stream().flatMap(known -> known.errors().stream());
        Stream<ErrorShape> others = tools().values().stream()
                .flatMap(known -> known.errors().stream())
                .sorted(Comparator.comparingLong(ErrorShape::count).reversed());
        return Stream.concat(own, others)
                .findFirst()
                .map(shape -> shape.saying(message))
                .orElseGet(() -> TextNode.valueOf(message));
    }

    /// A session from the start state of the logs.
    public WorldSession session() {
        return new WorldSession(this);
    }

    /// How many different entities the logs show.
    public long entityCount() {
        return store.size(tables.all());
    }

    /// Everything that was learned, as JSON for people and programs: tools with their rules, and tables. Equal
    /// worlds have equal texts.
    public ObjectNode toJson() {
        rules.learnAll();
        ObjectNode json = Json.object();
        ObjectNode described = json.putObject("tools");
        tools().forEach((name, tool) -> described.set(name, tool.toJson().set(Overrides.NAMED, rules.named(name))));
        ObjectNode kinds = json.putObject("tables");
        tables.all().forEach(table -> kinds.set(table.name(), store.describe(table)));
        return json;
    }

    Tables tables() {
        return tables;
    }

    Store store() {
        return store;
    }

    Rules rules() {
        return rules;
    }

    Optional<ToolRules> rules(String tool) {
        return rules.of(tool);
    }

    ContextModel context() {
        return context;
    }

    /// What rows are like of which no log knows.
    Imagination imagination() {
        return imagination;
    }

    NotFoundWords notFoundWords() {
        return notFoundWords;
    }

    /// A copy that its owner may count on with.
    FreshIds freshIds() {
        return freshIds.copy();
    }

    /// Which answers are known to outlast what is changed.
    Bystanders bystanders() {
        return bystanders;
    }

    /// The time of the last logged call, as rules know it; missing where the logs have no times.
    JsonNode latest() {
        return latest;
    }

    /// The arguments by which a tool finds things.
    SortedSet<String> identifying(String tool) {
        return identifying.getOrDefault(tool, Collections.emptySortedSet());
    }
}
