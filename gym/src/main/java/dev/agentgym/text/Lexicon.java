package dev.agentgym.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads the word lists that stand beside this class: one entry or several a line, `#` begins a comment.
final class Lexicon {

    private Lexicon() {}

    /// Every word of a list.
    static Set<String> words(String name) {
        Set<String> words = new LinkedHashSet<>();
        lines(name).forEach(line -> words.addAll(Arrays.asList(line.split("\\s+", -1))));
        return Collections.unmodifiableSet(words);
    }

    /// The lines of a list without comments and blank lines.
    static List<String> lines(String name) {
        InputStream stream = Lexicon.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("the word list " + name + " is missing from " + Lexicon.class.getPackage());
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the word list " + name + " cannot be read", e);
        }
    }
}
