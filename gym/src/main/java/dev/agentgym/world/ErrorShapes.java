package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds out how one tool tells its errors. Mutable, for one thread.
final class ErrorShapes {

    private static final Pattern EXCEPTION =
            Pattern.compile("(?s)(?:[\\w$]+\\.)*([A-Z]\\w*(?:Error|Exception))\\b\\s*(?:[:(].*)?");
    private static final String TRACEBACK = "Traceback (most recent call last)";
    private static final Pattern MARKED = Pattern.compile("(?s)([\\p{L}_][\\p{L}_ ]{0,30}?\\s?(?::|!| -))\\s.*");
    private static final Pattern FAILURE =
            Pattern.compile("(?i).*(err|fail|invalid|denied|refused|exception|fehl|warn).*");

    private final List<JsonNode> errors = new ArrayList<>();
    private final TreeMap<String, TreeSet<String>> marked = new TreeMap<>();
    private final TreeSet<String> usual = new TreeSet<>();

    /// Takes in what the tool answered to an accepted call.
    void accepted(JsonNode answer) {
        answer.fieldNames().forEachRemaining(usual::add);
    }

    /// Takes in an error.
    void refused(ObjectNode given, JsonNode answer) {
        errors.add(answer);
        mark(answer)
                .ifPresent(mark ->
                        marked.computeIfAbsent(mark, any -> new TreeSet<>()).add(Refusal.template(answer, given)));
    }

    /// The shapes, the most frequent first.
    List<ErrorShape> shapes() {
        TreeMap<String, Long> prefixes = new TreeMap<>();
        TreeMap<String, Long> exceptions = new TreeMap<>();
        List<ObjectNode> objects = new ArrayList<>();
        long flags = 0;
        for (JsonNode error : errors) {
            Optional<String> exception = exception(error);
            Optional<String> prefix = mark(error).filter(this::isPrefix);
            if (exception.isPresent()) {
                exceptions.merge(exception.get(), 1L, Long::sum);
            } else if (prefix.isPresent()) {
                prefixes.merge(prefix.get(), 1L, Long::sum);
            } else if (error instanceof ObjectNode object && !telling(object).isEmpty()) {
                objects.add(object);
            } else {
                flags++;
            }
        }
        List<ErrorShape> shapes = new ArrayList<>();
        exceptions.forEach((name, count) -> shapes.add(new ErrorShape.ExceptionText(name, count)));
        prefixes.forEach((text, count) -> shapes.add(new ErrorShape.Prefix(text, count)));
        shapes.addAll(fields(objects));
        if (flags > 0) {
            shapes.add(new ErrorShape.Flag(flags));
        }
        shapes.sort(Comparator.comparingLong(ErrorShape::count).reversed());
        return List.copyOf(shapes);
    }

    /// Objects that tell by the same fields are one shape.
    private List<ErrorShape> fields(List<ObjectNode> objects) {
        Map<String, List<String>> names = new TreeMap<>();
        Map<String, Long> counts = new TreeMap<>();
        for (ObjectNode object : objects) {
            List<String> telling = List.copyOf(telling(object));
            names.put(telling.toString(), telling);
            counts.merge(telling.toString(), 1L, Long::sum);
        }
        List<ErrorShape> shapes = new ArrayList<>();
        counts.forEach((text, count) -> shapes.add(new ErrorShape.Field(names.getOrDefault(text, List.of()), count)));
        return shapes;
    }

    private Set<String> telling(ObjectNode error) {
        TreeSet<String> telling = new TreeSet<>();
        error.fieldNames().forEachRemaining(telling::add);
        telling.removeAll(usual);
        return telling;
    }

    /// A word before a colon is a mark if it speaks of failure, or if different errors start with it: `Seat 4:
    /// taken` is neither.
    private boolean isPrefix(String mark) {
        return FAILURE.matcher(mark).matches()
                || marked.getOrDefault(mark, new TreeSet<>()).size() > 1;
    }

    private static Optional<String> mark(JsonNode answer) {
        Matcher matcher = MARKED.matcher(answer.isTextual() ? answer.textValue() : "");
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// A traceback ends with its exception.
    private static Optional<String> exception(JsonNode answer) {
        String text = answer.isTextual() ? answer.textValue().strip() : "";
        String told = text.contains(TRACEBACK) ? text.substring(text.lastIndexOf('\n') + 1) : text;
        Matcher matcher = EXCEPTION.matcher(told);
        boolean named = matcher.matches() && !matcher.group(1).equals("Error");
        return named ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
