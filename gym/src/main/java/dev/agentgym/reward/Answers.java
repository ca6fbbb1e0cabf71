package dev.agentgym.reward;

import dev.agentgym.text.Token;
import dev.agentgym.text.Tokens;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Whether the reply answers at all: an empty reply, a bare apology, a bare promise to look, the customer's own
/// words handed back, or a question where an answer was expected is none. Such a defect is fatal, unless the
/// expected reply does the same.
final class Answers implements RewardPart {

    private static final Pattern APOLOGY = Pattern.compile(
            "^\\W*(?!.*\\b(?:inform|tell|say|but|cannot|can't|unable|not able)\\b)(?:(?:i|we)(?:'m| am|'re| are| would like to| must| want to| do)? ?(?:\\w+ly |so |very |deeply )*(?:sorry|apologi[sz]e|regret)\\b|sorry(?: (?:for|about|to hear|that)\\b|\\W*$)|(?:our|my) (?:\\w+ )?apologies|apologies\\b|please (?:accept|forgive)|thank you for your patience|thanks for your patience|(?:i|we) (?:fully |completely )?understand (?:how|your|that this))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern STALLING = Pattern.compile(
            "\\b(?:look(?:ing)? into|get back to you|as soon as (?:possible|we can)|let me check|our team will|check on (?:this|that)|be in touch|happy to help|here to help|do(?:ing)? (?:our|my) best|value (?:you|your)|means a lot|take (?:this|these|such)[\\w ]* seriously|rest assured|thank you for (?:reaching|contacting|your)|thanks for (?:reaching|contacting|your)|one moment|great question|don't hesitate|let (?:us|me) know)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final double HANDED_BACK = 0.75;
    private static final int FEWEST_WORDS = 4;
    private static final Pattern RETELLING = Pattern.compile(
            "^\\W*you (?:want|would like|wish|need|are asking|asked|wonder|are wondering)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> OTHER_PERSON = Map.of("my", "your", "i", "you", "me", "you", "am", "are");

    /// A way not to answer, and what it does to the total.
    private record Defect(String sentence, double gate, Predicate<Passage> shows) {}

    @Override
    public String name() {
        return "answers";
    }

    @Override
    public Optional<Finding> examine(Evidence evidence) {
        Passage response = evidence.response();
        return Optional.of(defects(evidence).stream()
                .filter(defect -> defect.shows().test(response))
                .filter(defect -> evidence.reference().filter(defect.shows()).isEmpty())
                .findFirst()
                .map(defect -> new Finding(0, defect.gate(), sentence(defect)))
                .orElse(Finding.good("The reply answers.")));
    }

    private static String sentence(Defect defect) {
        return String.format(Locale.ROOT, "%s; the total is multiplied by %.2f.", defect.sentence(), defect.gate());
    }

    private static List<Defect> defects(Evidence evidence) {
        return List.of(
                new Defect("The reply is empty", 0, Passage::isEmpty),
                new Defect("The reply hands the customer's own words back", 0.15, text -> handsBack(text, evidence)),
                new Defect("The reply only apologises", 0.15, text -> only(text, APOLOGY)),
                new Defect("The reply apologises or stalls and says nothing else", 0.3, Answers::saysNothing),
                new Defect(
                        "The reply asks where an answer was expected",
                        0.4,
                        text -> evidence.reference().isPresent() && asks(text)));
    }

    /// The same words but for who is who, or a retelling of what the customer wants.
    private static boolean handsBack(Passage text, Evidence evidence) {
        return evidence.question()
                .filter(question -> Tokens.of(question.text()).size() >= FEWEST_WORDS)
                .filter(question -> Tokens.jaccard(words(question.text()), words(text.text())) >= HANDED_BACK
                        || (RETELLING.matcher(text.text()).find()
                                && Tokens.overlap(question.stems(), text.stems()) >= HANDED_BACK))
                .isPresent();
    }

    private static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (Token token : Tokens.of(text)) {
            words.add(OTHER_PERSON.getOrDefault(token.stem(), token.stem()));
        }
        return words;
    }

    private static boolean only(Passage text, Pattern pattern) {
        return !text.sentences().isEmpty()
                && text.facts().all().isEmpty()
                && text.sentences().stream()
                        .allMatch(sentence -> pattern.matcher(sentence).find());
    }

    private static boolean saysNothing(Passage text) {
        return !text.sentences().isEmpty()
                && text.facts().all().isEmpty()
                && text.sentences().stream()
                        .allMatch(sentence -> APOLOGY.matcher(sentence).find()
                                || STALLING.matcher(sentence).find());
    }

    private static boolean asks(Passage text) {
        return !text.sentences().isEmpty() && text.sentences().stream().allMatch(sentence -> sentence.endsWith("?"));
    }
}
