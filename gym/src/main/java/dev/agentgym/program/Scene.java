package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// The scopes that a search looks at, and what there is to see in them: paths, picks, lists, numbers, conditions.
/// Everything is computed once, when first asked for. Mutable for that reason; one per search.
final class Scene {

    /// A larger scene that a scene shows some scopes of: what was seen there need not be looked for again.
    private record Whole(Scene scene, List<Integer> examples) {}

    private final List<Scope> scopes;
    private final List<String> names;
    private final List<Candidate> inherited;
    private final Work work;
    private final Optional<Whole> whole;
    private final Map<Program, Elements> elements = new HashMap<>();
    private Optional<List<Candidate>> paths = Optional.empty();
    private Optional<List<Candidate>> picks = Optional.empty();
    private Optional<List<Candidate>> everything = Optional.empty();
    private Optional<List<Candidate>> scalars = Optional.empty();
    private Optional<List<Slot>> slots = Optional.empty();
    private Optional<List<Candidate>> lists = Optional.empty();
    private Optional<List<Condition>> conditions = Optional.empty();
    private Optional<List<NumberLeaf>> numbers = Optional.empty();
    private Optional<List<NumberLeaf>> plainNumbers = Optional.empty();

    /// @param names the names to look at
    /// @param inherited paths under other names, with their values in the scopes
    Scene(List<Scope> scopes, List<String> names, List<Candidate> inherited, Work work) {
        this(scopes, names, inherited, work, Optional.empty());
    }

    private Scene(List<Scope> scopes, List<String> names, List<Candidate> inherited, Work work, Optional<Whole> whole) {
        this.scopes = List.copyOf(scopes);
        this.names = List.copyOf(names);
        this.inherited = List.copyOf(inherited);
        this.work = work;
        this.whole = whole;
    }

    /// Some of the scopes.
    Scene only(List<Integer> examples) {
        List<Scope> some = examples.stream().map(scopes::get).toList();
        return new Scene(some, names, List.of(), work, Optional.of(new Whole(this, examples)));
    }

    int size() {
        return scopes.size();
    }

    Work work() {
        return work;
    }

    Scope scope(int example) {
        return scopes.get(example);
    }

    List<JsonNode> values(Program program) {
        work.spend(scopes.size());
        return scopes.stream().map(scope -> Evaluation.of(program, scope)).toList();
    }

    Candidate candidate(Program program) {
        return new Candidate(program, values(program), Bits.seen(Bits.of(program)));
    }

    List<Predicate.Verdict> verdicts(Predicate predicate) {
        work.spend(scopes.size());
        return scopes.stream().map(scope -> Evaluation.of(predicate, scope)).toList();
    }

    /// The elements of a list.
    Elements elements(Candidate list) {
        return elements.computeIfAbsent(list.program(), _ -> Elements.of(this, list));
    }

    /// All paths, the shortest first.
    List<Candidate> paths() {
        if (paths.isEmpty()) {
            paths = Optional.of(seen(Scene::paths, Candidate::at, this::findPaths));
        }
        return paths.get();
    }

    private List<Candidate> findPaths() {
        List<Candidate> all = new ArrayList<>();
        ReachablePaths.of(names, scopes).forEach(place -> all.add(candidate(place)));
        work.spend((long) all.size() * scopes.size() / 4);
        all.addAll(inherited);
        return all;
    }

    private static Candidate candidate(ReachablePaths.Place place) {
        Program path = new Program.Path(place.steps());
        return new Candidate(
                path, place.values().stream().map(Extent::smallOrMissing).toList(), Bits.of(path));
    }

    /// Values that other values point at.
    List<Candidate> picks() {
        if (picks.isEmpty()) {
            picks = Optional.of(seen(Scene::picks, Candidate::at, () -> Picks.of(this)));
        }
        return picks.get();
    }

    /// Paths and picks.
    List<Candidate> everything() {
        if (everything.isEmpty()) {
            List<Candidate> all = new ArrayList<>(paths());
            all.addAll(picks());
            everything = Optional.of(List.copyOf(all));
        }
        return everything.get();
    }

    /// Values as they may stand in texts.
    List<Slot> slots() {
        if (slots.isEmpty()) {
            slots = Optional.of(seen(Scene::slots, Slot::at, () -> Slot.all(this)));
        }
        return slots.get();
    }

    /// Paths and picks to texts, numbers and booleans; of several that are the same in all scopes only the first.
    List<Candidate> scalars() {
        if (scalars.isEmpty()) {
            scalars = Optional.of(scalars(everything()));
        }
        return scalars.get();
    }

    /// Those of some candidates that are texts, numbers or booleans; of several that are the same in all scopes
    /// only the first.
    static List<Candidate> scalars(List<Candidate> candidates) {
        Map<List<JsonNode>, Candidate> distinct = new LinkedHashMap<>();
        candidates.stream()
                .filter(candidate -> candidate.values().stream().noneMatch(JsonNode::isContainerNode))
                .forEach(candidate -> distinct.putIfAbsent(candidate.values(), candidate));
        return List.copyOf(distinct.values());
    }

    /// Lists, also those of some elements of other lists.
    List<Candidate> lists() {
        if (lists.isEmpty()) {
            lists = Optional.of(seen(Scene::lists, Candidate::at, this::findLists));
        }
        return lists.get();
    }

    private List<Candidate> findLists() {
        List<Candidate> plain = everything().stream()
                .filter(candidate -> candidate.values().stream().anyMatch(JsonNode::isArray))
                .toList();
        List<Candidate> all = new ArrayList<>(plain);
        all.addAll(new PartialLists(this, plain).lists());
        return all;
    }

    /// Conditions that are true in some scopes and false in others.
    List<Condition> conditions() {
        if (conditions.isEmpty()) {
            conditions = Optional.of(seen(Scene::conditions, Condition::at, () -> Conditions.of(this)));
        }
        return conditions.get();
    }

    /// Numbers to calculate with.
    List<NumberLeaf> numbers() {
        if (numbers.isEmpty()) {
            numbers = Optional.of(seen(Scene::numbers, NumberLeaf::at, () -> NumberLeaves.of(this)));
        }
        return numbers.get();
    }

    /// Numbers that stand in the scene, and the days between dates that do.
    List<NumberLeaf> plainNumbers() {
        if (plainNumbers.isEmpty()) {
            plainNumbers = Optional.of(seen(Scene::plainNumbers, NumberLeaf::at, () -> NumberLeaves.plain(this)));
        }
        return plainNumbers.get();
    }

    /// What the larger scene shows in these scopes, or else what is found by looking.
    private <T> List<T> seen(
            Function<Scene, List<T>> there, BiFunction<List<T>, List<Integer>, List<T>> here, Supplier<List<T>> look) {
        return List.copyOf(whole.map(large -> here.apply(there.apply(large.scene), large.examples))
                .orElseGet(look));
    }
}
