package dev.agentgym.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.text.Tokens;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which tools do something. Immutable.
///
/// Those that the world knows to change something; and those that agents call only after the customer has said yes:
/// nobody asks whether they may look something up, but before a router goes off they do, although no tool shows
/// afterwards that it went. Of a deed that no tool shows only its arguments can be compared, so that a tool does
/// not count which agents tell something in words of their own, such as why they hand a customer over.
final class Doings {

    private static final Pattern YES = Pattern.compile(
            "^\\W*(?:ok(?:ay)?|alright|all right|fine|yes|yeah|yep|yup|sure|go (?:ahead|right|for)|please do|do it|by all means|absolutely|of course|certainly|definitely|correct|that'?s (?:right|correct|fine|okay)|that (?:works|would)|sounds good|i agree|agreed|works for me|exactly|obviously|let'?s)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final double AGREED = 0.6;
    private static final int FEWEST = 10;
    private static final int PROSE = 5;

    private final Set<String> tools = new TreeSet<>();

    Doings(List<Conversation> traces, World world) {
        world.tools().keySet().stream().filter(tool -> changes(world, tool)).forEach(tools::add);
        Map<String, int[]> counts = new TreeMap<>();
        traces.forEach(conversation -> count(conversation, counts));
        counts.forEach((tool, count) -> {
            if (count[0] >= FEWEST && count[1] >= AGREED * count[0]) {
                tools.add(tool);
            }
        });
    }

    private static boolean changes(World world, String tool) {
        return world.changes(tool)
                || world.tool(tool)
                        .map(known -> switch (known.kind()) {
                            case CREATE, CHANGE, DELETE, EXTERNAL -> true;
                            case COMPUTATION, LOOKUP, SEARCH, CONTROL, UNKNOWN -> false;
                        })
                        .orElse(false);
    }

    /// Counts the accepted calls of each tool, and those after a yes to a question.
    private static void count(Conversation conversation, Map<String, int[]> counts) {
        List<Turn> turns = Turn.of(conversation.messages());
        for (Exchange exchange : conversation.exchanges()) {
            if (exchange.caller() == Role.ASSISTANT && exchange.isAccepted()) {
                int[] count = counts.computeIfAbsent(exchange.call().name(), unseen -> new int[2]);
                count[0]++;
                count[1] += !isProse(exchange.call().arguments())
                                && turns.stream()
                                        .filter(turn -> turn.message() < exchange.position())
                                        .reduce((earlier, later) -> later)
                                        .filter(Doings::agrees)
                                        .isPresent()
                        ? 1
                        : 0;
            }
        }
    }

    private static boolean isProse(JsonNode arguments) {
        return arguments.properties().stream()
                .map(Map.Entry::getValue)
                .anyMatch(value -> value.isTextual()
                        && Tokens.contentStems(value.textValue()).size() >= PROSE);
    }

    private static boolean agrees(Turn turn) {
        return !turn.cue().isEmpty()
                && turn.cue().getLast().endsWith("?")
                && YES.matcher(turn.text()).find();
    }

    boolean include(ToolCall call) {
        return include(call.name());
    }

    boolean include(String tool) {
        return tools.contains(tool);
    }
}
