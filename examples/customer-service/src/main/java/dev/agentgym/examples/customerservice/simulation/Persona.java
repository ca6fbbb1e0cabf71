package dev.agentgym.examples.customerservice.simulation;

import dev.agentgym.examples.customerservice.Dice;
import java.util.List;

/// How a customer writes: the same in all their conversations but for the mood.
///
/// @param mood how they feel this time
/// @param patience how many setbacks they bear before they leave
/// @param verbosity the probability of an extra sentence
/// @param typos the probability of a slip in a word
/// @param lowerCase writes without capitals
record Persona(Mood mood, int patience, double verbosity, double typos, boolean lowerCase) {

    private static final List<Mood> MOODS = List.of(Mood.CALM, Mood.WORRIED, Mood.ANGRY, Mood.CHEERFUL);

    static Persona of(String customerId, long seed, Dice today, boolean grievance) {
        var lifelong = new Dice(seed, "persona " + customerId);
        Mood mood = MOODS.get(today.weighted(grievance ? List.of(0.3, 0.15, 0.45, 0.1) : List.of(0.5, 0.2, 0.1, 0.2)));
        return new Persona(
                mood,
                lifelong.between(2, 6) - (mood == Mood.ANGRY ? 1 : 0),
                lifelong.pick(List.of(0.1, 0.3, 0.6)),
                lifelong.pick(List.of(0.0, 0.0, 0.004, 0.012, 0.03)),
                lifelong.chance(0.18));
    }

    /// Writes a composed phrase the way this person types, leaving the slots alone.
    String type(String phrase, Dice dice) {
        var typed = new StringBuilder();
        boolean slot = false;
        for (int i = 0; i < phrase.length(); i++) {
            char letter = phrase.charAt(i);
            slot = letter == '{' || (slot && letter != '}');
            boolean inside = i > 0 && Character.isLetter(phrase.charAt(i - 1));
            boolean slip = !slot && inside && Character.isLetter(letter) && dice.chance(typos);
            if (!slip) {
                typed.append(!slot && lowerCase ? Character.toLowerCase(letter) : letter);
            } else if (dice.chance(0.5) && i + 1 < phrase.length() && Character.isLetter(phrase.charAt(i + 1))) {
                typed.append(phrase.charAt(++i)).append(letter);
            } else if (dice.chance(0.3)) {
                typed.append(letter).append(letter);
            }
        }
        String text = typed.toString();
        return typos > 0.01 ? text.replace("'", "") : text;
    }
}
