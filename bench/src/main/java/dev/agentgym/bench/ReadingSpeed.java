package dev.agentgym.bench;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agentgym.trace.Reading;
import dev.agentgym.trace.TraceReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How fast traces are read and checked, against Jackson's data binding of the same file in the same run.
///
/// Three readers take turns, so that whatever else the machine does hits all alike: `TraceReader`; Jackson over the
/// whole stream, the fastest plain way; and Jackson line by line. Speeds are compared round by round; of fifteen
/// ratios, the 4th and the 12th in order enclose the median of all with 96 % (binomial).
final class ReadingSpeed {

    private static final long FILE_BYTES = 64L << 20;
    private static final int WARM_UP = 6;
    private static final int ROUNDS = 15;

    private static final ObjectReader PLAIN = JsonMapper.builder().build().readerFor(PlainConversation.class);

    private ReadingSpeed() {}

    /// Reads a whole file and returns how many messages it has.
    private interface Reader {
        long read(Path file) throws IOException;
    }

    /// Measures and prints. No arguments.
    public static void main(String[] arguments) throws IOException {
        Path file = Files.createTempFile("reading-speed", ".jsonl");
        try {
            Corpus corpus = Corpus.load();
            corpus.write(file, FILE_BYTES);
            System.out.printf(Locale.ROOT, "file: %.1f MB of %s%n", Files.size(file) / 1e6, corpus.description());
            measure(file);
        } finally {
            Files.delete(file);
        }
    }

    private static void measure(Path file) throws IOException {
        Map<String, Reader> readers = new LinkedHashMap<>();
        readers.put("TraceReader", ReadingSpeed::traces);
        readers.put("Jackson, whole stream", ReadingSpeed::stream);
        readers.put("Jackson, line by line", ReadingSpeed::lines);
        LinkedHashMap<String, double[]> speeds = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (Map.Entry<String, Reader> reader : readers.entrySet()) {
                double speed = speed(file, reader.getValue());
                if (round >= 0) {
                    speeds.computeIfAbsent(reader.getKey(), name -> new double[ROUNDS])[round] = speed;
                }
            }
        }
        speeds.forEach((name, values) -> print(name + ", MB/s", values, "%.0f"));
        double[] ours = speeds.sequencedValues().getFirst();
        speeds.sequencedEntrySet().stream()
                .skip(1)
                .forEach(other -> print("TraceReader / " + other.getKey(), ratios(ours, other.getValue()), "%.3f"));
    }

    private static double speed(Path file, Reader reader) throws IOException {
        long start = System.nanoTime();
        long messages = reader.read(file);
        long nanos = System.nanoTime() - start;
        if (messages == 0) {
            throw new IllegalStateException("nothing was read from " + file);
        }
        return Files.size(file) * 1e3 / nanos;
    }

    private static double[] ratios(double[] ours, double[] others) {
        double[] ratios = new double[ours.length];
        Arrays.setAll(ratios, round -> ours[round] / others[round]);
        return ratios;
    }

    private static void print(String name, double[] values, String format) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        String line = "%-40s median " + format + " (" + format + " to " + format + "), best " + format + "%n";
        System.out.printf(
                Locale.ROOT, line, name, sorted[ROUNDS / 2], sorted[3], sorted[ROUNDS - 4], sorted[ROUNDS - 1]);
    }

    private static long traces(Path file) {
        long messages = 0;
        try (TraceReader reader = TraceReader.open(file)) {
            while (reader.hasNext()) {
                messages += switch (reader.next()) {
                    case Reading.Accepted accepted ->
                        accepted.conversation().messages().size();
                    case Reading.Repeated repeated -> 0;
                    case Reading.Quarantined bad -> throw new IllegalStateException(bad.explanation());
                };
            }
        }
        return messages;
    }

    private static long stream(Path file) throws IOException {
        long messages = 0;
        try (MappingIterator<PlainConversation> conversations = PLAIN.readValues(file.toFile())) {
            while (conversations.hasNextValue()) {
                messages += conversations.nextValue().messages().size();
            }
        }
        return messages;
    }

    private static long lines(Path file) throws IOException {
        long messages = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                PlainConversation conversation = PLAIN.readValue(line);
                messages += conversation.messages().size();
            }
        }
        return messages;
    }
}
