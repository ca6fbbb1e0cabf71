package dev.agentgym.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
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
    record Rule(Pattern pattern, Reader reader) {
        Rule(String pattern, Reader reader) {
            this(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), reader);
        }
    }

    private static final List<Rule> RULES = Stream.of(
                    CodeRules.ADDRESSES,
                    DateRules.ALL,
                    TimeRules.ALL,
                    AmountRules.ALL,
                    CodeRules.CODES,
                    AmountRules.NUMBERS)
            .flatMap(List::stream)
            .toList();

    private final String text;
    private final BitSet taken = new BitSet();
    private final List<Fact> facts = new ArrayList<>();

    FactScanner(String text) {
        this.text = text;
    }

    List<Fact> scan() {
        RULES.forEach(this::apply);
        facts.addAll(NameRules.names(text, taken));
        facts.sort(Comparator.comparingInt(Fact::start));
        return facts;
    }

    private void apply(Rule rule) {
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
