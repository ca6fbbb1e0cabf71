package dev.agentgym.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes a logged reply over into another conversation: each value in it that the log took from somewhere is
/// replaced by the value at the same place here, in the same spelling.
///
/// A reply that still holds a value of the logged customer afterwards is refused: it would tell one customer about
/// another.
///
/// @param logged values of the logged conversation before the reply
/// @param here values of the conversation at hand
/// @param common which words with digits belong to nobody
record Wording(Values logged, Values here, CommonWords common) {

    /// Shorter values stand in a text by chance.
    private static final int SHORTEST = 3;

    private static final Pattern WORD = Pattern.compile("\\S+");

    private static final Pattern PRIVATE_WORD = Pattern.compile(".*[\\d@].*");

    /// A piece of the reply that shows a value.
    ///
    /// @param text what stands there
    /// @param places the value's places, each with its spelling
    private record Span(int from, int to, String text, List<String> places) {}

    /// The reply for this conversation; empty if it needs a value that is not known here.
    Optional<String> fill(String reply) {
        List<Span> spans = new ArrayList<>();
        shownValues(reply).forEach((text, places) -> mark(reply, text, places, spans));
        spans.sort(Comparator.comparingInt(Span::from));
        List<List<String>> places = spans.stream()
                .map(span -> span.places().stream().map(Wording::place).toList())
                .toList();
        List<Optional<String>> items = Enumeration.items(places);
        List<String> replacements = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            Optional<String> replacement = replacement(spans.get(i), items.get(i));
            if (replacement.isEmpty()) {
                return Optional.empty();
            }
            replacements.add(replacement.get());
        }
        return hasPrivateWord(reply, spans) ? Optional.empty() : Optional.of(replace(reply, spans, replacements));
    }

    /// @param item the place in a list that is gone through, where the span shows one of it
    private Optional<String> replacement(Span span, Optional<String> item) {
        return span.places().stream()
                .filter(place -> item.isEmpty() || item.get().equals(place(place)))
                .map(place -> replacement(place, span.text(), item.isPresent()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String place(String spelledPlace) {
        return spelledPlace.substring(spelledPlace.indexOf(' ') + 1);
    }

    /// The spellings of values that stand in the reply, the longest first, with the places of each value.
    private Map<String, List<String>> shownValues(String reply) {
        Map<String, List<String>> shown = new TreeMap<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        logged.all().forEach((place, value) -> {
            for (Spelling spelling : Spelling.values()) {
                spelling.write(value)
                        .filter(text ->
                                text.length() >= SHORTEST || text.chars().allMatch(Character::isDigit))
                        .filter(text -> isTelling(text) && indexOf(reply, text, 0) >= 0)
                        .ifPresent(text -> shown.computeIfAbsent(text, any -> new ArrayList<>())
                                .add(spelling.name() + " " + place));
            }
        });
        return shown;
    }

    /// A long number is always somebody's, however many customers pay the same price; a word or a small number that
    /// all use is nobody's.
    private boolean isTelling(String text) {
        return (text.length() > SHORTEST && PRIVATE_WORD.matcher(text).matches()) || !common.contains(text);
    }

    /// @param several whether the reply goes through a list, so that each item stands for that of the same place
    private Optional<String> replacement(String spelledPlace, String shown, boolean several) {
        int blank = spelledPlace.indexOf(' ');
        Spelling spelling = Spelling.valueOf(spelledPlace.substring(0, blank));
        String place = spelledPlace.substring(blank + 1);
        Optional<JsonNode> value = several ? here.at(place) : here.like(place, logged);
        return value.flatMap(spelling::write).map(text -> capitalised(shown) ? capital(text) : text);
    }

    private static boolean capitalised(String text) {
        return Character.isUpperCase(text.charAt(0));
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static void mark(String reply, String shown, List<String> places, List<Span> spans) {
        for (int at = indexOf(reply, shown, 0); at >= 0; at = indexOf(reply, shown, at + 1)) {
            int from = at;
            int to = at + shown.length();
            if (spans.stream().noneMatch(span -> span.from() < to && from < span.to())) {
                spans.add(new Span(from, to, shown, places));
            }
        }
    }

    /// Where a value stands as a word of its own, ignoring case.
    private static int indexOf(String text, String value, int start) {
        for (int at = start; at + value.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, value, 0, value.length())
                    && !joins(text, at - 1, at)
                    && !joins(text, at + value.length() - 1, at + value.length())) {
                return at;
            }
        }
        return -1;
    }

    private static boolean joins(String text, int left, int right) {
        return left >= 0
                && right < text.length()
                && Character.isLetterOrDigit(text.charAt(left))
                && Character.isLetterOrDigit(text.charAt(right));
    }

    /// Whether a code, a number or a name is left that this conversation does not know.
    private boolean hasPrivateWord(String reply, List<Span> spans) {
        Matcher words = WORD.matcher(reply);
        while (words.find()) {
            int from = words.start();
            int to = words.end();
            String word = words.group();
            boolean replaced = spans.stream().anyMatch(span -> span.from() < to && from < span.to());
            boolean telling = PRIVATE_WORD.matcher(word).matches() ? !common.contains(word) : isName(reply, from, word);
            if (telling && !replaced && !here.knows(word)) {
                return true;
            }
        }
        return false;
    }

    /// A capitalised word that is nobody's habit, and that the logged customer or their data brought up or that no
    /// sentence begins with.
    private boolean isName(String reply, int from, String word) {
        return common.mayBeName(word) && (logged.mentions(word) || !beginsSentence(reply, from));
    }

    private static boolean beginsSentence(String reply, int from) {
        String before = reply.substring(0, from).stripTrailing();
        char last = before.isEmpty() ? '.' : before.charAt(before.length() - 1);
        return !Character.isLetterOrDigit(last) && last != ',';
    }

    /// @param spans in order
    private static String replace(String reply, List<Span> spans, List<String> replacements) {
        StringBuilder text = new StringBuilder(reply);
        for (int i = spans.size() - 1; i >= 0; i--) {
            text.replace(spans.get(i).from(), spans.get(i).to(), replacements.get(i));
        }
        return text.toString();
    }
}
