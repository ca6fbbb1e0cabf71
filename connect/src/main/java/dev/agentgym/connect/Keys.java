package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Secrets by what they are for: the name of a header, a security scheme, an environment variable. Immutable, safe
/// to share; shows the names and never the values.
public final class Keys {

    /// No secrets.
    public static final Keys NONE = new Keys(Map.of());

    private static final String HIDDEN = "***";

    /// Shorter ones stand in ordinary text by chance.
    private static final int SHORTEST_HIDDEN = 4;

    private final Map<String, String> values;
    private final List<String> hidden;

    private Keys(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
        this.hidden = values.values().stream()
                .filter(value -> value.length() >= SHORTEST_HIDDEN)
                .flatMap(Keys::spellings)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /// As it stands, as a header has it and as an address has it.
    private static Stream<String> spellings(String secret) {
        return Stream.of(
                secret,
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
                HttpArgument.encoded(secret));
    }

    /// Secrets by what they are for.
    public static Keys of(Map<String, String> values) {
        return values.isEmpty() ? NONE : new Keys(values);
    }

    Optional<String> of(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Map<String, String> all() {
        return values;
    }

    /// The text without any of the secrets in it: servers repeat keys in their complaints.
    String redact(String text) {
        String clean = text;
        for (String secret : hidden) {
            clean = clean.replace(secret, HIDDEN);
        }
        return clean;
    }

    /// The value without any of the secrets in it.
    JsonNode redact(JsonNode value) {
        if (hidden.isEmpty()) {
            return value;
        }
        String text = value.toString();
        String clean = redact(text);
        return clean.equals(text) ? value : Json.parse(clean);
    }

    /// The names, with the values hidden.
    @Override
    public String toString() {
        return "keys for " + values.keySet();
    }
}
