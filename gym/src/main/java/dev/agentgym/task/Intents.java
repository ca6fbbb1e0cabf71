package dev.agentgym.task;

import dev.agentgym.text.Token;
import dev.agentgym.text.Tokens;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Groups conversations by what they are about: the tool that tells most of what was called, and within its group
/// the words that many goals share. A group's name is both, such as `apply credit: fee`. Deterministic, whatever
/// the order of the conversations.
final class Intents {

    private static final double CHANGE_COUNTS = 2;
    private static final double COMMON = 0.12;
    private static final int FEWEST = 5;
    private static final String NOTHING = "talk";

    private final Map<String, String> names = new LinkedHashMap<>();

    /// @param goals the goal of each conversation, in their order
    Intents(List<Conversation> traces, List<Goal> goals, Doings doings) {
        Map<String, Integer> frequency = frequency(traces);
        Map<String, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < traces.size(); i++) {
            groups.computeIfAbsent(tool(traces.get(i), doings, frequency, traces.size()), unseen -> new ArrayList<>())
                    .add(i);
        }
        groups.forEach((tool, members) -> divide(tool, members, traces, goals));
    }

    /// The name of a conversation's group.
    String of(Conversation conversation) {
        return names.getOrDefault(conversation.id(), NOTHING);
    }

    private static Map<String, Integer> frequency(List<Conversation> traces) {
        Map<String, Integer> frequency = new TreeMap<>();
        for (Conversation conversation : traces) {
            called(conversation).forEach(tool -> frequency.merge(tool, 1, Integer::sum));
        }
        return frequency;
    }

    private static Set<String> called(Conversation conversation) {
        Set<String> tools = new LinkedHashSet<>();
        for (Exchange exchange : conversation.exchanges()) {
            tools.add(exchange.call().name());
        }
        return tools;
    }

    /// The rarest tool that was called, where tools that change something count more; of equals the first by name.
    private static String tool(Conversation one, Doings doings, Map<String, Integer> frequency, int conversations) {
        String best = "";
        double most = -1;
        for (String tool : called(one).stream().sorted().toList()) {
            double rare = Math.log((double) conversations / frequency.getOrDefault(tool, 1));
            double weight = rare * (doings.include(tool) ? CHANGE_COUNTS : 1);
            if (weight > most) {
                most = weight;
                best = tool;
            }
        }
        return best;
    }

    /// Takes out the members that share the most common word, again and again, as long as many do.
    private void divide(String tool, List<Integer> members, List<Conversation> traces, List<Goal> goals) {
        List<Integer> rest = new ArrayList<>(members);
        String readable = tool.isEmpty() ? NOTHING : tool.replace('_', ' ').strip();
        int enough = Math.max(FEWEST, (int) Math.ceil(COMMON * members.size()));
        Set<String> general = general(rest, goals);
        while (true) {
            Map.Entry<String, Integer> word = commonest(rest, goals, general);
            if (word.getValue() < enough) {
                rest.forEach(i -> names.put(traces.get(i).id(), readable));
                return;
            }
            List<Integer> part = rest.stream()
                    .filter(i -> stems(goals.get(i)).contains(word.getKey()))
                    .toList();
            String name = readable + ": " + spelled(word.getKey(), part, goals);
            part.forEach(i -> names.put(traces.get(i).id(), name));
            rest.removeAll(part);
        }
    }

    /// Words that nearly all members share say nothing of a part of them.
    private static Set<String> general(List<Integer> members, List<Goal> goals) {
        Set<String> general = new LinkedHashSet<>();
        counts(members, goals).forEach((stem, count) -> {
            if (count > (1 - COMMON) * members.size()) {
                general.add(stem);
            }
        });
        return general;
    }

    private static Map.Entry<String, Integer> commonest(List<Integer> members, List<Goal> goals, Set<String> but) {
        Map.Entry<String, Integer> best = Map.entry("", 0);
        for (Map.Entry<String, Integer> each : counts(members, goals).entrySet()) {
            if (each.getValue() > best.getValue() && !but.contains(each.getKey())) {
                best = each;
            }
        }
        return best;
    }

    private static Map<String, Integer> counts(List<Integer> members, List<Goal> goals) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i : members) {
            stems(goals.get(i)).forEach(stem -> counts.merge(stem, 1, Integer::sum));
        }
        return counts;
    }

    /// How a stem is mostly written.
    private static String spelled(String stem, List<Integer> members, List<Goal> goals) {
        Map<String, Integer> spellings = new TreeMap<>();
        for (int i : members) {
            for (Token token : Tokens.of(goals.get(i).sentence())) {
                if (token.stem().equals(stem)) {
                    spellings.merge(token.text().toLowerCase(Locale.ROOT), 1, Integer::sum);
                }
            }
        }
        return spellings.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(stem);
    }

    private static Set<String> stems(Goal goal) {
        return new LinkedHashSet<>(
                Goals.stems(goal.sentence()).filter(stem -> stem.length() > 2).toList());
    }
}
