package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// The 200 pairs written by hand. Every second one, beginning with the first, is for tuning; the others are held
/// out.
final class HandWrittenPairs {

    private static final List<Pair> ALL = read();

    private HandWrittenPairs() {}

    static List<Pair> all() {
        return ALL;
    }

    static List<Pair> tuning() {
        return half(0);
    }

    static List<Pair> heldOut() {
        return half(1);
    }

    private static List<Pair> half(int remainder) {
        return IntStream.range(0, ALL.size())
                .filter(index -> index % 2 == remainder)
                .mapToObj(ALL::get)
                .toList();
    }

    private static List<Pair> read() {
        try (InputStream stream = Objects.requireNonNull(HandWrittenPairs.class.getResourceAsStream("pairs.jsonl"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Json::parse)
                    .map(HandWrittenPairs::pair)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pair pair(JsonNode json) {
        return new Pair(
                json.required("kind").textValue(),
                json.required("question").textValue(),
                json.required("reference").textValue(),
                json.required("right").textValue(),
                json.required("wrong").textValue());
    }
}
