package dev.agentgym.llm.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/// What is known of models, by the beginning of `provider:model`, of which the longest counts. Immutable.
///
/// @param byName what is known, by such a beginning
record ModelTable<T>(Map<String, T> byName) {

    /// Reads `{"models": {"BEGINNING": {…}}}`.
    ///
    /// @param what the text is, for messages, such as `the prices in prices.json`
    /// @param entry reads one
    /// @throws ModelException when it cannot be read
    static <T> ModelTable<T> read(String text, String what, BiFunction<String, JsonNode, T> entry) {
        try {
            Map<String, T> table = new TreeMap<>();
            Json.parse(text)
                    .path("models")
                    .properties()
                    .forEach(field -> table.put(field.getKey(), entry.apply(field.getKey(), field.getValue())));
            return new ModelTable<>(table);
        } catch (TraceException e) {
            throw unusable(what, e);
        }
    }

    /// Reads the file that an environment variable names; empty where it names none.
    ///
    /// @param what is in the file, for messages, such as `the prices`
    /// @throws ModelException when it cannot be read
    static <T> ModelTable<T> named(
            Map<String, String> environment, String variable, String what, BiFunction<String, JsonNode, T> entry) {
        String file = environment.getOrDefault(variable, "").strip();
        if (file.isEmpty()) {
            return new ModelTable<>(Map.of());
        }
        try {
            return read(Files.readString(Path.of(file)), what + " in " + file, entry);
        } catch (IOException e) {
            throw unusable(what + " in " + file, e);
        }
    }

    private static ModelException unusable(String what, Exception cause) {
        return new ModelException(what + " cannot be read: " + cause.getMessage(), new Failure.Unusable(), cause);
    }

    /// The same, with what another table says of the same beginnings in its place.
    ModelTable<T> under(ModelTable<T> other) {
        Map<String, T> both = new TreeMap<>(byName);
        both.putAll(other.byName);
        return new ModelTable<>(both);
    }

    /// What is known of a model, by the longest beginning of its name that stands for it.
    ///
    /// @param standsFor whether a beginning does, given the rest of the name
    Optional<T> of(ModelName model, BiPredicate<String, String> standsFor) {
        String label = model.label();
        return byName.entrySet().stream()
                .filter(entry -> label.startsWith(entry.getKey())
                        && standsFor.test(
                                entry.getKey(), label.substring(entry.getKey().length())))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue);
    }
}
