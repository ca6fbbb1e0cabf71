package dev.agentgym.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.Gym;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import java.util.List;
import java.util.Optional;

/// Where in a logged conversation a session starts.
///
/// @param conversation the conversation
/// @param turn index of the message before which it starts
record StartingPoint(Conversation conversation, int turn) {

    private static final int SHOWN = 5;

    /// Reads `CONVERSATION` (its end) or `CONVERSATION:TURN`; an id may hold colons itself.
    static StartingPoint parse(Gym gym, String text) {
        Optional<Conversation> whole = find(gym, text);
        if (whole.isPresent()) {
            return at(whole.get(), whole.get().messages().size());
        }
        int colon = text.lastIndexOf(':');
        String turn = text.substring(colon + 1);
        if (colon < 0 || !turn.matches("\\d{1,9}")) {
            throw unknown(gym, text);
        }
        String id = text.substring(0, colon);
        return at(find(gym, id).orElseThrow(() -> unknown(gym, id)), Integer.parseInt(turn));
    }

    /// Reads `"from"` and `"turn"` of a line of a filter.
    static StartingPoint of(Gym gym, ObjectNode line) {
        String id = JsonLines.text(line, "from");
        Conversation conversation = find(gym, id).orElseThrow(() -> unknown(gym, id));
        JsonNode turn = line.path("turn");
        if (!turn.isMissingNode() && !turn.isInt()) {
            throw new UsageException("\"turn\" is the index of a message, not " + turn);
        }
        return at(conversation, turn.asInt(conversation.messages().size()));
    }

    private static StartingPoint at(Conversation conversation, int turn) {
        int last = conversation.messages().size();
        if (turn < 0 || turn > last) {
            throw new UsageException(
                    "conversation " + conversation.id() + " has no turn " + turn + "; name one from 0 to " + last);
        }
        return new StartingPoint(conversation, turn);
    }

    private static Optional<Conversation> find(Gym gym, String id) {
        return gym.traces().stream().filter(trace -> trace.id().equals(id)).findFirst();
    }

    private static UsageException unknown(Gym gym, String id) {
        List<String> some =
                gym.traces().stream().limit(SHOWN).map(Conversation::id).toList();
        return new UsageException("the gym has no conversation " + id + "; it has " + String.join(", ", some)
                + (gym.traces().size() > SHOWN ? " and " + (gym.traces().size() - SHOWN) + " more" : ""));
    }

    /// Brings a session there.
    ///
    /// @return how many calls it took in
    int bring(ToolSession session) {
        return session.observe(conversation, turn);
    }
}
