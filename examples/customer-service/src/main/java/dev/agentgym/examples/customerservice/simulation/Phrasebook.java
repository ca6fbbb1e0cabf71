package dev.agentgym.examples.customerservice.simulation;

import dev.agentgym.examples.customerservice.Dice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lists of phrases with a small grammar, from which each utterance is composed anew.
///
/// `(a|b)` chooses, `[a]` or `[a|b]` may be left out, `<key>` inserts a phrase of another list, `{slot}` is left
/// for the facts. Parentheses without a bar are printed. A line that begins with two spaces continues the line
/// before it after a line break.
final class Phrasebook {

    private static final Pattern HEADER = Pattern.compile("\\[([a-z_.]+)(?: @([a-z]+))?]");
    private static final Pattern INNERMOST =
            Pattern.compile("\\[([^\\[\\]()]*)]|\\(([^\\[\\]()]*\\|[^\\[\\]()]*)\\)|<([a-z_]+)>");
    private static final double LEFT_OUT = 0.5;

    private final Map<String, List<String>> phrases = new LinkedHashMap<>();

    static Phrasebook load(String resource) {
        try (InputStream in = Objects.requireNonNull(Phrasebook.class.getResourceAsStream(resource), resource)) {
            var book = new Phrasebook();
            book.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return book;
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read.", e);
        }
    }

    private void read(String text) {
        List<String> list = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                String mood = Objects.requireNonNullElse(header.group(2), "");
                list = phrases.computeIfAbsent(key(header.group(1), mood), _ -> new ArrayList<>());
            } else if (line.startsWith("  ")) {
                list.add(list.removeLast() + "\n" + line.strip());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                list.add(line);
            }
        }
    }

    boolean has(String key) {
        return phrases.containsKey(key);
    }

    /// Every phrase of the book, unexpanded.
    List<String> all() {
        return phrases.values().stream().flatMap(List::stream).toList();
    }

    /// A phrase of the list for the mood, else of the general list, with every choice made and the slots still
    /// open.
    String compose(String key, Mood mood, Dice dice) {
        String moody = key(key, mood.name().toLowerCase(Locale.ROOT));
        List<String> list = phrases.get(phrases.containsKey(moody) ? moody : key);
        if (list == null) {
            throw new IllegalArgumentException("There is no list of phrases named " + key + ".");
        }
        String text = dice.pick(list);
        for (Matcher choice = INNERMOST.matcher(text); choice.find(); choice = INNERMOST.matcher(text)) {
            String chosen = chosen(choice, mood, dice);
            text = text.substring(0, choice.start()) + chosen + text.substring(choice.end());
        }
        return text.replaceAll(" {2,}", " ")
                .replaceAll(" ([,.?!])", "$1")
                .replaceAll("\\?,", ",")
                .strip();
    }

    private String chosen(Matcher choice, Mood mood, Dice dice) {
        String optional = choice.group(1);
        if (optional != null) {
            return dice.chance(LEFT_OUT) ? "" : one(optional, dice);
        }
        String alternatives = choice.group(2);
        return alternatives != null ? one(alternatives, dice) : compose(choice.group(3), mood, dice);
    }

    private static String one(String alternatives, Dice dice) {
        return dice.pick(List.of(alternatives.split("\\|", -1)));
    }

    private static String key(String name, String mood) {
        return mood.isEmpty() ? name : name + " @" + mood;
    }
}
