package dev.agentgym.reward;

import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.SessionChanges;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether the tools stand at the end as they would had the expected calls been made, and nothing else.
///
/// The reference is what the expected calls change when they are replayed on a branch of the start. Rows are
/// compared field by field; a call whose doing no row shows is compared by its arguments. Of several sequences that
/// the logs call right, the one counts that the episode comes nearest to. The value is 1 exactly when the end is
/// reached; what is reached in part has at most 0.9, in the share of changes that are right. Where nothing was to
/// be changed, nothing changed is 1.
final class EndState {

    static final String NAME = "end_state";
    private static final double PARTLY = 0.9;
    private static final double MISSED = 0.5;

    private EndState() {}

    static Finding examine(Ended ended) {
        SessionChanges got = ended.end().changes();
        List<ToolCall> calls = calls(got);
        ToolSession known = ended.start().branch();
        ended.expectation().lookups().forEach(call -> known.call(call.name(), call.arguments()));
        return Stream.concat(Stream.of(ended.expectation().actions()), ended.expectation().alternatives().stream())
                .distinct()
                .map(actions -> compare(actions, got, calls, known.branch(), ended))
                .max(Comparator.comparingDouble(Finding::value))
                .orElseThrow();
    }

    private static List<ToolCall> calls(SessionChanges changes) {
        return changes.calls().stream()
                .map(call -> new ToolCall("", call.tool(), call.arguments()))
                .toList();
    }

    private static Finding compare(
            List<ToolCall> actions, SessionChanges got, List<ToolCall> calls, ToolSession reference, Ended ended) {
        List<ToolCall> unknown = new ArrayList<>();
        for (ToolCall action : actions) {
            int before = reference.changes().calls().size();
            reference.call(action.name(), action.arguments());
            if (reference.changes().calls().size() == before) {
                unknown.add(action);
            }
        }
        SessionChanges wanted = reference.changes();
        List<ToolCall> made = new ArrayList<>(calls);
        made.addAll(unaccounted(unknown, ended, calls));
        List<ToolCall> expected =
                Stream.concat(calls(wanted).stream(), unknown.stream()).toList();
        double byCalls = share(Assignment.sum(Likeness.of(expected, made)), expected.size(), made.size());
        // Where the tools cannot replay what was expected, only calls can be compared.
        double byRows = unknown.isEmpty() ? new RowComparison(wanted, got).share() : 0;
        double best = Math.max(byCalls, byRows);
        return best >= Likeness.SAME ? reached(expected) : missed(PARTLY * best, expected, made);
    }

    /// Calls that the mocked tools cannot judge count as done where the agent made them just so: neither the agent
    /// nor the reference gets further here.
    private static List<ToolCall> unaccounted(List<ToolCall> unknown, Ended ended, List<ToolCall> accepted) {
        List<ToolCall> open = new ArrayList<>(unknown);
        accepted.forEach(call -> remove(open, call));
        List<ToolCall> made = new ArrayList<>();
        for (Exchange exchange : ended.conversation().exchanges()) {
            boolean accounted = exchange.isAccepted()
                    && accepted.stream().anyMatch(call -> Likeness.of(call, exchange.call()) >= Likeness.SAME);
            if (exchange.position() >= ended.from() && !accounted && remove(open, exchange.call())) {
                made.add(exchange.call());
            }
        }
        return made;
    }

    private static boolean remove(List<ToolCall> open, ToolCall call) {
        return open.stream()
                .filter(each -> Likeness.of(each, call) >= Likeness.SAME)
                .findFirst()
                .map(open::remove)
                .orElse(false);
    }

    static double share(double matched, int one, int other) {
        int larger = Math.max(one, other);
        return larger == 0 ? 1 : matched / larger;
    }

    private static Finding reached(List<ToolCall> expected) {
        return Finding.good(
                expected.isEmpty()
                        ? "Nothing was to be changed, and nothing is."
                        : "Everything stands as it should: " + names(expected) + ".");
    }

    private static Finding missed(double value, List<ToolCall> expected, List<ToolCall> made) {
        double gate = MISSED;
        List<ToolCall> missing = left(expected, made);
        List<ToolCall> unwanted = left(made, expected);
        String evidence = Stream.of(
                        missing.isEmpty() ? "" : "not done: " + names(missing),
                        unwanted.isEmpty() ? "" : "done, but not wanted: " + names(unwanted))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return new Finding(
                value,
                gate,
                "The end is not as it should be: "
                        + (evidence.isEmpty() ? "what was done had another effect" : evidence)
                        + "; the total is multiplied by " + gate + ".");
    }

    private static List<ToolCall> left(List<ToolCall> some, List<ToolCall> others) {
        List<ToolCall> left = new ArrayList<>(some);
        others.forEach(call -> remove(left, call));
        return left;
    }

    private static String names(List<ToolCall> calls) {
        return calls.stream()
                .map(call -> call.name() + " " + Json.excerpt(call.arguments()))
                .collect(Collectors.joining(", "));
    }
}
