package dev.agentgym.task;

import dev.agentgym.text.Facts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Remembers what short texts say, because tools say the same again and again. For one thread.
final class Readings {

    private static final int MOST = 200_000;
    private static final Facts NONE = new Facts(List.of());

    private final Map<String, Facts> known = new LinkedHashMap<>();

    /// What a text says that can be checked, but for names.
    Facts of(String text) {
        if (text.chars().noneMatch(each -> each == '@' || Character.isDigit(each))) {
            return NONE;
        }
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(text, Facts::of);
    }
}
