package dev.agentgym.task;

import dev.agentgym.text.FactKind;
import dev.agentgym.text.Facts;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds what a customer knows: each value in their words that later fills an argument of a call, or that an answer
/// of a tool confirms. For one conversation.
final class Ledger {

    private static final Pattern REQUEST = Pattern.compile(
            "[?？]|\\b(?:please|need|require|provide|give|tell|share|send|state|enter|let me know|confirm|specify)\\b",
            Pattern.CASE_INSENSITIVE);

    private final Readings readings;
    private final List<Turn> turns;
    private final List<Exchange> exchanges;
    private final List<Leaf> shown;
    private final int opening;
    private final Map<String, Fact> facts = new LinkedHashMap<>();

    private Ledger(Conversation conversation, int opening, Readings readings) {
        this.readings = readings;
        this.turns = Turn.of(conversation.messages());
        this.exchanges = conversation.exchanges();
        this.opening = opening;
        this.shown = shown(exchanges);
    }

    /// What the tools said, the most often said first: a date that many slots have is rather a slot's than the
    /// search's.
    private static List<Leaf> shown(List<Exchange> exchanges) {
        Map<Leaf, Integer> counts = new LinkedHashMap<>();
        for (Exchange exchange : exchanges) {
            exchange.answer()
                    .ifPresent(answer -> Leaf.of(answer.result()).forEach(leaf -> counts.merge(leaf, 1, Integer::sum)));
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<Leaf, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The facts in the order in which the customer said them.
    ///
    /// @param opening the index of the message in which the customer says what they came for: what they say by then
    /// nobody asked for
    static List<Fact> of(Conversation conversation, int opening, Readings readings) {
        Ledger ledger = new Ledger(conversation, opening, readings);
        StringBuilder agent = new StringBuilder();
        for (Turn turn : ledger.turns) {
            String cue = String.join("\n", turn.cue());
            ledger.read(turn, cue, agent.toString());
            agent.append(cue).append('\n');
        }
        return List.copyOf(ledger.facts.values());
    }

    private void read(Turn turn, String cue, String before) {
        Facts said = readings.of(turn.text());
        String compact = Readings.compact(turn.text());
        List<Mention> taken = new ArrayList<>();
        boolean volunteered = turn.message() <= opening || !isRequest(cue);
        for (Exchange exchange : exchanges) {
            if (exchange.position() > turn.message()) {
                for (Leaf leaf : Leaf.of(exchange.call().arguments())) {
                    mention(turn.text(), compact, said, leaf)
                            .ifPresent(found -> add(turn, leaf, found, volunteered, taken));
                }
            }
        }
        for (Leaf leaf : shown) {
            if (couldBeSaid(leaf, said)) {
                mention(turn.text(), compact, said, leaf)
                        .filter(found -> isOwn(leaf, cue, before))
                        .ifPresent(found -> add(turn, leaf, found, volunteered, taken));
            }
        }
    }

    private Optional<Mention> mention(String text, String compact, Facts said, Leaf leaf) {
        if (leaf.value().length() < 2 && !leaf.number()) {
            return Optional.empty();
        }
        if (!said.all().isEmpty() && leaf.isCheckable()) {
            return readings.mention(text, leaf.value());
        }
        return compact.contains(Readings.compact(leaf.value())) ? Mention.of(text, leaf.value()) : Optional.empty();
    }

    private static boolean isRequest(String cue) {
        return REQUEST.matcher(cue).find();
    }

    private static boolean couldBeSaid(Leaf leaf, Facts said) {
        return leaf.isTelling()
                || (leaf.number() && said.of(FactKind.MONEY).findAny().isPresent());
    }

    /// What the agent said before is the customer's own only where they choose from what was just offered.
    private static boolean isOwn(Leaf leaf, String cue, String before) {
        return says(cue, leaf) || !says(before, leaf);
    }

    private static boolean says(String text, Leaf leaf) {
        return Mention.of(text, leaf.value()).isPresent();
    }

    private void add(Turn turn, Leaf leaf, Mention mention, boolean volunteered, List<Mention> taken) {
        if (taken.stream().noneMatch(mention::overlaps)) {
            taken.add(mention);
            String key = leaf.name() + " " + mention.surface();
            facts.putIfAbsent(key, new Fact(leaf.name(), mention.surface(), turn.message(), volunteered));
        }
    }
}
