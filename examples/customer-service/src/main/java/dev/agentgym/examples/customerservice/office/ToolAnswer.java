package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/// What a tool answered: a JSON object, or the text of a refusal such as `Error: SLOT_TAKEN: ...`.
///
/// @param result the object, or a text node where `isError` holds
/// @param isError whether the tool refused
public record ToolAnswer(JsonNode result, boolean isError) {

    static ToolAnswer refused(Refused refused) {
        return new ToolAnswer(TextNode.valueOf(refused.text()), true);
    }
}
