package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Arguments of logged calls with numbers for texts such as `"7.50"`, where accepted calls show that the tool takes
/// either: what is learned of the number holds for both.
final class QuotedNumbers {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

    private final Function<String, Optional<Signature>> signatures;

    /// @param signatures how each tool is called
    QuotedNumbers(Function<String, Optional<Signature>> signatures) {
        this.signatures = signatures;
    }

    /// The calls as the tools took them.
    List<Observation> meant(List<Observation> conversation) {
        return conversation.stream().map(this::meant).toList();
    }

    private Observation meant(Observation seen) {
        ObjectNode fresh = meant(seen.tool(), seen.arguments());
        return fresh.equals(seen.arguments()) ? seen : seen.with(fresh);
    }

    /// The arguments of a call as its tool takes them; the same ones where nothing is in quotes.
    ObjectNode meant(String tool, ObjectNode arguments) {
        ObjectNode fresh = arguments;
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            if (isNumber(argument.getValue()) && areNumbers(tool, argument.getKey())) {
                fresh = Json.copy(fresh);
                fresh.set(
                        argument.getKey(),
                        DecimalNode.valueOf(new BigDecimal(argument.getValue().textValue())));
            }
        }
        return fresh;
    }

    private static boolean isNumber(JsonNode value) {
        return value.isTextual() && NUMBER.matcher(value.textValue()).matches();
    }

    private boolean areNumbers(String tool, String argument) {
        return signatures
                .apply(tool)
                .filter(known -> known.arguments()
                        .accepted()
                        .path("properties")
                        .path(argument)
                        .has(SchemaSketch.NUMBER_IN_QUOTES))
                .isPresent();
    }
}
