package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Origin;
import dev.agentgym.trace.Reading;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Reads the rows of a CSV file (RFC 4180; comma, semicolon, tab or bar; quoted line breaks; byte order mark).
///
/// A row with too few or too many fields is set aside. One that also runs over several lines most likely has a
/// quote that nobody closed: then only its first line is set aside and reading begins again behind it, so that a
/// stray quote costs one line and not the rest of the file. Memory is bounded by the largest row, which may have 64
/// Mi characters.
final class CsvRows {

    private static final int MAX_ROW = 64 << 20;

    /// Beginning again reads the file from its start; a file with more stray quotes than this is not worth it.
    private static final int MAX_RESTARTS = 100;

    private final SourceFile file;
    private final Encoding encoding;
    private final CSVFormat format;
    private final List<String> header;
    private final RowSink sink;
    private final Meter meter;
    private final ColumnMap columns;
    private int restarts;
    private long rows;
    private long line;

    /// Where reading begins: behind so many characters, at that line.
    private record Place(long characters, long line) {}

    CsvRows(SourceFile file, Encoding encoding, ColumnMap columns, Table table, RowSink sink, Meter meter) {
        this.file = file;
        this.encoding = encoding;
        this.format = table.format();
        this.header = table.header();
        this.columns = columns;
        this.sink = sink;
        this.meter = meter;
    }

    /// A file's first row and how its fields are told apart.
    ///
    /// @param format the dialect
    /// @param header the names of the columns
    record Table(CSVFormat format, List<String> header) {

        /// Looks at the beginning of a text; empty when its first line is no list of names.
        static Optional<Table> of(String head) {
            String text = head.startsWith("\ufeff") ? head.substring(1) : head;
            CSVFormat format = dialect(text.stripLeading());
            try (CSVParser parser = format.parse(new StringReader(text))) {
                Iterator<CSVRecord> records = parser.iterator();
                List<String> header = records.hasNext() ? records.next().toList() : List.of();
                boolean names = header.size() > 1
                        && header.stream().allMatch(name -> name.length() < 100 && name.indexOf('\n') < 0);
                return names ? Optional.of(new Table(format, header)) : Optional.empty();
            } catch (IOException | UncheckedIOException e) {
                return Optional.empty();
            }
        }

        private static CSVFormat dialect(String text) {
            String line = text.lines().findFirst().orElse("");
            char delimiter = ',';
            long most = 0;
            for (char candidate : new char[] {',', ';', '\t', '|'}) {
                long count = line.chars().filter(c -> c == candidate).count();
                if (count > most) {
                    most = count;
                    delimiter = candidate;
                }
            }
            return CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(delimiter)
                    .setIgnoreEmptyLines(true)
                    .setTrailingData(true)
                    .setLenientEof(true)
                    .get();
        }
    }

    /// Hands every row to the sink and returns their number.
    long read() {
        Optional<Place> next = Optional.of(new Place(0, 1));
        while (next.isPresent()) {
            next = readFrom(next.get());
        }
        return rows;
    }

    /// Reads on from a place; returns where to begin again, if so.
    private Optional<Place> readFrom(Place place) {
        line = place.line();
        try (Reader text = bounded(encoding.open(file, meter))) {
            text.skip(place.characters());
            try (CSVParser parser =
                    CSVParser.builder().setReader(text).setFormat(format).get()) {
                return read(parser, place);
            }
        } catch (IOException | UncheckedIOException e) {
            broken(e);
            return Optional.empty();
        }
    }

    private Optional<Place> read(CSVParser parser, Place place) throws IOException {
        Iterator<CSVRecord> records = parser.iterator();
        long before = 0;
        while (records.hasNext()) {
            CSVRecord row = records.next();
            Place begin = new Place(place.characters() + row.getCharacterPosition(), place.line() + before);
            line = begin.line();
            before = parser.getCurrentLineNumber();
            boolean isHeader =
                    begin.characters() == 0 || (rows == 0 && row.toList().equals(header));
            if (!isHeader && isSwallowing(row, begin, place.line() + before, !records.hasNext())) {
                restarts++;
                return Optional.of(skipLine(begin));
            }
            if (!isHeader) {
                take(row, new Origin(file.name(), begin.line()));
            }
        }
        return Optional.empty();
    }

    /// Whether a quote in the row has most likely swallowed the rows behind it.
    private boolean isSwallowing(CSVRecord row, Place begin, long end, boolean last) throws IOException {
        boolean severalLines = end - begin.line() > 1 || row.stream().anyMatch(field -> field.indexOf('\n') >= 0);
        return severalLines && restarts < MAX_RESTARTS && (row.size() != header.size() || (last && isUnclosed(begin)));
    }

    private void take(CSVRecord row, Origin origin) {
        rows++;
        meter.record(file.name());
        try {
            if (row.size() != header.size()) {
                throw new Defect("", "", "the row has " + row.size() + " fields, the header " + header.size());
            }
            sink.row(columns.row(fields(row), origin));
        } catch (Defect e) {
            sink.bad(e.at(origin, raw(row)));
        }
    }

    private Map<String, JsonNode> fields(CSVRecord row) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            fields.putIfAbsent(header.get(i), TextNode.valueOf(row.get(i).replace("\0", "")));
        }
        return fields;
    }

    private String raw(CSVRecord row) {
        return format.format((Object[]) row.values());
    }

    /// Whether the file's last row, which begins here, opens a quote and never closes it.
    private boolean isUnclosed(Place begin) throws IOException {
        try (Reader text = bounded(encoding.open(file, Meter.silent()))) {
            text.skip(begin.characters());
            boolean open = false;
            for (int c = text.read(); c >= 0; c = text.read()) {
                open ^= c == '"';
            }
            return open;
        }
    }

    /// Sets one line aside and returns the place behind it.
    private Place skipLine(Place begin) throws IOException {
        try (BufferedReader text = new BufferedReader(bounded(encoding.open(file, Meter.silent())))) {
            text.skip(begin.characters());
            StringBuilder line = new StringBuilder();
            int c = text.read();
            while (c >= 0 && c != '\n') {
                line.append((char) c);
                c = text.read();
            }
            rows++;
            sink.bad(new Reading.Quarantined(
                    new Origin(file.name(), begin.line()),
                    "",
                    "",
                    "a quote that opens here is not closed before the row ends; double the quotes inside fields",
                    line.toString()));
            return new Place(begin.characters() + line.length() + 1, begin.line() + 1);
        }
    }

    private void broken(Exception e) {
        rows++;
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        sink.bad(new Reading.Quarantined(
                new Origin(file.name(), line + 1),
                "",
                "",
                "the file cannot be read on from here: " + reason + "; what stood before is kept",
                ""));
    }

    /// Ends a text that goes on for too long without giving a row.
    private Reader bounded(Reader text) {
        return new FilterReader(text) {
            private long since;
            private long rowsThen = -1;

            @Override
            public int read() throws IOException {
                check(1);
                return super.read();
            }

            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                check(count);
                return count;
            }

            private void check(int count) throws IOException {
                since = rows == rowsThen ? since + count : 0;
                rowsThen = rows;
                if (since > MAX_ROW) {
                    throw new IOException("a row has more than " + (MAX_ROW >> 20) + " Mi characters");
                }
            }
        };
    }
}
