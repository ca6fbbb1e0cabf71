package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;

/// What a tool said and whether that is a refusal, which most logs leave to the reader.
///
/// An answer is an error when the log flags it, when its text begins as errors do (`Error:`, `ValueError: ...`,
/// `Traceback`), or when it is an object with a filled `error` or `exception`, `is_error: true` or `status:
/// "error"`.
record ToolAnswer(JsonNode result, boolean isError) {

    private static final Pattern ERROR_TEXT = Pattern.compile(
            "\\s*(Error\\b|ERROR\\b|error:|Exception\\b|Traceback \\(|[A-Z]\\w*(Error|Exception):).*", Pattern.DOTALL);

    /// Reads an answer; text that holds an object or a list becomes that.
    static ToolAnswer of(JsonNode logged, boolean flagged) {
        JsonNode result = logged.isTextual() ? LooseJson.container(logged.textValue()) : logged;
        return new ToolAnswer(result, flagged || isError(result));
    }

    /// The error text of a failed call.
    static ToolAnswer error(String text) {
        return new ToolAnswer(TextNode.valueOf(text), true);
    }

    private static boolean isError(JsonNode result) {
        if (result.isTextual()) {
            return ERROR_TEXT.matcher(result.textValue()).matches();
        }
        return result.isObject()
                && (List.of("error", "exception", "is_error").stream().anyMatch(name -> says(result.path(name)))
                        || result.path("status").asText("").equalsIgnoreCase("error"));
    }

    /// Whether a field about errors reports one: `null`, `false`, `""` and `{}` do not.
    static boolean says(JsonNode field) {
        return switch (field.getNodeType()) {
            case BOOLEAN -> field.booleanValue();
            case STRING -> !field.textValue().isBlank() && !field.textValue().equalsIgnoreCase("false");
            case OBJECT, ARRAY -> !field.isEmpty();
            case NUMBER -> field.intValue() != 0;
            case NULL, MISSING, BINARY, POJO -> false;
        };
    }
}
