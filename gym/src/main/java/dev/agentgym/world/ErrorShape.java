package dev.agentgym.world;

import com.fasterxml.jackson.annotation.JsonProperty;
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
