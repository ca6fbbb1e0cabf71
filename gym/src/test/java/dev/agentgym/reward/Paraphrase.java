package dev.agentgym.reward;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/// Says the same in other words by rule: synonyms, contractions, other spellings of numbers, times and dates,
/// another order, a friendly frame. Facts and polarity stay.
final class Paraphrase {

    private static final List<String> OPENINGS = List.of(
            "", "", "Sure thing! ", "Thanks for waiting. ", "I have had a look for you. ", "Here is what I see: ");
    private static final List<String> CLOSINGS =
            List.of("", "", " Just ask if anything is unclear.", " I hope that helps.", " Happy to help with more.");
    private static final List<String> DIGITS =
            List.of("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");
    private static final Map<String, String> SYNONYMS = synonyms();

    private Paraphrase() {}

    static String of(String text, Random random) {
        String said = text;
        for (Map.Entry<String, String> pair : SYNONYMS.entrySet()) {
            said = Pattern.compile(pair.getKey(), Pattern.CASE_INSENSITIVE)
                    .matcher(said)
                    .replaceAll(pair.getValue());
        }
        said = reorder(inWords(said), random);
        String opening = OPENINGS.get(random.nextInt(OPENINGS.size()));
        String closing = CLOSINGS.get(random.nextInt(CLOSINGS.size()));
        return opening + Character.toUpperCase(said.charAt(0)) + said.substring(1) + closing;
    }

    private static String inWords(String text) {
        return Pattern.compile(
                        "(?<![\\d.,:$#'-])\\b([2-9]|1[0-2])\\b(?= (?!am\\b|pm\\b|[ap]\\.m|%|percent|January|March|April|May)[a-z]{3,})")
                .matcher(text)
                .replaceAll(match -> DIGITS.get(Integer.parseInt(match.group(1)) - 2));
    }

    private static String reorder(String text, Random random) {
        List<String> sentences = new ArrayList<>(List.of(text.split("(?<=[.!?])\\s+(?=[A-Z])", -1)));
        if (sentences.size() > 1 && random.nextBoolean()) {
            sentences.add(sentences.removeFirst());
        }
        return String.join(" ", sentences);
    }

    private static Map<String, String> synonyms() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("\\$(\\d[\\d,]*(?:\\.\\d+)?)\\b", "$1 dollars");
        rules.put("(\\d)%", "$1 percent");
        for (int hour = 1; hour < 12; hour++) {
            rules.put("(?<![\\d:])" + hour + ":(\\d\\d) ?pm\\b", (hour + 12) + ":$1");
            rules.put("(?<![\\d:])" + hour + " ?pm\\b", (hour + 12) + ":00");
        }
        rules.put("\\b(March|April|May|June) (\\d{1,2})(?:st|nd|rd|th)\\b", "$2 $1");
        rules.put("^(?:great|ok|okay|alright|excellent|sure|all right|right)[,.!] ", "");
        rules.put("\\bphone number\\b", "telephone number");
        rules.put("\\bI have reserved\\b|\\bI've reserved\\b", "I booked");
        rules.put("\\breservation\\b", "booking");
        rules.put("\\breserve\\b", "book");
        rules.put("\\bstarts at\\b", "begins at");
        rules.put("\\bis located (?:at|in)\\b", "can be found at");
        rules.put("\\b(?:approximately|around)\\b", "about");
        rules.put("\\bI (?:have )?found\\b", "I can see");
        rules.put("\\bdo not\\b", "don't");
        rules.put("\\bcannot\\b", "can't");
        rules.put("\\bis not\\b", "isn't");
        rules.put("\\bunfortunately,?\\b", "I'm afraid");
        rules.put("\\bit is\\b", "it's");
        rules.put("\\byou will\\b", "you'll");
        rules.put("\\bI have\\b", "I've");
        rules.put("\\bthere is\\b", "there's");
        rules.put("\\bcosts\\b", "is priced at");
        rules.put("\\bper night\\b", "a night");
        rules.put("\\bassist\\b", "help");
        rules.put("\\btotal cost\\b", "total price");
        rules.put("\\bwould like to\\b", "want to");
        rules.put("\\bhas been\\b", "was");
        rules.put("\\bprovide\\b", "give");
        rules.put("\\bwill arrive\\b", "arrives");
        rules.put("\\bdeparts\\b|\\bleaves\\b", "sets off");
        return rules;
    }

    /// The text in lower case without anything but letters and digits, for telling whether anything changed.
    static String bare(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
