package dev.agentgym.world;

import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Stream;

/// The ids that a company counts, such as `INV-40017`. Of such a series one that no log shows may well exist: other
/// customers have it, or it was made since. Immutable and safe to share.
final class CountedIds {

    /// Fewer ids do not show whether they are counted or drawn.
    private static final int FEWEST = 10;

    /// Ids that are drawn leave larger gaps.
    private static final double COUNTED = 0.02;

    /// Of a series that the logs show as far as this, they show all.
    private static final double NEARLY_ALL = 0.9;

    /// So much of its length a series may have grown since.
    private static final double YOUNGER = 0.25;

    /// So much of its length a series may have had before the logs begin.
    private static final double OLDER = 1;

    private final Map<String, LongSummaryStatistics> series = new HashMap<>();

    /// @param rows all that the logs know, by table and key
    CountedIds(Map<Table, Map<String, Row>> rows) {
        rows.forEach((table, known) -> {
            if (table.kind() == Table.Kind.ENTITY && table.key().size() == 1) {
                known.keySet()
                        .forEach(key -> NumberedId.of(key)
                                .ifPresent(id -> series.computeIfAbsent(
                                                name(id, table.key().getFirst()), _ -> new LongSummaryStatistics())
                                        .accept(id.number())));
            }
        });
    }

    /// A number alone belongs to the series of what it is called by.
    private static String name(NumberedId id, String field) {
        return id.prefix().isEmpty() ? "the number " + field : id.prefix();
    }

    /// Whether an id that is not known may exist.
    ///
    /// @param field by which it is called
    boolean mayExist(String field, String value) {
        return NumberedId.of(value)
                .filter(id -> Stream.ofNullable(series.get(name(id, field)))
                        .anyMatch(known -> isCounted(known) && isWithin(known, id.number())))
                .isPresent();
    }

    private static boolean isCounted(LongSummaryStatistics known) {
        double share = known.getCount() / (double) (known.getMax() - known.getMin() + 1);
        return known.getCount() >= FEWEST && share >= COUNTED && share < NEARLY_ALL;
    }

    private static boolean isWithin(LongSummaryStatistics known, long number) {
        double length = known.getMax() - known.getMin();
        return number >= known.getMin() - OLDER * length && number <= known.getMax() + YOUNGER * length;
    }
}
