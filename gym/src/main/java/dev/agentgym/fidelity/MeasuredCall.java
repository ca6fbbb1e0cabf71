package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolResult;
import java.util.List;

/// One logged call beside what the mocked tool said to it. Immutable.
///
/// @param conversation id of the conversation
/// @param position how many calls came before in that conversation
/// @param tool the tool's name
/// @param arguments what it was called with
/// @param expected what the real tool said
/// @param refused whether the real tool refused
/// @param got what the mocked tool said
/// @param right whether it said the same
/// @param f1 how many of the fields it said, from 0 to 1; see [Score#f1]
/// @param write whether the tool changes something when it accepts
/// @param afterWrite whether a writing call was accepted before in this conversation
public record MeasuredCall(
        String conversation,
        int position,
        String tool,
        ObjectNode arguments,
        JsonNode expected,
        boolean refused,
        ToolResult got,
        boolean right,
        double f1,
        boolean write,
        boolean afterWrite) {

    /// Whether the logs gave the answer: the mocker neither abstained nor guessed.
    public boolean answered() {
        return switch (got.tier()) {
            case REPLAYED, RECORDED, CANONICAL, ENTITY, INDUCED, REFUSED, NOT_FOUND -> true;
            case GUESS, MODEL, ABSTAIN, FAULT, REAL -> false;
        };
    }

    /// Whether the mocker said anything, be it a guess.
    public boolean said() {
        return got.tier() != Tier.ABSTAIN;
    }

    /// Whether an accepted call was answered and a refused one refused, whatever the words.
    public boolean sameClass() {
        return said() && got.isError() == refused;
    }

    /// The same call with another answer to it that is told alike.
    MeasuredCall with(ToolResult answer) {
        return new MeasuredCall(
                conversation, position, tool, arguments, expected, refused, answer, right, f1, write, afterWrite);
    }

    /// The fields in which the two answers differ, in words; empty where both accept and say the same.
    public List<String> differences() {
        return Leaves.differences(expected, got.result()).stream()
                .map(Difference::toString)
                .toList();
    }
}
