package dev.agentgym.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a text affirms and what it denies, clause by clause. Stateless and thread-safe, for English text.
///
/// A clause is denied when it holds an odd number of negations (`not`, `n't`, `never`, `unable`, `without`,
/// `declined`); fixed phrases such as `no problem` or `do not hesitate` are none. Questions and conditions assert
/// nothing and give no clause. Beside that, a clause takes sides in the groups of a lexicon of opposites
/// (`approved` or `declined`, `before` or `after`, `daily` or `weekly`); a negation shortly before such a word
/// means the other side.
public final class Polarity {

    private static final Pattern IDIOM = Pattern.compile(
            "\\b(?:not only|no problem|no worries|(?:do not|don't) (?:worry|hesitate)|not to worry|no need to worry|no doubt|no matter|(?:no|not) (?:later|more|less|fewer) than|if not|whether or not|or not|why not|as soon as possible|where possible|if possible|not a problem|can't wait|no\\. ?(?=\\d)|right (?:away|now)|all right|that's right|first of all|at last|thank you for your business|(?:in|of|with) the meantime|close to|full (?:name|refund)|left (?:the|for|with)|find out|free to|last (?:name|four)|first name|credit card|debit card|gift card)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FREE = Pattern.compile(
            "\\bfree of charge\\b|\\b(?:at |for )?no (?:extra |additional |further )?(?:charge|cost|fee)s?\\b|\\bfor free\\b|\\bcomplimentary\\b|\\bwithout (?:any )?(?:extra |additional |further )?(?:charge|cost|fee)s?\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BREAK = Pattern.compile(
            "[;—–]|,? (?=(?:but|however|although|though|whereas|because|since|instead|unless|if|once|until)\\b)|, (?=(?:and|so|or|which|we|you|i|it|your|the|they|our|this|please)\\b)| (?=(?:and|or) (?:we|you|i|it|your|they|is|are|was|were|will|would|has|have|had|can|can't|cannot|could|does|doesn't|did|didn't|do|don't|not|never|isn't|won't)\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CONDITION = Pattern.compile(
            "^(?:if|unless|should you|in case|when|whenever)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Set<String> NEGATORS = Set.of(
            "not",
            "never",
            "no",
            "none",
            "nothing",
            "nobody",
            "neither",
            "nor",
            "cannot",
            "without",
            "hardly",
            "unabl",
            "fail",
            "refus",
            "non",
            "impossibl",
            "lack",
            "avoid",
            "prevent",
            "refrain");
    private static final int FAR = 5; // not yet been fully approved
    private static final int NEAR = 2; // not before, has not been lowered
    private static final Pattern YES = Pattern.compile(
            "^\\W*(?:yes|yeah|yep|yup|sure|of course|absolutely|certainly|definitely|correct|that's right|indeed)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NO = Pattern.compile(
            "^\\W*(?:no|nope|unfortunately|i'm afraid|sorry, (?:but )?no|absolutely not|of course not|certainly not|definitely not|not)\\b(?! (?:problem|worries))",
            Pattern.CASE_INSENSITIVE);

    private Polarity() {}

    /// The clauses that assert something, in their order.
    public static List<Clause> clauses(String text) {
        List<Clause> clauses = new ArrayList<>();
        for (String sentence : Sentences.of(text)) {
            if (!sentence.endsWith("?")) {
                BREAK.splitAsStream(sentence)
                        .filter(piece -> !CONDITION.matcher(piece.strip()).matches())
                        .forEach(piece -> clauses.add(clause(piece)));
            }
        }
        clauses.removeIf(clause -> clause.stems().isEmpty());
        return List.copyOf(clauses);
    }

    /// Whether the text opens with a plain yes (true) or no (false); empty when it does neither.
    public static Optional<Boolean> answer(String text) {
        boolean no = NO.matcher(text).find();
        return no || YES.matcher(text).find() ? Optional.of(!no) : Optional.empty();
    }

    private static Clause clause(String piece) {
        String text = piece.strip();
        String bare = FREE.matcher(text.replace('’', '\'')).replaceAll("free");
        bare = IDIOM.matcher(bare).replaceAll(" ").replaceFirst("(?i)^\\W*no,", " ");
        List<String> words = words(bare);
        Set<String> stems = new LinkedHashSet<>(Tokens.contentStems(bare));
        Stances stances = new Stances();
        stances.read(words);
        return new Clause(text, negations(words) % 2 == 1, stems, stances.sides, stances.denials);
    }

    /// The stems with every `n't` as a `not` of its own.
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (Token token : Tokens.of(text)) {
            String lower = token.text().toLowerCase(Locale.ROOT);
            if (lower.endsWith("n't")) {
                words.add(lower.substring(0, lower.length() - 3));
                words.add("not");
            } else {
                words.add(token.stem());
            }
        }
        return words;
    }

    private static int negations(List<String> words) {
        int count = 0;
        for (int i = 0; i < words.size(); i++) {
            boolean negator = NEGATORS.contains(words.get(i));
            boolean denies = phrases(words, i).stream().anyMatch(Opposites.Membership::negation);
            count += negator || denies ? 1 : 0;
        }
        return count;
    }

    /// Everything the lexicon knows about the word at a place, alone and with the words behind it.
    private static List<Opposites.Membership> phrases(List<String> words, int index) {
        List<Opposites.Membership> found = new ArrayList<>();
        StringBuilder phrase = new StringBuilder();
        for (int i = index; i < Math.min(index + 3, words.size()); i++) {
            phrase.append(phrase.isEmpty() ? "" : "_").append(words.get(i));
            found.addAll(Opposites.of(phrase.toString()));
        }
        return found;
    }

    /// The sides that a clause takes; a group of which it takes two sides is left out.
    private static final class Stances {
        private final Map<String, Integer> sides = new LinkedHashMap<>();
        private final Set<String> denials = new LinkedHashSet<>();

        void read(List<String> words) {
            Set<String> torn = new LinkedHashSet<>();
            for (int i = 0; i < words.size(); i++) {
                for (Opposites.Membership member : phrases(words, i)) {
                    boolean denied = denied(words, i, member.deniable() ? FAR : NEAR);
                    int side = denied ? member.denied() : member.side();
                    Integer earlier = sides.put(member.group(), side);
                    if (denied || member.negation()) {
                        denials.add(member.group());
                    }
                    if (side < 0 || (earlier != null && earlier != side)) {
                        torn.add(member.group());
                    }
                }
            }
            sides.keySet().removeAll(torn);
        }
    }

    private static boolean denied(List<String> words, int index, int reach) {
        int count = 0;
        for (int i = Math.max(0, index - reach); i < index; i++) {
            count += NEGATORS.contains(words.get(i)) ? 1 : 0;
        }
        return count % 2 == 1;
    }
}
