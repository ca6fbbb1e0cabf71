package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Refusals that share their constant words.
///
/// @param members positions of the cases, ascending
/// @param answers what the tool said in them, in the same order
record RefusalClass(List<Integer> members, List<JsonNode> answers) {

    private static final int MOST_COMPARED = 40;
    private static final int LONGEST = 300;
    private static final int MOST_PARTS = 6;
    private static final int FEWEST_OF_PART = 3;

    int size() {
        return members.size();
    }

    /// The same refusals by the first of their values that is one of few: each limit may have a reason of its own.
    /// Empty if there is no such value.
    List<RefusalClass> divided() {
        return Alignment.of(answers.stream().map(Writing::plain).toList()).stream()
                .flatMap(piece ->
                        piece instanceof Alignment.Differs(List<String> texts) ? Stream.of(by(texts)) : Stream.empty())
                .filter(parts -> parts.size() > 1 && parts.size() <= MOST_PARTS)
                .filter(parts -> parts.stream().allMatch(part -> part.size() >= FEWEST_OF_PART))
                .findFirst()
                .orElse(List.of());
    }

    private List<RefusalClass> by(List<String> texts) {
        SortedMap<String, List<Integer>> places = new TreeMap<>();
        for (int i = 0; i < texts.size(); i++) {
            places.computeIfAbsent(texts.get(i), _ -> new ArrayList<>()).add(i);
        }
        return places.values().stream()
                .map(some -> new RefusalClass(
                        some.stream().map(members::get).toList(),
                        some.stream().map(answers::get).toList()))
                .toList();
    }

    /// The words in common, with `…` where they differ.
    String words() {
        List<String> texts = answers.stream()
                .limit(MOST_COMPARED)
                .map(Writing::plain)
                .distinct()
                .toList();
        StringBuilder words = new StringBuilder();
        for (Alignment.Piece piece : Alignment.of(texts)) {
            switch (piece) {
                case Alignment.Same(String text) -> words.append(text);
                case Alignment.Differs _ -> words.append('…');
            }
        }
        return words.length() <= LONGEST ? words.toString() : words.substring(0, LONGEST) + "…";
    }
}
