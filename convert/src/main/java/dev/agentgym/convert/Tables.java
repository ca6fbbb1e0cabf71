package dev.agentgym.convert;

import dev.agentgym.trace.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Converts sources in which a conversation is spread over rows, of one table or of several that are joined.
final class Tables {

    private Tables() {}

    /// Converts files of rows together: calls and surveys are joined to the messages of whichever file has their
    /// conversation.
    static void convert(List<Sources.Found> files, Intake intake, Meter meter) {
        Rating.Scale scale = new Rating.Scale();
        try (Staging staging = Staging.create(intake::quarantineRow)) {
            for (Sources.Found each : files) {
                Tally tally = intake.source(each.file().name(), each.detection());
                tally.rowsRead += read(each, tally, new Watching(staging, scale), meter);
            }
            assemble(staging, scale, intake);
        }
    }

    /// Converts the parts of a database together.
    static void convert(Database database, List<Database.Part> parts, Intake intake, Meter meter) {
        Rating.Scale scale = new Rating.Scale();
        try (Staging staging = Staging.create(intake::quarantineRow)) {
            for (Database.Part part : parts) {
                Tally tally = intake.source(part.name(), part.detection());
                tally.rowsRead += database.read(part, new Watching(staging, scale), meter);
            }
            assemble(staging, scale, intake);
        }
    }

    private static void assemble(Staging staging, Rating.Scale scale, Intake intake) {
        Assembler assembler = new Assembler(intake, scale.name());
        staging.forEach(assembler::assemble);
    }

    private static long read(Sources.Found source, Tally tally, RowSink sink, Meter meter) {
        ColumnMap columns = source.detection().columns().orElseThrow();
        SourceFile file = source.file();
        try {
            String head = new String(file.head(), StandardCharsets.UTF_8).replaceFirst("^[\\uFEFF\\s]+", "");
            if (head.startsWith("{") || head.startsWith("[")) {
                return JsonRows.read(file, columns, sink, meter);
            }
            Encoding encoding = Encoding.of(file);
            tally.warnings.addAll(encoding.warnings());
            CsvRows.Table table = CsvRows.Table.of(new String(file.head(), encoding.charset()))
                    .orElseThrow();
            return new CsvRows(file, encoding, columns, table, sink, meter).read();
        } catch (IOException e) {
            throw new ConversionException("cannot read " + file.name() + ": " + e.getMessage(), e);
        }
    }

    /// Sees the ratings go by, to know their scale before the first conversation is put together.
    private record Watching(RowSink next, Rating.Scale scale) implements RowSink {

        @Override
        public void row(Row row) {
            Rating.read(row.text(Column.SATISFACTION)).ifPresent(scale::saw);
            next.row(row);
        }

        @Override
        public void bad(Reading.Quarantined row) {
            next.bad(row);
        }
    }
}
