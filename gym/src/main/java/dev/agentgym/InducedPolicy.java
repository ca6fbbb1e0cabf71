package dev.agentgym;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The rules of a house as its logs show them, for a prompt that nobody wrote a policy for. Stateless.
///
/// When tools refuse and with which words stands in what the world learned. What agents ask before they change
/// something, and what they look up first, is counted in the conversations. A person should read it and put it
/// right: it is what was done, which need not be what ought to be done.
final class InducedPolicy {

    /// What is done in fewer of the cases is a habit of some and no rule.
    private static final double RULE = 0.8;

    private static final int FEWEST = 5;
    private static final int MOST_REFUSALS = 3;

    private InducedPolicy() {}

    /// The policy as a list, a line a rule; empty where the logs show none.
    ///
    /// @param world what was learned of the tools
    /// @param conversations those that may be learned from
    static String of(World world, List<Conversation> conversations) {
        List<String> lines = new ArrayList<>();
        Map<String, Habit> habits = habits(world, conversations);
        world.tools()
                .forEach((name, tool) -> tool.rules().stream()
                        .filter(rule -> rule.startsWith("refuses"))
                        .filter(rule -> !rule.contains("it is not known when"))
                        .limit(MOST_REFUSALS)
                        .forEach(rule -> lines.add("- " + name + " " + rule.replaceFirst(" \\[[^\\]]*\\]$", ""))));
        habits.forEach((tool, habit) -> habit.tell(tool, lines));
        return String.join("\n", lines);
    }

    private static Map<String, Habit> habits(World world, List<Conversation> conversations) {
        Map<String, Habit> habits = new TreeMap<>();
        for (Conversation conversation : conversations) {
            Set<String> before = new LinkedHashSet<>();
            for (Exchange exchange : conversation.exchanges()) {
                String tool = exchange.call().name();
                if (exchange.caller() == Role.ASSISTANT && world.changes(tool) && exchange.isAccepted()) {
                    habits.computeIfAbsent(tool, name -> new Habit())
                            .count(before, wasAsked(conversation.messages(), exchange.position()));
                }
                before.add(tool);
            }
        }
        return habits;
    }

    /// Whether the agent's last words before a call were a question that the customer answered.
    private static boolean wasAsked(List<Message> messages, int call) {
        boolean answered = false;
        for (int i = call - 1; i >= 0; i--) {
            Message message = messages.get(i);
            answered |= message.role() == Role.USER;
            if (message.role() == Role.ASSISTANT && !message.text().isBlank()) {
                return answered && message.text().contains("?");
            }
        }
        return false;
    }

    /// What came before the calls of one tool.
    private static final class Habit {

        private final Map<String, Integer> earlier = new TreeMap<>();
        private int calls;
        private int asked;

        void count(Set<String> before, boolean afterQuestion) {
            calls++;
            asked += afterQuestion ? 1 : 0;
            before.forEach(tool -> earlier.merge(tool, 1, Integer::sum));
        }

        void tell(String tool, List<String> lines) {
            if (calls < FEWEST) {
                return;
            }
            if (asked >= RULE * calls) {
                lines.add("- Before " + tool + ", say what you will do and wait for the customer's yes (so in " + asked
                        + " of " + calls + " logged calls).");
            }
            Stream<String> first = earlier.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(tool) && entry.getValue() >= RULE * calls)
                    .map(Map.Entry::getKey);
            List<String> steps = first.toList();
            if (!steps.isEmpty()) {
                lines.add("- Before " + tool + ", call " + String.join(" and ", steps) + ".");
            }
        }
    }
}
