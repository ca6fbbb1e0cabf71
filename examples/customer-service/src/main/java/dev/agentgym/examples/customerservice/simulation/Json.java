package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// Short forms for building arguments and reading answers.
final class Json {

    private static final Pattern CODE = Pattern.compile("Error: ([A-Z_]+): (.*)");

    private Json() {}

    /// An object of alternating names and values: strings, booleans and amounts.
    static ObjectNode object(Object... namesAndValues) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = namesAndValues[i].toString();
            switch (namesAndValues[i + 1]) {
                case Boolean flag -> object.put(name, flag);
                case BigDecimal number -> object.set(name, DecimalNode.valueOf(number));
                case JsonNode node -> object.set(name, node);
                case Object text -> object.put(name, text.toString());
            }
        }
        return object;
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /// The code of a refusal, or nothing for a success.
    static String code(ToolAnswer answer) {
        return answer.isError() ? refusal(answer).group(1) : "";
    }

    static String message(ToolAnswer answer) {
        return refusal(answer).group(2);
    }

    /// The first group that a pattern finds in a refusal.
    static String slot(ToolAnswer answer, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(answer.result().asText());
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "No " + regex + " in: " + answer.result().asText());
        }
        return matcher.group(1);
    }

    private static Matcher refusal(ToolAnswer answer) {
        Matcher matcher = CODE.matcher(answer.result().asText());
        if (!matcher.matches()) {
            throw new IllegalStateException("Not a refusal: " + answer.result());
        }
        return matcher;
    }
}
