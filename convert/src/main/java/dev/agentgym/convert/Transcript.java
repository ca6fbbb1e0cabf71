package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes the messages of a conversation from its turns in order. For one conversation and one thread.
///
/// A call becomes a message that calls and a tool message that answers. Calls that begin before the one before has
/// ended were made together and share one message.
final class Transcript {

    private final OpenCalls open = new OpenCalls();
    private final List<Message> messages = new ArrayList<>();
    private final List<Called> together = new ArrayList<>();

    /// A call that waits for the others made together with it.
    private record Called(Turn turn, Turn.Happening.Call happening, ToolCall call, Optional<ToolAnswer> answer) {}

    /// Adds what happens in a turn.
    ///
    /// @throws Defect when the row cannot be read; nothing is added then
    void add(Turn turn) {
        switch (turn.happening()) {
            case Turn.Happening.Speech speech -> {
                flush();
                messages.add(speech(speech, details(turn.at())));
            }
            case Turn.Happening.Call call -> call(turn, call);
            case Turn.Happening.Answer answer -> {
                flush();
                answer(turn, answer.text());
            }
        }
    }

    /// The messages so far.
    List<Message> messages() {
        flush();
        return List.copyOf(messages);
    }

    private static Message speech(Turn.Happening.Speech speech, Details details) {
        return switch (speech.role()) {
            case SYSTEM, TOOL -> new Message.SystemPrompt(speech.text(), details);
            case USER -> new Message.User(speech.text(), List.of(), details);
            case ASSISTANT -> new Message.Assistant(speech.text(), List.of(), details);
        };
    }

    private void call(Turn turn, Turn.Happening.Call happening) {
        Row row = turn.row();
        String name = row.text(Column.TOOL);
        if (name.isEmpty()) {
            throw new Defect(Column.TOOL.label(), "", "the call names no tool");
        }
        ObjectNode arguments = LooseJson.arguments(row.value(Column.ARGUMENTS), Column.ARGUMENTS.label());
        Optional<ToolAnswer> answer = answer(row);
        if (!isTogether(turn, happening)) {
            flush();
        }
        ToolCall call = open.made(row.text(Column.CALL), name, arguments, Map.of());
        together.add(new Called(turn, happening, call, answer));
    }

    private boolean isTogether(Turn turn, Turn.Happening.Call happening) {
        if (together.isEmpty() || !happening.text().isEmpty()) {
            return false;
        }
        Called last = together.getLast();
        Optional<Instant> end = last.turn().answeredAt();
        return last.answer().isPresent()
                && last.happening().caller() == happening.caller()
                && turn.at().isPresent()
                && end.isPresent()
                && turn.at().get().isBefore(end.get());
    }

    /// What a row says of the answer; a row of a chat that only calls leaves it to a later one.
    private static Optional<ToolAnswer> answer(Row row) {
        JsonNode error = row.value(Column.ERROR);
        boolean failed = ToolAnswer.says(error) || row.text(Column.OK).matches("(?i)false|f|no|0");
        boolean described =
                error.isObject() || (error.isTextual() && !error.asText().matches("(?i)\\s*(true|false|0|1|)\\s*"));
        if (failed && described) {
            return Optional.of(error.isTextual() ? ToolAnswer.error(error.textValue()) : new ToolAnswer(error, true));
        }
        JsonNode result = row.value(Column.RESULT);
        if (result.isMissingNode() || (result.isTextual() && result.textValue().isBlank())) {
            boolean silent = row.kind() == Format.MESSAGE_ROWS && !failed;
            return silent ? Optional.empty() : Optional.of(new ToolAnswer(Json.MAPPER.nullNode(), failed));
        }
        JsonNode value = result.isTextual() ? LooseJson.value(result.textValue()) : result;
        return Optional.of(ToolAnswer.of(value, failed));
    }

    private void answer(Turn turn, String text) {
        Row row = turn.row();
        ToolCall call = open.answered(row.text(Column.CALL), row.text(Column.TOOL))
                .orElseThrow(() -> new Defect(
                        Column.TEXT.label(), text, "the tool's answer belongs to no call of an earlier row"));
        ToolAnswer answer = ToolAnswer.of(
                row.has(Column.RESULT) ? row.value(Column.RESULT) : TextNode.valueOf(text),
                ToolAnswer.says(row.value(Column.ERROR)));
        messages.add(new Message.Tool(call.id(), call.name(), answer.result(), answer.isError(), details(turn.at())));
    }

    /// Writes the calls that wait, then their answers.
    private void flush() {
        if (together.isEmpty()) {
            return;
        }
        Called first = together.getFirst();
        List<ToolCall> calls = together.stream().map(Called::call).toList();
        Details details = details(first.turn().at());
        messages.add(
                first.happening().caller() == Role.USER
                        ? new Message.User(first.happening().text(), calls, details)
                        : new Message.Assistant(first.happening().text(), calls, details));
        together.forEach(each -> each.answer().ifPresent(answer -> answered(each, answer)));
        together.clear();
    }

    private void answered(Called called, ToolAnswer answer) {
        ToolCall call = called.call();
        open.answered(call.id(), call.name());
        Details details = details(called.turn().answeredAt());
        messages.add(new Message.Tool(call.id(), call.name(), answer.result(), answer.isError(), details));
    }

    private static Details details(Optional<Instant> at) {
        return at.map(Details::at).orElse(Details.NONE);
    }
}
