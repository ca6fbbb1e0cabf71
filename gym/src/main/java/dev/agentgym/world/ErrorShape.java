package dev.agentgym.world;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.List;

/// How a tool tells an error, beside the words that it uses. Immutable.
public sealed interface ErrorShape {

    /// How often the logs show it.
    long count();

    /// What it is called in JSON.
    @JsonProperty("kind")
    default String kind() {
        return switch (this) {
            case Flag flag -> "flag";
            case Prefix prefix -> "prefix";
            case Field field -> "field";
            case ExceptionText text -> "exception";
        };
    }

    /// An error of this shape that says so much, in words of our own.
    default JsonNode saying(String message) {
        return switch (this) {
            case Flag _ -> TextNode.valueOf(message);
            case Prefix(String mark, long _) -> TextNode.valueOf(mark + " " + message);
            case ExceptionText(String exception, long _) -> TextNode.valueOf(exception + ": " + message);
            case Field(List<String> names, long _) -> {
                ObjectNode error = Json.object();
                names.forEach(name -> error.put(name, message));
                yield error;
            }
        };
    }

    /// Nothing in the answer itself marks the error; only the flag beside it does.
    record Flag(long count) implements ErrorShape {}

    /// The answer is a text that starts with a mark.
    ///
    /// @param text the mark, such as `Error:`
    record Prefix(String text, long count) implements ErrorShape {}

    /// The answer is an object with fields that no accepted answer has.
    ///
    /// @param names the fields that all such errors share, such as `code` and `error`
    record Field(List<String> names, long count) implements ErrorShape {

        /// Copies the names.
        public Field {
            names = List.copyOf(names);
        }
    }

    /// The answer is the text of a programming language's exception.
    ///
    /// @param exception the exception's name, such as `ValueError`
    record ExceptionText(String exception, long count) implements ErrorShape {}
}
