package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;

/// Drafts guards from a sample of the cases.
final class GuardDrafting {

    private static final int MOST_ANSWERS = 40;

    private final List<Case> cases;
    private final List<Integer> order = new ArrayList<>();
    private final List<Scope> scopes;
    private final Vocabulary vocabulary;
    private final SaidNumbers said;
    private final CompanionConditions together;
    private final List<BitSet> owns = new ArrayList<>();
    private final BitSet accepted = new BitSet();
    private final BitSet refused = new BitSet();

    GuardDrafting(
            List<Case> cases,
            List<RefusalClass> kinds,
            List<String> names,
            SortedSet<Integer> sample,
            SaidNumbers said,
            Companions companions) {
        this.cases = cases;
        this.said = said;
        sample.stream().filter(i -> cases.get(i).refusal().isEmpty()).forEach(order::add);
        accepted.set(0, order.size());
        sample.stream().filter(i -> cases.get(i).refusal().isPresent()).forEach(order::add);
        scopes = order.stream().map(i -> cases.get(i).scope()).toList();
        vocabulary = Vocabulary.of(scopes, names);
        together = new CompanionConditions(companions, vocabulary.cases().own());
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            places.put(order.get(i), i);
        }
        for (RefusalClass kind : kinds) {
            BitSet own = new BitSet();
            kind.members().stream().filter(places::containsKey).forEach(i -> own.set(places.getOrDefault(i, 0)));
            owns.add(own);
            refused.or(own);
        }
    }

    List<GuardDraft> drafts() {
        Study study = new Study(vocabulary, accepted, refused);
        List<Saying> sayings = owns.stream().map(own -> saying(own, List.of())).toList();
        List<Relevance> relevance = sayings.stream()
                .map(saying -> new Relevance(saying.words(), saying.used()))
                .toList();
        sayings.forEach(saying ->
                study.compare(said.quantities(saying.used(), vocabulary.cases().table())));
        sayings.forEach(saying -> study.compareRows(saying.used()));
        study.compare(together);
        sayings.forEach(saying -> study.compareHours(saying.words()));
        study.tabulate(order.stream().map(i -> cases.get(i).conversation()).toList());
        List<GuardOrder.Placed> placed = new GuardOrder(study, accepted, relevance).find(owns);
        for (BitSet rest = rest(placed); !rest.isEmpty() && study.deepen(rest); rest = rest(placed)) {
            placed = new GuardOrder(study, accepted, relevance).find(owns);
        }
        return placed.stream()
                .map(guard -> draft(guard, sayings.get(guard.kind())))
                .toList();
    }

    /// The refusals of kinds that no single condition explains.
    private BitSet rest(List<GuardOrder.Placed> placed) {
        BitSet rest = (BitSet) refused.clone();
        placed.stream()
                .filter(guard -> guard.found().evidence().missed() == 0)
                .map(guard -> Verdicts.minus(
                        owns.get(guard.kind()),
                        guard.found().candidate().verdicts().fails()))
                .forEach(rest::andNot);
        return rest;
    }

    private GuardDraft draft(GuardOrder.Placed placed, Saying saying) {
        GuardCondition candidate = placed.found().candidate();
        List<Program> compared =
                together.told().stream().filter(candidate.parts()::contains).toList();
        Program says = compared.isEmpty()
                ? saying.program()
                : saying(owns.get(placed.kind()), compared).program();
        if (says.equals(Saying.UNKNOWN)) {
            BitSet held =
                    Verdicts.and(owns.get(placed.kind()), candidate.verdicts().holds());
            says = saying(held, found(candidate.when())).program();
        }
        Predicate when = new Decisiveness(vocabulary.cases().table(), owns.get(placed.kind()), accepted).of(candidate);
        return new GuardDraft(placed.kind(), when, says, candidate.margin());
    }

    private Saying saying(BitSet own, List<Program> more) {
        List<Integer> members = own.stream().limit(MOST_ANSWERS).boxed().toList();
        List<JsonNode> answers = members.stream()
                .map(i -> cases.get(order.get(i)).refusal().orElseThrow())
                .toList();
        List<Program> slots = Stream.of(more.stream(), scalars(), together.told().stream())
                .flatMap(programs -> programs)
                .toList();
        List<Program> ids =
                scalars().filter(program -> program instanceof Program.Path).toList();
        List<Scope> calls = members.stream().map(scopes::get).toList();
        SlotSearch plainIds = new SlotSearch(ids, SlotSearch.Computing.NOTHING);
        Saying plain = new Saying(answers, calls, new SlotSearch(slots, SlotSearch.Computing.NOTHING), plainIds);
        return plain.program().equals(Saying.UNKNOWN)
                ? new Saying(answers, calls, new SlotSearch(slots, said.beside(plain.used())), plainIds)
                : plain;
    }

    /// Arguments before rows, short before long.
    private Stream<Program> scalars() {
        return vocabulary.cases().own().stream()
                .filter(GuardTerm::isScalar)
                .sorted(Comparator.comparingDouble(GuardTerm::bits))
                .map(GuardTerm::program);
    }

    /// The fields of the element that makes a condition on elements hold.
    private List<Program> found(Predicate when) {
        if (when instanceof Predicate.And(List<Predicate> tests)) {
            return tests.stream().flatMap(test -> found(test).stream()).toList();
        }
        if (!(when instanceof Predicate.Any(Program list, Predicate each))) {
            return List.of();
        }
        Program element = new Program.Found(list, each);
        List<Program> fields = new ArrayList<>(List.of(element));
        vocabulary.elements().stream()
                .filter(columns -> columns.table().isOf(list))
                .flatMap(columns -> columns.own().stream())
                .filter(GuardTerm::isScalar)
                .forEach(term -> {
                    if (term.program() instanceof Program.Path(List<String> steps)) {
                        fields.add(field(element, steps));
                    }
                });
        return fields;
    }

    private static Program field(Program element, List<String> steps) {
        Program field = element;
        for (String step : steps.subList(1, steps.size())) {
            field = new Program.Pick(field, new Program.Constant(TextNode.valueOf(step)));
        }
        return field;
    }
}
