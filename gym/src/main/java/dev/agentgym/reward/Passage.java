package dev.agentgym.reward;

import dev.agentgym.text.Clause;
import dev.agentgym.text.Facts;
import dev.agentgym.text.Polarity;
import dev.agentgym.text.Sentences;
import dev.agentgym.text.Tokens;
import java.util.List;
import java.util.Set;

/// A text and what the analysis of language says about it. Immutable.
///
/// @param text the text, at most [#LIMIT] characters
/// @param sentences its sentences
/// @param facts what it asserts checkably
/// @param clauses its statements with their polarity
/// @param stems the distinct stems of its content words
public record Passage(String text, List<String> sentences, Facts facts, List<Clause> clauses, Set<String> stems) {

    /// Characters behind this one are not looked at: no reply to a customer is that long.
    public static final int LIMIT = 10_000;

    /// Analyses a text.
    public static Passage of(String text) {
        String head = text.length() <= LIMIT ? text : text.substring(0, LIMIT);
        return new Passage(
                head,
                Sentences.of(head),
                new Facts(KnownFacts.of(head)),
                Polarity.clauses(head),
                Tokens.contentStems(head));
    }

    /// Whether there is neither a letter nor a digit in it.
    public boolean isEmpty() {
        return text.codePoints().noneMatch(Character::isLetterOrDigit);
    }
}
