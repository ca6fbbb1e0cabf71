package dev.agentgym.program;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Learns from accepted calls what a tool requires, although no refusal shows it. Immutable and safe to share.
///
/// A condition that no accepted call fulfils says something only if it might have been fulfilled. How likely that
/// is shows in calls that nobody made: accepted ones with one argument changed. If accepted calls were drawn like
/// these, all of them would miss the condition with a chance of `(1 - share)^support`, and that has to be small for
/// a condition to be kept, as very many are tried.
public final class PreconditionSearch {

    private static final String ARGUMENTS = "args";
    private static final int FEWEST_ACCEPTED = 12;

    /// People mostly name what they have just been shown, so that more has to speak for a tool that insists on it.
    private static final int FEWEST_AMONG = 30;

    private static final int MOST_ACCEPTED = 160;
    private static final int MOST_IMAGINED = 60;
    private static final int MOST_KEPT = 24;
    private static final double DECIDED = 0.8;
    private static final int FEWEST_DECIDED = 10;
    private static final double MOST_SHARE = 0.95;

    /// Natural logarithm of the chance that is small enough.
    private static final double UNLIKELY = -12;

    private final List<String> names;

    /// A search for conditions on these names of the scopes.
    public PreconditionSearch(Collection<String> names) {
        this.names = List.copyOf(names);
    }

    /// What no accepted call fulfilled, the surest first.
    ///
    /// @param accepted calls that were accepted
    /// @param refused calls that were refused
    /// @param imagined calls that might as well have been made, by what was changed in them
    public List<Precondition> learn(List<Scope> accepted, List<Scope> refused, Map<String, List<Scope>> imagined) {
        return accepted.size() < FEWEST_ACCEPTED || imagined.isEmpty()
                ? List.of()
                : new Drawn(accepted, imagined).learn(names, refused);
    }

    /// Some accepted calls, then some of each kind of imagined ones.
    private static final class Drawn {

        private final List<Scope> scopes = new ArrayList<>();
        private final BitSet accepted = new BitSet();
        private final BitSet imagined = new BitSet();
        private final List<BitSet> kinds = new ArrayList<>();

        Drawn(List<Scope> real, Map<String, List<Scope>> unreal) {
            scopes.addAll(spread(real, MOST_ACCEPTED));
            accepted.set(0, scopes.size());
            for (List<Scope> changed : new TreeMap<>(unreal).values()) {
                BitSet kind = new BitSet();
                kind.set(scopes.size(), scopes.size() + Math.min(MOST_IMAGINED, changed.size()));
                scopes.addAll(spread(changed, MOST_IMAGINED));
                kinds.add(kind);
                imagined.or(kind);
            }
        }

        private static List<Scope> spread(List<Scope> from, int most) {
            int count = Math.min(from.size(), most);
            return IntStream.range(0, count)
                    .mapToObj(i -> from.get((int) ((long) i * from.size() / count)))
                    .toList();
        }

        /// Of conditions that hold alike only the shortest is kept.
        List<Precondition> learn(List<String> names, List<Scope> refused) {
            Map<BitSet, GuardCondition> shortest = new LinkedHashMap<>();
            CommonSense sense = new CommonSense(scopes);
            Study study = new Study(Vocabulary.of(scopes, names), accepted, imagined);
            Stream.concat(
                            study.neverAccepted().stream().filter(sense::isSensible),
                            kinds.stream().flatMap(kind -> limits(study, kind)))
                    .filter(this::isUnlikely)
                    .sorted(Comparator.comparingDouble(GuardCondition::bits))
                    .forEach(condition ->
                            shortest.putIfAbsent(condition.verdicts().holds(), condition));
            return shortest.values().stream()
                    .sorted(Comparator.comparingDouble(this::chance))
                    .limit(MOST_KEPT)
                    .map(condition -> precondition(condition, refused))
                    .toList();
        }

        private Precondition precondition(GuardCondition condition, List<Scope> refused) {
            long fulfilled = refused.stream()
                    .filter(call -> condition.when().test(call) == Predicate.Verdict.TRUE)
                    .count();
            return new Precondition(condition.when(), support(condition), share(condition), (int) fulfilled);
        }

        /// A limit is chosen for a kind of change, so that it has to be beyond doubt there.
        private static Stream<GuardCondition> limits(Study study, BitSet kind) {
            return study.limits(kind).stream().filter(limit -> share(limit.verdicts(), kind) == 1);
        }

        private boolean isUnlikely(GuardCondition condition) {
            int fewest = condition.form() == GuardCondition.Form.NOT_AMONG ? FEWEST_AMONG : FEWEST_ACCEPTED;
            return support(condition) >= fewest
                    && Verdicts.common(condition.verdicts().fails(), accepted) >= DECIDED * accepted.cardinality()
                    && chance(condition) <= UNLIKELY;
        }

        /// Natural logarithm of the chance that all accepted calls miss it.
        private double chance(GuardCondition condition) {
            return support(condition) * Math.log1p(-Math.min(MOST_SHARE, share(condition)));
        }

        /// Calls with the same arguments count once: logs of the same task repeat.
        private int support(GuardCondition condition) {
            return (int) Verdicts.and(condition.verdicts().fails(), accepted).stream()
                    .mapToObj(i -> scopes.get(i).get(ARGUMENTS))
                    .distinct()
                    .count();
        }

        /// The largest of any kind of change.
        private double share(GuardCondition condition) {
            return kinds.stream()
                    .mapToDouble(kind -> share(condition.verdicts(), kind))
                    .max()
                    .orElse(0);
        }

        private static double share(Verdicts verdicts, BitSet kind) {
            int holds = Verdicts.common(verdicts.holds(), kind);
            int decided = holds + Verdicts.common(verdicts.fails(), kind);
            return decided < FEWEST_DECIDED ? 0 : holds / (double) decided;
        }
    }
}
