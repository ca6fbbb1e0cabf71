package dev.agentgym.reward;

import dev.agentgym.text.Facts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether the agent told the customer what it had to. Amounts, dates, numbers and names count in any spelling;
/// what is none of these counts word for word. The number that a tool gave to what the agent made is told by
/// telling the number that it gave in this episode.
final class Communicated {

    static final String NAME = "communicated";
    private static final double NOTHING_TOLD = 0.6;

    private Communicated() {}

    /// The finding; empty where nothing had to be told.
    static Optional<Finding> examine(Ended ended) {
        List<String> wanted = ended.expectation().communications();
        return wanted.isEmpty() ? Optional.empty() : Optional.of(examine(wanted, ended.said(), FreshCodes.of(ended)));
    }

    private static Finding examine(List<String> wanted, String told, FreshCodes fresh) {
        Facts facts = Facts.of(told);
        String words = plain(told);
        List<String> missing = wanted.stream()
                .filter(each ->
                        !words.contains(plain(each)) && !isConfirmed(each, facts) && !fresh.isToldFor(each, words))
                .toList();
        if (missing.isEmpty()) {
            return Finding.good("The customer was told all " + wanted.size() + " things that they had to know.");
        }
        double value = 1 - (double) missing.size() / wanted.size();
        double gate = NOTHING_TOLD + (1 - NOTHING_TOLD) * value;
        return new Finding(
                value,
                gate,
                String.format(
                        Locale.ROOT,
                        "The customer was not told %s; the total is multiplied by %.2f.",
                        String.join(", ", missing),
                        gate));
    }

    private static boolean isConfirmed(String wanted, Facts told) {
        Facts facts = Facts.of(wanted);
        return !facts.all().isEmpty() && facts.all().stream().allMatch(told::confirm);
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace(",", "").replaceAll("\\s+", " ");
    }
}
