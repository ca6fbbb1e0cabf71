package dev.agentgym.examples.customerservice.office;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Invented first names, last names and streets, one list a line in `names.txt`.
record Names(List<String> first, List<String> last, List<String> streets) {

    static Names load() {
        try (InputStream in = Objects.requireNonNull(Names.class.getResourceAsStream("names.txt"), "names.txt")) {
            List<List<String>> lists = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> List.of(line.split(", ", -1)))
                    .toList();
            return new Names(lists.get(0), lists.get(1), lists.get(2));
        } catch (IOException e) {
            throw new UncheckedIOException("names.txt cannot be read.", e);
        }
    }
}
