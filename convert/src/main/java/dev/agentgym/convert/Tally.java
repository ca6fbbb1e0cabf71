package dev.agentgym.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts what becomes of one source. Mutable, for one thread.
final class Tally {

    final String name;
    final Detection detection;
    final List<String> warnings = new ArrayList<>();
    long converted;
    long repeated;
    long quarantined;
    long rowsRead;
    long rowsUsed;
    long rowsRepeated;
    long rowsQuarantined;
    private final Map<String, Long> rowTroubles = new LinkedHashMap<>();

    Tally(String name, Detection detection) {
        this.name = name;
        this.detection = detection;
    }

    /// Counts a row that is set aside, by its reason.
    void rowQuarantined(String reason) {
        rowsQuarantined++;
        rowTroubles.merge(reason, 1L, Long::sum);
    }

    ConversionReport.Source report() {
        List<String> all = new ArrayList<>(warnings);
        rowTroubles.forEach((reason, count) -> all.add(count + (count == 1 ? " row: " : " rows: ") + reason));
        return new ConversionReport.Source(
                name,
                detection.format(),
                detection.reason(),
                detection.columns().map(ColumnMap::shown).orElse(Map.of()),
                detection.columns().map(ColumnMap::unused).orElse(List.of()),
                new ConversionReport.Counts(converted + repeated + quarantined, converted, repeated, quarantined),
                new ConversionReport.Rows(rowsRead, rowsUsed, rowsRepeated, rowsQuarantined),
                all);
    }
}
