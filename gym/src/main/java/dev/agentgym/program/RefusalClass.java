package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Refusals that share their constant words.
///
/// @param members positions of the cases, ascending
/// @param answers what the tool said in them, in the same order
record RefusalClass(List<Integer> members, List<JsonNode> answers) {

    private static final int MOST_COMPARED = 40;
    private static final int LONGEST = 300;

    int size() {
        return members.size();
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
