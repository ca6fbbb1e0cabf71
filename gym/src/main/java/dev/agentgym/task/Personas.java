package dev.agentgym.task;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads off a log how its customer talks.
final class Personas {

    private static final Pattern KIND = Pattern.compile(
            "\\b(?:thanks?|thank you|cheers|please|great|lovely|perfect|awesome|amazing|wonderful|excellent|appreciate|brilliant|nice|kind)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ANGRY = Pattern.compile(
            "\\b(?:ridiculous|unacceptable|terrible|awful|horrible|useless|angry|annoy\\w*|frustrat\\w*|fed up|joke|disgrace\\w*|disappoint\\w*|outrageous|worst|never again|scam|rip.?off|complain\\w*|furious|hate|nonsense|whatever|shame|can'?t work like this|enough of)\\b|!!+",
            Pattern.CASE_INSENSITIVE);
    private static final int LEAST_PATIENCE = 3;
    private static final int MOST_PATIENCE = 12;

    private Personas() {}

    static Persona of(Conversation conversation) {
        List<Turn> turns = Turn.of(conversation.messages());
        int words = turns.stream().mapToInt(turn -> words(turn.text())).sum();
        double mean = turns.isEmpty() ? 0 : Math.round(10.0 * words / turns.size()) / 10.0;
        return new Persona(mean, patience(conversation), mood(turns));
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    }

    /// The longest run of turns in which no tool accepted a call, for who stayed; who left had borne the last one.
    private static int patience(Conversation conversation) {
        int run = 0;
        int longest = 0;
        for (Message message : conversation.messages()) {
            if (message instanceof Message.Tool answer && !answer.isError()) {
                run = 0;
            } else if (message instanceof Message.User user && !user.content().isBlank()) {
                run++;
                longest = Math.max(longest, run);
            }
        }
        int borne = conversation.outcome() == Outcome.ABANDONED ? run : longest;
        return Math.clamp(borne, LEAST_PATIENCE, MOST_PATIENCE);
    }

    private static double mood(List<Turn> turns) {
        int kind = 0;
        int angry = 0;
        for (Turn turn : turns) {
            kind += count(KIND, turn.text());
            angry += count(ANGRY, turn.text());
        }
        double mood = (kind - 2.0 * angry) / (kind + 2.0 * angry + 1);
        return Math.round(mood * 100) / 100.0;
    }

    private static int count(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
