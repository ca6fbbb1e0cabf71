package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What all rows of an export share. Immutable.
///
/// @param name how rows call the gym
/// @param tools declarations for conversations that bring none
/// @param tasks the tasks by id, as far as they are known
/// @param style how rows are written
record RowContext(String name, List<ToolSchema> tools, Map<String, Task> tasks, RowStyle style) {

    /// What rows call their data.
    String dataSource() {
        return "agent_gym/" + name;
    }

    /// The messages of a conversation, with instructions where it has none and there are any.
    List<Line> lines(Sample sample) {
        return instructed(sample.lines());
    }

    /// The same messages, with instructions where they have none and there are any.
    List<Line> instructed(List<Line> lines) {
        boolean has = lines.stream().anyMatch(line -> line.message() instanceof Message.SystemPrompt);
        if (has || style.system().isEmpty()) {
            return lines;
        }
        List<Line> instructed = new ArrayList<>();
        instructed.add(new Line(-1, new Message.SystemPrompt(style.system().get(), Details.NONE), false));
        instructed.addAll(lines);
        return instructed;
    }

    /// The tools that an agent had.
    List<ToolSchema> toolsOf(Conversation conversation) {
        return conversation.tools().isEmpty() ? tools : conversation.tools();
    }

    /// Their declarations in a column.
    void declare(List<ToolSchema> declared, ObjectNode row) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        declared.forEach(tool -> list.add(tool.toOpenAi()));
        row.set("tools", style.toolsAsString() ? TextNode.valueOf(list.toString()) : list);
    }

    /// Columns that say where a row comes from, unless only the trainer's own are wanted.
    ///
    /// @param lines the messages in the row
    void identify(Sample sample, List<Line> lines, ObjectNode row) {
        if (!style.bare()) {
            row.put("conversation_id", sample.conversation().id());
            sample.task().ifPresent(task -> row.put("task_id", task));
            row.put("outcome", sample.conversation().outcome().label());
            sample.score().ifPresent(score -> row.put("reward", score));
            row.set("tool_errors", Json.of(errors(lines)));
        }
    }

    /// Which of the answers of tools, counted from 0, are errors: their text need not show it.
    static List<Integer> errors(List<Line> lines) {
        List<Message.Tool> answers = lines.stream()
                .flatMap(line -> line.message() instanceof Message.Tool tool ? Stream.of(tool) : Stream.empty())
                .toList();
        return IntStream.range(0, answers.size())
                .filter(i -> answers.get(i).isError())
                .boxed()
                .toList();
    }

    /// For each message 1 where a trainer learns to say it, else 0.
    static ArrayNode mask(List<Line> lines) {
        ArrayNode mask = Json.MAPPER.createArrayNode();
        lines.forEach(line -> mask.add(line.trained() ? 1 : 0));
        return mask;
    }

    /// What is known of a prompt's task beside its id: what it is about, and its ground truth.
    ///
    /// @param asText whether the ground truth is JSON text, for readers whose columns have one shape only
    void describe(Prompt prompt, boolean asText, ObjectNode row) {
        if (style.bare()) {
            return;
        }
        prompt.mined().ifPresent(task -> {
            row.put("intent", task.intent()).put("difficulty", task.difficulty());
            JsonNode expected = GroundTruth.of(task);
            row.set("expected", asText ? TextNode.valueOf(expected.toString()) : expected);
        });
        if (prompt.tries() > 0) {
            row.put("tries", prompt.tries()).put("successes", prompt.successes());
        }
    }

    /// The spelling of a part of the split.
    static String split(Task.Part part) {
        return switch (part) {
            case TRAIN -> "train";
            case TEST -> "test";
        };
    }
}
