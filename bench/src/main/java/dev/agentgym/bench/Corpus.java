package dev.agentgym.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Reading;
import dev.agentgym.trace.TraceReader;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Trace files of any size, always the same bytes for the same size.
///
/// The conversations of the shared data, all of one pass before the next, with ids of their own in each pass so
/// that none repeats another. Without that data, conversations of the same build are invented from a fixed seed.
final class Corpus {

    private static final String HEAD = "{\"conversation_id\":\"";
    private static final int INVENTED = 4000;

    private final List<String> tails;
    private final String description;

    private Corpus(List<String> tails, String description) {
        this.tails = tails;
        this.description = description;
    }

    /// The shared data beside the checkout if it is there.
    static Corpus load() throws IOException {
        Path root = Path.of(System.getProperty("agentgym.root", "."));
        Path folder = root.resolveSibling("shared").resolve("data/traces");
        return Files.isDirectory(folder)
                ? new Corpus(shared(folder), "the shared logs")
                : new Corpus(invented(), "invented conversations");
    }

    /// What the conversations are.
    String description() {
        return description;
    }

    /// Writes whole passes or a part of one, until the file has at least this many bytes.
    void write(Path file, long bytes) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            long written = 0;
            for (int pass = 0; written < bytes; pass++) {
                byte[] head = (HEAD + pass + "/").getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < tails.size() && written < bytes; i++) {
                    byte[] tail = tails.get(i).getBytes(StandardCharsets.UTF_8);
                    out.write(head);
                    out.write(tail);
                    out.write('\n');
                    written += head.length + tail.length + 1;
                }
            }
        }
    }

    private static List<String> shared(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(".jsonl.gz"))
                    .sorted()
                    .toList();
        }
        List<String> tails = new ArrayList<>();
        for (Path file : files) {
            addSound(file, tails);
        }
        return tails;
    }

    /// The lines that keep the schema: both sides are measured on what both can read.
    private static void addSound(Path file, List<String> tails) throws IOException {
        try (TraceReader readings = TraceReader.open(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (readings.next() instanceof Reading.Accepted && line.startsWith(HEAD)) {
                    tails.add(line.substring(HEAD.length()));
                }
            }
        }
    }

    private static List<String> invented() {
        Random random = new Random(20261122);
        List<String> tails = new ArrayList<>();
        for (int number = 0; number < INVENTED; number++) {
            tails.add(conversation(number, random).toString().substring(HEAD.length()));
        }
        return tails;
    }

    private static ObjectNode conversation(int number, Random random) {
        ObjectNode json = Json.object().put("conversation_id", "invented-" + number);
        ArrayNode messages = json.putArray("messages");
        int turns = 3 + random.nextInt(8);
        for (int turn = 0; turn < turns; turn++) {
            addTurn(messages, turn, random);
        }
        return json.put("outcome", "success").put("satisfaction_score", 1 + random.nextInt(5));
    }

    /// A question, a call, its answer and a reply.
    private static void addTurn(ArrayNode messages, int turn, Random random) {
        String id = "call_" + turn;
        String order = "W" + random.nextInt(1_000_000);
        messages.addObject().put("role", "user").put("content", words(random, 12) + order);
        ObjectNode asks = messages.addObject().put("role", "assistant").put("content", "");
        ObjectNode call = asks.putArray("tool_calls").addObject();
        call.put("id", id).put("name", "get_order").putObject("arguments").put("order_id", order);
        ObjectNode answer = messages.addObject().put("role", "tool").put("tool_call_id", id);
        answer.set("result", order(order, random));
        messages.addObject().put("role", "assistant").put("content", words(random, 40));
    }

    private static ObjectNode order(String id, Random random) {
        ObjectNode order = Json.object().put("order_id", id).put("total", random.nextInt(100_000) / 100.0);
        ArrayNode items = order.putArray("items");
        for (int i = 0; i < 4; i++) {
            items.addObject().put("sku", random.nextInt(10_000)).put("name", words(random, 3));
        }
        return order;
    }

    private static String words(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            for (int letters = 2 + random.nextInt(7); letters > 0; letters--) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(' ');
        }
        return text.toString();
    }
}
