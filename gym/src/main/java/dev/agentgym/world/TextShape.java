package dev.agentgym.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the characters of some texts have in common. Immutable; a shape only ever becomes wider.
sealed interface TextShape {

    /// The narrowest shape of this kind that both texts keep.
    TextShape merged(TextShape other);

    /// An anchored regular expression; empty where the shape says too little to be worth telling.
    Optional<String> pattern();

    /// Runs of capitals, small letters and digits with the same marks between, such as `C-[0-9]{5}`.
    ///
    /// @param runs in their order; empty where the texts have none in common
    record Runs(List<Run> runs) implements TextShape {

        private static final int MOST = 12;
        private static final Pattern RUN = Pattern.compile("[A-Z]+|[a-z]+|[0-9]+|[^A-Za-z0-9]+");

        public Runs {
            runs = List.copyOf(runs);
        }

        static Runs of(String text) {
            List<Run> runs = new ArrayList<>();
            Matcher matcher = RUN.matcher(text);
            while (matcher.find()) {
                String run = matcher.group();
                runs.add(new Run(RunKind.of(run.charAt(0)), run, run.length(), run.length()));
            }
            return new Runs(runs.size() > MOST ? List.of() : runs);
        }

        @Override
        public TextShape merged(TextShape other) {
            if (!(other instanceof Runs(List<Run> others)) || others.size() != runs.size()) {
                return new Runs(List.of());
            }
            List<Run> both = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                Run one = runs.get(i);
                Run two = others.get(i);
                boolean sameMark = one.kind() != RunKind.MARK || one.text().equals(two.text());
                if (one.kind() != two.kind() || !sameMark) {
                    return new Runs(List.of());
                }
                both.add(one.merged(two));
            }
            return new Runs(both);
        }

        /// Letters alone are words.
        @Override
        public Optional<String> pattern() {
            boolean tells = runs.stream().anyMatch(run -> run.kind() == RunKind.DIGITS) || isCode();
            return tells ? Optional.of(expression()) : Optional.empty();
        }

        private boolean isCode() {
            return runs.size() == 1
                    && runs.getFirst().kind() == RunKind.CAPITALS
                    && runs.getFirst().least() == runs.getFirst().most();
        }

        private String expression() {
            StringBuilder expression = new StringBuilder("^");
            for (int i = 0; i < runs.size(); i++) {
                expression.append(runs.get(i).expression(i == 0));
            }
            return expression.append('$').toString();
        }
    }

    /// Letters and digits in any order, always as many, such as `[A-Z0-9]{6}`.
    ///
    /// @param kinds the kinds of characters met, as text for a character class; empty for texts of other characters
    /// @param length how many there are; negative where texts differ in it
    record Mixture(List<RunKind> kinds, int length) implements TextShape {

        private static final int SHORTEST = 4;

        public Mixture {
            kinds = List.copyOf(kinds);
        }

        static Mixture of(String text) {
            return new Mixture(
                    text.chars()
                            .mapToObj(c -> RunKind.of((char) c))
                            .distinct()
                            .sorted()
                            .toList(),
                    text.length());
        }

        @Override
        public TextShape merged(TextShape other) {
            if (!(other instanceof Mixture(List<RunKind> others, int size)) || size != length) {
                return new Mixture(List.of(), -1);
            }
            List<RunKind> both = new ArrayList<>(kinds);
            both.addAll(others);
            return new Mixture(both.stream().distinct().sorted().toList(), length);
        }

        @Override
        public Optional<String> pattern() {
            boolean plain = length >= SHORTEST && kinds.contains(RunKind.DIGITS) && !kinds.contains(RunKind.MARK);
            if (!plain) {
                return Optional.empty();
            }
            StringBuilder characters = new StringBuilder();
            kinds.forEach(kind -> characters.append(kind.range()));
            return Optional.of("^[" + characters + "]{" + length + "}$");
        }
    }

    /// Neighbouring characters of one kind.
    ///
    /// @param kind which
    /// @param text the run itself where all texts have the same; empty where they differ
    /// @param least the shortest run
    /// @param most the longest run
    record Run(RunKind kind, String text, int least, int most) {

        private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}/]");

        private Run merged(Run other) {
            return new Run(
                    kind,
                    text.equals(other.text) ? text : "",
                    Math.min(least, other.least),
                    Math.max(most, other.most));
        }

        /// Digits that never differed so far may be a year or a batch, and a word inside an id one of several: only
        /// marks and the letters at the start are taken as they stand.
        private String expression(boolean first) {
            boolean fixed = kind == RunKind.MARK || (first && kind != RunKind.DIGITS);
            if (!text.isEmpty() && fixed) {
                return SPECIAL.matcher(text).replaceAll("\\\\$0");
            }
            boolean counted = kind == RunKind.DIGITS || (kind == RunKind.CAPITALS && text.isEmpty());
            return "[" + kind.range() + "]" + (counted && least == most ? "{" + least + "}" : "+");
        }
    }

    /// The kinds of characters that ids are made of, and all others.
    enum RunKind {
        CAPITALS("A-Z"),
        LETTERS("a-z"),
        DIGITS("0-9"),
        MARK("");

        private final String range;

        RunKind(String range) {
            this.range = range;
        }

        String range() {
            return range;
        }

        static RunKind of(char c) {
            if (c >= '0' && c <= '9') {
                return DIGITS;
            }
            if (c >= 'A' && c <= 'Z') {
                return CAPITALS;
            }
            return c >= 'a' && c <= 'z' ? LETTERS : MARK;
        }
    }
}
