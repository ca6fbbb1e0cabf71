package dev.agentgym.world;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// What keys of one kind look like, learned from some of them. Immutable.
///
/// The form of a key is its runs of digits, capitals and small letters with what stands between: `#A9` for
/// `#W1234567`. Keys of too many forms, such as `4WQ150`, are told by their characters alone.
final class KeyShape {

    /// So many different forms are no form.
    private static final int MOST_FORMS = 4;

    private static final int MOST_DRAWS = 200;
    private static final String VOWELS = "aeiou";
    private static final String CONSONANTS = "bcdfghjklmnprstvz";
    private static final String HEXADECIMAL = "[\\da-f-]{8,}";

    private final List<String> samples;
    private final Set<String> forms;
    private final Set<Character> characters;
    private final int shortest;
    private final int longest;
    private final int fixed;

    private KeyShape(List<String> samples) {
        this.samples = samples;
        this.forms = samples.stream().map(KeyShape::form).collect(Collectors.toCollection(TreeSet::new));
        this.characters = new TreeSet<>();
        samples.forEach(sample -> sample.chars().forEach(letter -> characters.add(kind((char) letter))));
        this.shortest = samples.stream().mapToInt(String::length).min().orElse(0);
        this.longest = samples.stream().mapToInt(String::length).max().orElse(0);
        this.fixed = prefix(samples);
    }

    static KeyShape of(List<String> samples) {
        return new KeyShape(List.copyOf(samples));
    }

    /// How many leading characters all keys share, not counting digits: `#W`, `T-`.
    private static int prefix(List<String> samples) {
        int length = 0;
        while (samples.size() > 1 && shares(samples, length)) {
            length++;
        }
        return length;
    }

    private static boolean shares(List<String> samples, int at) {
        String first = samples.getFirst();
        return at < first.length()
                && !Character.isDigit(first.charAt(at))
                && samples.stream().allMatch(each -> at < each.length() && each.charAt(at) == first.charAt(at));
    }

    private static char kind(char letter) {
        if (Character.isDigit(letter)) {
            return '9';
        }
        if (Character.isLetter(letter)) {
            return Character.isUpperCase(letter) ? 'A' : 'a';
        }
        return letter;
    }

    private static String form(String key) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char kind = kind(key.charAt(i));
            boolean run = "9Aa".indexOf(kind) >= 0 && !form.isEmpty() && form.charAt(form.length() - 1) == kind;
            form.append(run ? "" : String.valueOf(kind));
        }
        return form.toString();
    }

    /// Whether a value may be such a key.
    boolean fits(String value) {
        if (value.length() < shortest || value.length() > longest || samples.isEmpty()) {
            return mail() && TextFormat.of(value) == TextFormat.EMAIL;
        }
        boolean form = forms.size() <= MOST_FORMS
                ? forms.contains(form(value))
                : value.chars().allMatch(letter -> characters.contains(kind((char) letter)));
        return (form && value.startsWith(samples.getFirst().substring(0, fixed)))
                || (mail() && TextFormat.of(value) == TextFormat.EMAIL);
    }

    private boolean mail() {
        return samples.stream().allMatch(sample -> TextFormat.of(sample) == TextFormat.EMAIL) && !samples.isEmpty();
    }

    /// A key of this shape that is not taken.
    String mint(RandomGenerator random, Predicate<String> taken) {
        String sample = samples.isEmpty() ? "X-10000" : samples.get(random.nextInt(samples.size()));
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            String key = redrawn(sample, random);
            if (!taken.test(key)) {
                return key;
            }
        }
        String key = sample;
        while (taken.test(key)) {
            key += random.nextInt(10);
        }
        return key;
    }

    private String redrawn(String sample, RandomGenerator random) {
        StringBuilder key = new StringBuilder(sample.substring(0, fixed));
        boolean hexadecimal = sample.matches(HEXADECIMAL);
        for (int i = fixed; i < sample.length(); i++) {
            char letter = sample.charAt(i);
            key.append(
                    switch (kind(letter)) {
                        case '9' -> digit(letter, i == fixed, random);
                        case 'A' -> Character.toUpperCase(letter(i, random));
                        case 'a' -> hexadecimal ? (char) ('a' + random.nextInt(6)) : letter(i, random);
                        default -> letter;
                    });
        }
        return key.toString();
    }

    private static char digit(char old, boolean first, RandomGenerator random) {
        return (char) (first && old != '0' ? '1' + random.nextInt(9) : '0' + random.nextInt(10));
    }

    private static char letter(int position, RandomGenerator random) {
        String letters = position % 2 == 0 ? CONSONANTS : VOWELS;
        return letters.charAt(random.nextInt(letters.length()));
    }
}
