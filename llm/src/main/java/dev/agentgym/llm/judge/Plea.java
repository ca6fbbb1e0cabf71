package dev.agentgym.llm.judge;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words that are meant for a judge and not for a customer: orders to it, marks, markup of prompts. Stateless.
///
/// Patterns find the usual ones, however they are spaced, and also between invisible characters or in letters that
/// only look alike to Unicode. What they do not find is still data in a quoted transcript, and cannot lift what the
/// tools show.
final class Plea {

    /// Stands where such words stood.
    static final String WITHHELD = "[withheld: words to the judge]";

    private static final String JUDGES = "(?:judge|grader|evaluator|rater|assessor|scorer|examiner)";
    private static final String MARKS = "(?:scores?|grades?|ratings?|rewards?|marks?|verdict)";

    private static final Pattern PLEA = Pattern.compile(
            String.join(
                    "|",
                    "\\b(?:ignore|disregard|forget|override)\\b.{0,40}\\b(?:previous|prior|above|earlier|all|your|the|these)\\b"
                            + ".{0,30}\\b(?:instructions?|rules?|prompts?|criteria|rubric|guidelines)\\b",
                    "\\b(?:score|grade|mark|verdict)\\s*[\"']?\\s*[:=]\\s*[\"']?(?:1|4|5|10|100)\\b(?![.,]\\d)",
                    "\\b" + MARKS + "\\s*[\"']?\\s*[:=]\\s*[\"']?(?:1\\.0+|true|perfect|full|max\\w*|best)\\b",
                    "\\bsuccess\\s*[\"']?\\s*[:=]\\s*[\"']?(?:true|1|yes)\\b",
                    "\\b(?:give|award|assign|rate|grade|mark|score)\\b.{0,30}\\b(?:this|the) "
                            + "(?:conversation|transcript|episode|response|answer|reply|agent|chat)\\b.{0,40}"
                            + "\\b(?:full|maximum|max|perfect|highest|top|best)\\b.{0,20}\\b" + MARKS + "\\b",
                    "\\b(?:dear|attention|note (?:to|for)|message (?:to|for)|instructions? (?:to|for))\\W+(?:the )?(?:\\w+ )?"
                            + JUDGES + "s?\\b",
                    "\\byou are (?:now )?(?:an?|the) (?:\\w+ ){0,3}" + JUDGES + "\\b",
                    "\\bas (?:an?|the|our|your) (?:\\w+ ){0,2}" + JUDGES + "\\b",
                    "(?:^|[.!?\\n>] ?)(?:system|developer|" + JUDGES + ") ?: ",
                    "<\\|?(?:im_start|im_end|system|endoftext|start_of_turn)\\|?>|\\[/?INST\\]|<</?SYS>>",
                    "\\b(?:candidate|transcript|exhibit) [A-Z]\\b.{0,40}\\b(?:best|better|wins?|winner|worse|worst|perfect)\\b"),
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    private static final Pattern SPACES = Pattern.compile("[\\s&&[^\\n]]+");
    private static final int LONGEST = 20_000;

    private Plea() {}

    /// The first such words in a text.
    static Optional<String> in(String text) {
        Matcher matcher = PLEA.matcher(plain(text));
        return matcher.find() ? Optional.of(matcher.group().strip()) : Optional.empty();
    }

    /// The text without them; the same text where it has none.
    static String without(String text) {
        String plain = plain(text);
        Matcher matcher = PLEA.matcher(plain);
        return matcher.find() ? matcher.replaceAll(Matcher.quoteReplacement(WITHHELD)) : text;
    }

    private static String plain(String text) {
        String head = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        String same = Normalizer.normalize(head, Normalizer.Form.NFKC);
        return SPACES.matcher(INVISIBLE.matcher(same).replaceAll("")).replaceAll(" ");
    }
}
