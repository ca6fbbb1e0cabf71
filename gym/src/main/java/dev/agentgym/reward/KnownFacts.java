package dev.agentgym.reward;

import dev.agentgym.text.Fact;
import dev.agentgym.text.Facts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The facts of texts that were read lately: episodes of one task, and an answer of a tool in all of them, repeat
/// each other, and reading is what judging takes most of its time for. Thread-safe.
final class KnownFacts {

    private static final int MOST = 5_000;
    private static final int LONGEST = 20_000;
    private static final float LOAD = 0.75f;

    private static final Map<String, List<Fact>> RECENT =
            Collections.synchronizedMap(new LinkedHashMap<>(MOST, LOAD, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, List<Fact>> eldest) {
                    return size() > MOST;
                }
            });

    private KnownFacts() {}

    static List<Fact> of(String text) {
        if (text.length() > LONGEST) {
            return Facts.of(text).all();
        }
        List<Fact> known = RECENT.get(text);
        if (known != null) {
            return known;
        }
        List<Fact> facts = Facts.of(text).all();
        RECENT.put(text, facts);
        return facts;
    }
}
