package dev.agentgym.task;

import dev.agentgym.text.Facts;
import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers what short texts say, because tools say the same again and again. For one thread.
final class Readings {

    private static final int MOST = 200_000;

    private final Map<String, Facts> known = new LinkedHashMap<>();

    Facts of(String text) {
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(text, Facts::of);
    }
}
