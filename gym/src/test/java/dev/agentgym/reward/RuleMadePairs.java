package dev.agentgym.reward;

import dev.agentgym.text.Tokens;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes pairs from replies by seven rules: the wrong answer is negated, has another number or another name, only
/// apologises, is empty, copies the question, or is what another customer was told. The rules work on plain text
/// and know nothing of how the reward sees it.
final class RuleMadePairs {

    /// A question with the reply it got and a good paraphrase of that.
    record Source(String topic, String question, String reply, String paraphrase) {}

    private interface Rule {
        Optional<String> spoil(Source source);
    }

    private static final Pattern AUXILIARY =
            Pattern.compile("\\b(is|are|was|were|will|can|has been|have been|I am|must|should)\\b");
    private static final Pattern DENIAL = Pattern.compile(
            "\\b(is|are|was|were|do|does|did|has|have|will|would|could|should|must)(?:n't| not)\\b|\\bcan(?:not|'t| not)\\b");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\d.,:])\\d+(?![\\d.)]|[.,:]\\d)|(?<=[.,:])\\d+(?!\\d)");
    private static final Pattern NAME = Pattern.compile("(?<=[a-z,] |[a-z,] ')[A-Z][a-z]{3,}\\b");
    private static final List<String> APOLOGIES = List.of(
            "I'm sorry for the inconvenience.",
            "We sincerely apologise for any trouble this has caused.",
            "I am very sorry about that. I understand how frustrating this must be.",
            "Sorry!",
            "Our apologies, and thank you for your patience.",
            "I'm really sorry to hear that, please accept our apologies.");
    private static final List<String> NOTHING = List.of("", " ", "...", "\n", "-");

    private static final int MOST_ROUNDS = 100;

    private final List<Source> sources;
    private final Random random;

    private RuleMadePairs(List<Source> sources, long seed) {
        this.sources = sources;
        this.random = new Random(seed);
    }

    /// So many distinct pairs, as many of each rule as far as the sources give them.
    static List<Pair> from(List<Source> sources, int count, long seed) {
        return new RuleMadePairs(sources, seed).make(count);
    }

    private List<Pair> make(int count) {
        List<String> kinds =
                List.of("negated", "number", "name", "apology", "empty", "copied_question", "other_customer");
        List<Rule> rules = List.of(
                this::negated, this::number, this::name, this::apology, this::empty, this::copied, this::otherCustomer);
        Set<Pair> pairs = new LinkedHashSet<>();
        int[] made = new int[rules.size()];
        int quota = (count + rules.size() - 1) / rules.size();
        int rounds = MOST_ROUNDS * sources.size();
        for (int at = 0; pairs.size() < count && at < rounds; at++) {
            Source source = sources.get(at % sources.size());
            int rule = (at % sources.size() + at / sources.size()) % rules.size();
            boolean open = made[rule] < quota || at > rounds / 2;
            Optional<String> wrong = open ? rules.get(rule).spoil(source) : Optional.empty();
            boolean added = wrong.isPresent()
                    && pairs.add(new Pair(
                            kinds.get(rule), source.question(), source.reply(), source.paraphrase(), wrong.get()));
            made[rule] += added ? 1 : 0;
        }
        return List.copyOf(pairs);
    }

    private Optional<String> negated(Source source) {
        String reply = source.reply();
        var denial = DENIAL.matcher(reply);
        if (denial.find()) {
            String affirmed = denial.group().startsWith("can") ? "can" : denial.group(1);
            return Optional.of(reply.substring(0, denial.start()) + affirmed + reply.substring(denial.end()));
        }
        return AUXILIARY
                .matcher(reply)
                .results()
                .filter(match -> asserted(reply, match))
                .findFirst()
                .map(match -> reply.substring(0, match.start()) + deny(match.group()) + reply.substring(match.end()));
    }

    private static boolean asserted(String reply, MatchResult match) {
        int end = match.end();
        while (end < reply.length() && ".?!\n".indexOf(reply.charAt(end)) < 0) {
            end++;
        }
        boolean opens = match.start() == 0 || !reply.substring(0, match.start()).matches("(?s).*[a-z0-9'\")] $");
        return !opens && (end == reply.length() || reply.charAt(end) != '?');
    }

    private static String deny(String auxiliary) {
        int space = auxiliary.startsWith("I") ? -1 : auxiliary.indexOf(' ');
        return space < 0 ? auxiliary + " not" : auxiliary.substring(0, space) + " not" + auxiliary.substring(space);
    }

    private Optional<String> number(Source source) {
        List<MatchResult> numbers = NUMBER.matcher(source.reply()).results().toList();
        return pick(numbers).map(match -> replace(source.reply(), match, otherDigits(match.group())));
    }

    private String otherDigits(String digits) {
        StringBuilder changed = new StringBuilder(digits);
        int place = random.nextInt(digits.length());
        int digit = digits.charAt(place) - '0';
        int other = 1 + (digit + random.nextInt(8)) % 9;
        changed.setCharAt(place, (char) ('0' + (other == digit ? other % 9 + 1 : other)));
        return changed.toString();
    }

    private Optional<String> name(Source source) {
        Optional<MatchResult> old = pick(NAME.matcher(source.reply()).results().toList());
        String other = sources.get(random.nextInt(sources.size())).reply();
        Optional<String> replacement = pick(NAME.matcher(other)
                .results()
                .map(MatchResult::group)
                .filter(word -> !source.reply().contains(word))
                .filter(word -> !source.question().contains(word))
                .toList());
        return old.flatMap(match -> replacement.map(word -> replace(source.reply(), match, word)));
    }

    private Optional<String> apology(Source source) {
        return pick(APOLOGIES);
    }

    private Optional<String> empty(Source source) {
        return pick(NOTHING);
    }

    private Optional<String> copied(Source source) {
        boolean longEnough = source.question().split(" ", -1).length >= 5;
        return longEnough ? Optional.of(source.question()) : Optional.empty();
    }

    /// Among some replies on the same topic, the one that shares most words but not the digits and names.
    private Optional<String> otherCustomer(Source source) {
        String best = "";
        double most = 0;
        for (int i = 0; i < 200; i++) {
            Source other = sources.get(random.nextInt(sources.size()));
            Set<String> marks = marks(other.reply());
            double shared = Tokens.jaccard(words(source.reply()), words(other.reply()));
            boolean differs = !marks.isEmpty() && marks.stream().noneMatch(marks(source.reply())::contains);
            if (other.topic().equals(source.topic()) && differs && shared > most) {
                best = other.reply();
                most = shared;
            }
        }
        return Optional.of(best).filter(text -> !text.isEmpty());
    }

    private static Set<String> words(String text) {
        return Pattern.compile("\\W+")
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Set<String> marks(String text) {
        return Pattern.compile("\\d+|(?<=[a-z,] |[a-z,] ')[A-Z][a-z]{3,}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private static String replace(String text, MatchResult place, String other) {
        return text.substring(0, place.start()) + other + text.substring(place.end());
    }

    private <T> Optional<T> pick(List<T> choices) {
        return choices.isEmpty() ? Optional.empty() : Optional.of(choices.get(random.nextInt(choices.size())));
    }
}
