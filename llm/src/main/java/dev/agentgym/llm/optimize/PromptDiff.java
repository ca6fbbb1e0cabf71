package dev.agentgym.llm.optimize;

import dev.agentgym.llm.agent.Section;
import dev.agentgym.llm.agent.SystemPrompt;
import java.util.ArrayList;
import java.util.List;

/// What changed from one prompt to another, line by line, for people. Stateless.
public final class PromptDiff {

    private PromptDiff() {}

    /// The sections that changed, each under its name, with `-` before lines that went and `+` before new ones;
    /// empty where nothing changed.
    public static String of(SystemPrompt before, SystemPrompt after) {
        StringBuilder text = new StringBuilder();
        for (Section section : after.sections()) {
            String old = before.text(section.name());
            if (!old.equals(section.text())) {
                text.append("## ").append(section.name()).append('\n');
                lines(lines(old), lines(section.text()))
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : text.lines().toList();
    }

    /// By the longest common subsequence.
    private static List<String> lines(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                lines.add("  " + old.get(i));
                i++;
                j++;
            } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + old.get(i));
                i++;
            } else {
                lines.add("+ " + now.get(j));
                j++;
            }
        }
        return lines;
    }
}
