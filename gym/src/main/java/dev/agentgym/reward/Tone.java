package dev.agentgym.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether the reply is polite: no insults, no blame, no shouting.
final class Tone implements RewardPart {

    private static final Pattern RUDE = Pattern.compile(
            "\\b(?:stupid|idiot\\w*|dumb|moron\\w*|shut up|nonsense|ridiculous|your (?:own )?fault|your (?:own )?problem|not my problem|don't care|do not care|deal with it|whatever|stop (?:complaining|whining|bothering)|go away|damn|crap|hell no|as i (?:already )?(?:said|told you)|obviously you|calm down|liar|lying)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final int MANY_EXCLAMATIONS = 4;
    private static final int FEWEST_LETTERS = 20;
    private static final double SHOUTING = 0.6;

    @Override
    public String name() {
        return "tone";
    }

    @Override
    public Optional<Finding> examine(Evidence evidence) {
        String text = evidence.response().text();
        List<String> faults = new ArrayList<>();
        var rude = RUDE.matcher(text);
        boolean insults = rude.find();
        if (insults) {
            faults.add("\"" + rude.group() + "\" is rude");
        }
        if (shouts(text)) {
            faults.add("most of it is in capitals");
        }
        if (text.chars().filter(c -> c == '!').count() >= MANY_EXCLAMATIONS) {
            faults.add("it has many exclamation marks");
        }
        if (faults.isEmpty()) {
            return Optional.of(Finding.good("The tone is polite."));
        }
        return Optional.of(
                new Finding(insults ? 0 : 0.5, insults ? 0.7 : 1, "Tone: " + String.join(", ", faults) + "."));
    }

    private static boolean shouts(String text) {
        long letters = text.chars().filter(Character::isLetter).count();
        return letters >= FEWEST_LETTERS
                && text.chars().filter(Character::isUpperCase).count() > SHOUTING * letters;
    }
}
