package dev.agentgym;

import dev.agentgym.task.Fact;
import dev.agentgym.task.Task;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.task.Tasks;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Which conversations give a task away: those of the same customer, of the same content, of another trial of the
/// same task, directly or through others, and those whose customer came for the same with the same facts. Immutable
/// and safe to share.
final class Kinship {

    private final Map<String, String> families;
    private final Map<String, String> matters;

    private Kinship(Map<String, String> families, Map<String, String> matters) {
        this.families = families;
        this.matters = matters;
    }

    static Kinship of(List<Conversation> traces, Tasks tasks) {
        List<String> groups = Split.groups(traces, TaskMiner.keys(traces));
        Map<String, String> families = new LinkedHashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            families.put(traces.get(i).id(), groups.get(i));
        }
        Map<String, String> matters = new LinkedHashMap<>();
        tasks.whole().forEach(task -> matters.put(task.conversation(), matter(task)));
        return new Kinship(families, matters);
    }

    private static String matter(Task task) {
        return task.goal().toLowerCase(Locale.ROOT) + "\n"
                + task.facts().stream().map(Kinship::fact).sorted().collect(Collectors.joining("\n"));
    }

    private static String fact(Fact fact) {
        return fact.name() + "=" + fact.value().toLowerCase(Locale.ROOT);
    }

    /// Whether the conversation has nothing to do with the task.
    boolean isStrange(Conversation conversation, Task task) {
        String family = families.getOrDefault(task.conversation(), "");
        return !conversation.id().equals(task.conversation())
                && !family.equals(families.getOrDefault(conversation.id(), ""))
                && !matter(task).equals(matters.getOrDefault(conversation.id(), ""));
    }
}
