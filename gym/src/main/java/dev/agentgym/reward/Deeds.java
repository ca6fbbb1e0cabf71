package dev.agentgym.reward;

import dev.agentgym.text.Clause;
import dev.agentgym.text.Polarity;
import dev.agentgym.text.Token;
import dev.agentgym.text.Tokens;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether the agent did what it said it had done. Immutable and safe to share.
///
/// A clause claims a deed when the agent says that it has done something ("I've cancelled your order", "your order
/// has been cancelled"). The verb tells which tools must have been called and accepted by then: those that the logs
/// show before such words. A verb that no log has used often enough is taken from a short list of verbs that always
/// need some accepted call. What a tool's answer said itself ("status": "cancelled") is no claim of the agent's
/// own.
final class Deeds {

    static final String NAME = "deeds";
    private static final double INVENTED = 0.3;
    private static final int FEWEST = 5;
    private static final double USUALLY = 0.9;
    private static final Pattern CLAIM = Pattern.compile(
            "\\b(?:I|we)(?:'ve| have)? (?:now |already |just |also |successfully |gone ahead and )*(\\p{L}+(?:ed|nt|ne|ok|de|ut|et))\\b"
                    + "|\\b(?:(?:has|have) (?:now |already |just |also )?been|(?:is|are) now) (?:now |already |successfully )*(\\p{L}+(?:ed|nt|ne))\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DENIAL =
            Pattern.compile("\\b(?:not|never|none|nothing|nobody|no one)\\b|n't\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SUBORDINATE = Pattern.compile(
            "^\\W*(?:\\d+\\W+)?(?:\\w+ ){0,2}(?:once|when|whenever|after|until|unless|if|which|that|ensure|before|as soon as)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> ALWAYS = stems(
            "cancelled canceled refunded booked rebooked issued updated changed credited scheduled rescheduled sent"
                    + " upgraded downgraded modified activated deactivated paused processed replaced removed added"
                    + " shipped exchanged returned transferred reset restarted closed reopened waived applied");
    /// Verbs that the logs settle, with the tools that must have been called; none where the verb claims no deed.
    private final Map<String, SortedSet<String>> learned;

    private Deeds(Map<String, SortedSet<String>> learned) {
        this.learned = learned;
    }

    /// What holds without logs.
    static Deeds standard() {
        return new Deeds(Map.of());
    }

    Map<String, SortedSet<String>> learned() {
        return learned;
    }

    static Deeds of(Map<String, SortedSet<String>> learned) {
        return new Deeds(learned);
    }

    private static Set<String> stems(String words) {
        Set<String> stems = new LinkedHashSet<>();
        Tokens.of(words).stream().map(Token::stem).forEach(stems::add);
        return stems;
    }

    /// A claim with the place where it was made.
    private record Claim(String verb, String text, int position, boolean ownDeed) {}

    /// The finding; empty where the agent claims nothing.
    ///
    /// @param changes whether a tool may have changed something
    Optional<Finding> examine(Conversation conversation, int from, Predicate<String> changes) {
        List<Claim> claims = claims(conversation, from);
        List<Claim> checked = claims.stream().filter(this::isChecked).toList();
        Optional<Claim> invented = checked.stream()
                .filter(claim -> !isTrue(claim, conversation, changes))
                .findFirst();
        return checked.isEmpty()
                ? Optional.empty()
                : Optional.of(invented.map(claim -> new Finding(
                                0,
                                INVENTED,
                                "\"" + claim.text()
                                        + "\", but no such call was accepted before; the total is multiplied by "
                                        + INVENTED + "."))
                        .orElse(Finding.good("All " + checked.size() + " deeds that the agent claims were done.")));
    }

    private boolean isChecked(Claim claim) {
        SortedSet<String> tools = learned.get(claim.verb());
        return ALWAYS.contains(claim.verb())
                ? tools == null || !tools.isEmpty()
                : claim.ownDeed() && tools != null && !tools.isEmpty();
    }

    private boolean isTrue(Claim claim, Conversation conversation, Predicate<String> changes) {
        List<Exchange> accepted = acceptedBefore(conversation, claim.position());
        SortedSet<String> tools = learned.get(claim.verb());
        Predicate<String> behind = tools == null ? changes : tools::contains;
        boolean called = accepted.stream()
                .anyMatch(exchange -> behind.test(exchange.call().name()));
        return called || (!claim.ownDeed() && accepted.stream().anyMatch(exchange -> saysSo(exchange, claim.verb())));
    }

    private static boolean saysSo(Exchange exchange, String verb) {
        return exchange.answer()
                .filter(answer ->
                        Tokens.contentStems(answer.text().replace('_', ' ')).contains(verb))
                .isPresent();
    }

    private static List<Exchange> acceptedBefore(Conversation conversation, int position) {
        return conversation.exchanges().stream()
                .filter(exchange -> exchange.position() < position)
                .filter(Exchange::isAccepted)
                .toList();
    }

    private static List<Claim> claims(Conversation conversation, int from) {
        List<Claim> claims = new ArrayList<>();
        List<Message> messages = conversation.messages();
        for (int i = from; i < messages.size(); i++) {
            if (messages.get(i) instanceof Message.Assistant reply) {
                for (Clause clause : Polarity.clauses(reply.content().replace('’', '\''))) {
                    claim(clause, i).ifPresent(claims::add);
                }
            }
        }
        return claims;
    }

    private static Optional<Claim> claim(Clause clause, int position) {
        Matcher matcher = CLAIM.matcher(clause.text());
        if (!matcher.find()
                || DENIAL.matcher(clause.text()).find()
                || SUBORDINATE.matcher(clause.text()).find()) {
            return Optional.empty();
        }
        boolean own = matcher.group(1) != null;
        String verb =
                Tokens.of(own ? matcher.group(1) : matcher.group(2)).getFirst().stem();
        return Optional.of(new Claim(verb, clause.text(), position, own));
    }

    /// Learns from logs which tools stand behind which verbs.
    ///
    /// @param writers the tools that change something
    static Deeds learn(List<Conversation> traces, Set<String> writers) {
        Map<String, List<Set<String>>> seen = new LinkedHashMap<>();
        for (Conversation conversation : traces) {
            for (Claim claim : claims(conversation, 0)) {
                Set<String> tools = new TreeSet<>();
                acceptedBefore(conversation, claim.position())
                        .forEach(exchange -> tools.add(exchange.call().name()));
                tools.retainAll(writers);
                seen.computeIfAbsent(claim.verb(), any -> new ArrayList<>()).add(tools);
            }
        }
        Map<String, SortedSet<String>> learned = new LinkedHashMap<>();
        seen.forEach((verb, before) -> {
            if (before.size() >= FEWEST) {
                learned.put(verb, behind(before));
            }
        });
        return new Deeds(learned);
    }

    /// The tools that together stand before most of the claims, the most frequent first; none where many claims
    /// have none of them.
    private static SortedSet<String> behind(List<Set<String>> before) {
        List<Set<String>> open = new ArrayList<>(before);
        SortedSet<String> tools = new TreeSet<>();
        while (before.size() - open.size() < USUALLY * before.size()) {
            Optional<String> next = mostFrequent(open);
            if (next.isEmpty()) {
                return new TreeSet<>();
            }
            tools.add(next.get());
            open.removeIf(each -> each.contains(next.get()));
        }
        // A tool that stands before any of the claims may be behind them, too.
        before.forEach(tools::addAll);
        return tools;
    }

    private static Optional<String> mostFrequent(List<Set<String>> sets) {
        Map<String, Integer> counts = new TreeMap<>();
        sets.forEach(set -> set.forEach(tool -> counts.merge(tool, 1, Integer::sum)));
        Optional<String> best = Optional.empty();
        int most = 0;
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            if (count.getValue() > most) {
                best = Optional.of(count.getKey());
                most = count.getValue();
            }
        }
        return best;
    }
}
