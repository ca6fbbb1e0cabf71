package dev.agentgym.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Runs all rules over one text. A rule that comes earlier takes its characters away from the later ones: the `5`
/// of `March 5th` is no number of its own. Used once, by one thread.
final class FactScanner {

    /// What one pattern says about a match: the facts in it, or none when it only takes the characters away.
    interface Reader {
        List<Fact> read(MatchResult match);
    }

    /// A pattern and what its matches mean; empty optional groups read as null there.
    ///
    /// @param clues of which each match has at least one in it, in lower case; none where there are no such words.
    /// To look for them is a hundred times faster than to look for the pattern.
    record Rule(Pattern pattern, List<String> clues, Reader reader) {
        Rule(String pattern, List<String> clues, Reader reader) {
            this(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), clues, reader);
        }

        Rule(String pattern, Reader reader) {
            this(pattern, List.of(), reader);
        }

        boolean mayMatch(String lower) {
            for (String clue : clues) {
                if (lower.contains(clue)) {
                    return true;
                }
            }
            return clues.isEmpty();
        }
    }

    static final List<Rule> RULES = Stream.of(
                    CodeRules.ADDRESSES,
                    DateRules.ALL,
                    TimeRules.ALL,
                    AmountRules.ALL,
                    CodeRules.CODES,
                    AmountRules.NUMBERS)
            .flatMap(List::stream)
            .toList();

    private final String text;
    private final String lower;
    private final BitSet taken = new BitSet();
    private final List<Fact> facts = new ArrayList<>();

    FactScanner(String text) {
        this.text = text;
        this.lower = text.toLowerCase(Locale.ROOT);
    }

    List<Fact> scan() {
        RULES.forEach(this::apply);
        facts.addAll(NameRules.names(text, taken));
        facts.sort(Comparator.comparingInt(Fact::start));
        return facts;
    }

    private void apply(Rule rule) {
        if (!rule.mayMatch(lower)) {
            return;
        }
        Matcher matcher = rule.pattern().matcher(text);
        while (matcher.find()) {
            int next = taken.nextSetBit(matcher.start());
            if (next < 0 || next >= matcher.end()) {
                taken.set(matcher.start(), matcher.end());
                facts.addAll(rule.reader().read(matcher));
            }
        }
    }
}
