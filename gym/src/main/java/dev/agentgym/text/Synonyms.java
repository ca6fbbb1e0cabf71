package dev.agentgym.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Words that mean the same to a customer, such as `parcel` and `package`. Stateless and thread-safe.
///
/// Embeddings of single words rate many synonyms no higher than words of one subject (`courier`, `ferry`); where
/// one exchanged word decides, a short list is surer.
public final class Synonyms {

    private static final Map<String, List<Integer>> GROUPS = read();

    private Synonyms() {}

    /// Whether two stems (see [Token#stem]) are equal or stand in one group.
    public static boolean same(String stem, String other) {
        List<Integer> groups = GROUPS.getOrDefault(stem, List.of());
        return stem.equals(other)
                || GROUPS.getOrDefault(other, List.of()).stream().anyMatch(groups::contains);
    }

    private static Map<String, List<Integer>> read() {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        int group = 0;
        for (String line : Lexicon.lines("synonyms.txt")) {
            for (Token word : Tokens.of(line)) {
                groups.computeIfAbsent(word.stem(), stem -> new ArrayList<>()).add(group);
            }
            group++;
        }
        return groups;
    }
}
