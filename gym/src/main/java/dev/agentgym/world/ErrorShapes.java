package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Map<ErrorShape, Long> counts = new LinkedHashMap<>();
        errors.forEach(error -> counts.merge(shape(error), 1L, Long::sum));
        return counts.entrySet().stream()
                .map(shape -> counted(shape.getKey(), shape.getValue()))
                .sorted(Comparator.comparingLong(ErrorShape::count).reversed().thenComparing(ErrorShape::toString))
                .toList();
    }

    /// The shape of one error, not counted yet.
    private ErrorShape shape(JsonNode error) {
        Optional<ErrorShape> inText = exception(error)
                .<ErrorShape>map(name -> new ErrorShape.ExceptionText(name, 0))
                .or(() -> mark(error).filter(this::isPrefix).map(text -> new ErrorShape.Prefix(text, 0)));
        return inText.orElseGet(() -> {
            List<String> telling = telling(error);
            return telling.isEmpty() ? new ErrorShape.Flag(0) : new ErrorShape.Field(telling, 0);
        });
    }

    private static ErrorShape counted(ErrorShape shape, long count) {
        return switch (shape) {
            case ErrorShape.Flag flag -> new ErrorShape.Flag(count);
            case ErrorShape.Prefix prefix -> new ErrorShape.Prefix(prefix.text(), count);
            case ErrorShape.Field field -> new ErrorShape.Field(field.names(), count);
            case ErrorShape.ExceptionText text -> new ErrorShape.ExceptionText(text.exception(), count);
        };
    }

    /// The fields of an error that no accepted answer has.
    private List<String> telling(JsonNode error) {
        TreeSet<String> telling = new TreeSet<>();
        error.fieldNames().forEachRemaining(telling::add);
        telling.removeAll(usual);
        return List.copyOf(telling);
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
