package dev.agentgym.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds why refusals of one kind name rows: `Invoice INV-4 is overdue` is said where an invoice of the customer's
/// is overdue.
///
/// What the named rows have in common is the reason as far as the words say so, or as few other rows have it; a row
/// concerns the call by what both have in common. If accepted calls concern such rows too, more is asked for that
/// tells them apart. Calls of which no such row is known are taken for accepted: who refuses for a row has it.
final class RowGuardSearch {

    private static final int FEWEST = 2;
    private static final int FEWEST_UNTOLD = 4;
    private static final double LEAST_SHARE = 0.25;
    private static final double LEAST_GAIN = 3;
    private static final int MOST_NARROWED = 2;

    private final NamedRows named;
    private final List<Case> accepted;
    private final List<Program.Path> paths;
    private final List<RowAspect> constants;
    private final List<RowAspect> links;
    private final int tolerated;

    private RowGuardSearch(NamedRows named, List<Case> accepted, List<Program.Path> paths, String words) {
        this.named = named;
        this.accepted = accepted;
        this.paths = paths;
        RowAspects aspects = new RowAspects(named, paths, words);
        this.constants = aspects.constants();
        this.links = aspects.links();
        this.tolerated = Evidence.tolerated(accepted.size());
    }

    /// A guard for the rows of this kind; empty where the refusals do not name such, or there is no reason.
    ///
    /// @param members the refusals
    /// @param accepted calls that were not refused
    /// @param names what else is known of the calls
    /// @param words what the refusals have in common
    static Optional<Guard> find(
            RowKind kind, List<Case> members, List<Case> accepted, Collection<String> names, String words) {
        NamedRows named = NamedRows.of(kind, members);
        if (named.size() < FEWEST || named.size() < LEAST_SHARE * members.size()) {
            return Optional.empty();
        }
        List<Program.Path> paths = Paths.of(named.scopes(), names);
        return new RowGuardSearch(named, accepted, paths, words).guard(members);
    }

    private Optional<Guard> guard(List<Case> members) {
        List<RowAspect> reason = reason();
        boolean told = reason.stream().anyMatch(RowAspect::isTold);
        double worth = reason.stream().mapToDouble(RowAspect::worth).sum();
        if (reason.isEmpty() || worth < LEAST_GAIN || (!told && named.size() < FEWEST_UNTOLD)) {
            return Optional.empty();
        }
        return new RowGuardNarrowing(
                        named,
                        accepted,
                        paths,
                        Stream.concat(constants.stream(), links.stream()).toList())
                .narrowed(reason, MOST_NARROWED, tolerated)
                .flatMap(condition -> new RowGuardWords(named, condition, paths).guard(members, accepted))
                .filter(guard -> guard.support() >= FEWEST && guard.against() <= tolerated);
    }

    /// What the words tell, and what ties the row to the call where they do not tell that.
    private List<RowAspect> reason() {
        List<RowAspect> reason = new ArrayList<>(Stream.concat(constants.stream(), links.stream())
                .filter(RowAspect::isTold)
                .toList());
        Comparator<RowAspect> byGain = Comparator.comparingDouble(RowAspect::gain);
        double tied = reason.stream()
                .filter(links::contains)
                .mapToDouble(RowAspect::gain)
                .max()
                .orElse(0);
        links.stream()
                .filter(link -> link.worth() >= LEAST_GAIN && link.gain() > tied)
                .max(byGain)
                .ifPresent(reason::add);
        if (reason.stream().noneMatch(constants::contains)
                && reason.stream().filter(links::contains).count() < 2) {
            constants.stream()
                    .filter(each -> each.worth() >= LEAST_GAIN)
                    .max(byGain)
                    .ifPresent(reason::add);
        }
        return reason;
    }
}
