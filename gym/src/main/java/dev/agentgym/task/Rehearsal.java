package dev.agentgym.task;

import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Does in a mocked session what the log did. The tools are asked as they will be when the task is played: they
/// guess where no log tells.
final class Rehearsal {

    /// What the tools said to the expected changes.
    ///
    /// @param refusal which one they do not accept, and what they say; empty where they accept all
    /// @param guessed whether they accepted one by guessing
    record Course(Optional<String> refusal, boolean guessed) {}

    private final ToolMocker mocker;

    Rehearsal(ToolMocker mocker) {
        this.mocker = mocker;
    }

    Course of(Task task, Conversation log) {
        List<String> open = new ArrayList<>(Deeds.keys(task.expectation().actions()));
        boolean own = Deeds.keys(accepted(log, task.start())).containsAll(open);
        ToolSession session = mocker.session(Strictness.GUESS);
        session.observe(log, task.start());
        Course course = own
                ? replay(task, log, session, open)
                : attempt(task.expectation().actions(), session, open);
        return course.refusal().isPresent() || open.isEmpty()
                ? course
                : new Course(
                        Optional.of("its log does not show the call " + Json.shorten(open.getFirst())),
                        course.guessed());
    }

    private static List<ToolCall> accepted(Conversation log, int start) {
        return log.exchanges().stream()
                .filter(each -> each.position() >= start && each.caller() == Role.ASSISTANT)
                .filter(Exchange::isAccepted)
                .map(Exchange::call)
                .toList();
    }

    /// The calls of the log in their order and at their times, refused ones too: tools know what was asked before.
    private static Course replay(Task task, Conversation log, ToolSession session, List<String> open) {
        boolean guessed = false;
        for (Exchange exchange : log.exchanges()) {
            if (exchange.position() >= task.start()) {
                log.messages().get(exchange.position()).details().timestamp().ifPresent(session::at);
                ToolResult result =
                        session.call(exchange.call().name(), exchange.call().arguments());
                if (exchange.isAccepted() && open.remove(Deeds.key(exchange.call()))) {
                    if (!isAccepted(result)) {
                        return new Course(Optional.of(sentence(exchange.call(), result)), guessed);
                    }
                    guessed |= result.tier() == Tier.GUESS;
                }
            }
        }
        return new Course(Optional.empty(), guessed);
    }

    private static Course attempt(List<ToolCall> actions, ToolSession session, List<String> open) {
        boolean guessed = false;
        for (ToolCall call : actions) {
            ToolResult result = session.call(call.name(), call.arguments());
            open.remove(Deeds.key(call));
            if (!isAccepted(result)) {
                return new Course(Optional.of(sentence(call, result)), guessed);
            }
            guessed |= result.tier() == Tier.GUESS;
        }
        return new Course(Optional.empty(), guessed);
    }

    private static boolean isAccepted(ToolResult result) {
        return !result.isError() && result.tier() != Tier.ABSTAIN;
    }

    private static String sentence(ToolCall call, ToolResult result) {
        return "the mocked tools do not accept " + call.name() + Json.excerpt(call.arguments()) + ": "
                + Json.excerpt(result.result());
    }
}
