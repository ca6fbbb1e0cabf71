package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/// What came of calling a real tool. Immutable.
public sealed interface RealAnswer {

    /// The tool answered.
    ///
    /// @param result what it said
    /// @param isError whether it refused
    record Given(JsonNode result, boolean isError) implements RealAnswer {}

    /// Nobody knows what the tool would say: it could not be reached, broke, or took too long. Whether the call did
    /// its work is unknown.
    ///
    /// @param reason what went wrong and what can be done, for a person; no secrets
    record Failed(String reason) implements RealAnswer {}

    /// The tool did what was asked.
    static RealAnswer accepted(JsonNode result) {
        return new Given(result, false);
    }

    /// The tool refused, in these words.
    static RealAnswer refused(String text) {
        return new Given(TextNode.valueOf(text), true);
    }
}
