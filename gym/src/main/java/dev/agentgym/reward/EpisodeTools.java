package dev.agentgym.reward;

import dev.agentgym.text.Facts;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How well the agent used its tools in an episode: the share of the needed calls that it made, times the share of
/// its calls that were clean.
///
/// Needed are the expected actions and lookups; they are paired with the calls that were made so that as much as
/// possible agrees, each by the share of its arguments. A call is not clean when it was refused, not answered, made
/// again without anything in between, or when an identifier in it was invented: neither the customer nor a tool had
/// said it. Who makes none of the needed calls loses most of the total.
final class EpisodeTools {

    private static final double NOTHING_DONE = 0.3;
    private static final double ENOUGH = 0.25;
    private static final Pattern IDENTIFIER =
            Pattern.compile("(?=.*\\d)(?=.*\\p{L})[\\p{L}\\d#_./-]{4,}|\\d{5,}|\\S+@\\S+\\.\\S+");

    private final List<Exchange> calls;
    private final List<ToolCall> needed;
    private final Expectation expectation;
    private final Ended ended;

    private EpisodeTools(Ended ended) {
        this.ended = ended;
        this.expectation = ended.expectation();
        this.calls = ended.conversation().exchanges().stream()
                .filter(exchange -> exchange.position() >= ended.from())
                .toList();
        this.needed = needed();
    }

    /// The finding; empty when no call was needed and none was made.
    static Optional<Finding> examine(Ended ended) {
        EpisodeTools tools = new EpisodeTools(ended);
        return tools.calls.isEmpty() && tools.needed.isEmpty() ? Optional.empty() : Optional.of(tools.finding());
    }

    /// The lookups and that sequence of actions which the episode comes nearest to.
    private List<ToolCall> needed() {
        List<ToolCall> made = calls.stream().map(Exchange::call).toList();
        List<ToolCall> best = expectation.actions();
        double most = covered(best, made);
        for (List<ToolCall> alternative : expectation.alternatives()) {
            double covered = covered(alternative, made);
            if (covered > most) {
                best = alternative;
                most = covered;
            }
        }
        return Stream.concat(expectation.lookups().stream(), best.stream()).toList();
    }

    private static double covered(List<ToolCall> wanted, List<ToolCall> made) {
        return wanted.isEmpty() ? 0 : Assignment.sum(Likeness.of(wanted, made)) / wanted.size();
    }

    private Finding finding() {
        List<ToolCall> made = calls.stream().map(Exchange::call).toList();
        double covered = needed.isEmpty() ? 1 : covered(needed, made);
        List<Exchange> own =
                calls.stream().filter(call -> call.caller() == Role.ASSISTANT).toList();
        Set<Exchange> refused = new LinkedHashSet<>(own.stream()
                .filter(call -> !call.isAccepted() && !ToolUse.isCutOff(call, ended.conversation()))
                .toList());
        List<Exchange> repeated = ToolUse.repeated(own);
        List<String> invented = new ArrayList<>();
        Set<Exchange> bad = new LinkedHashSet<>(refused);
        bad.addAll(repeated);
        for (Exchange call : own) {
            List<String> madeUp = invented(call);
            invented.addAll(madeUp);
            if (!madeUp.isEmpty()) {
                bad.add(call);
            }
        }
        double clean = own.isEmpty() ? 1 : 1 - (double) bad.size() / own.size();
        return finding(covered, clean, refused.size(), repeated.size(), invented);
    }

    private Finding finding(double covered, double clean, int refused, int repeated, List<String> invented) {
        double value = covered * clean;
        double gate = NOTHING_DONE + (1 - NOTHING_DONE) * Math.min(1, value / ENOUGH);
        String evidence = String.format(
                Locale.ROOT,
                "%.0f %% of the %d needed calls were made; of %d calls %d were refused or not answered, %d repeated%s%s.",
                100 * covered,
                needed.size(),
                calls.size(),
                refused,
                repeated,
                invented.isEmpty() ? "" : ", and nobody had said " + String.join(", ", invented),
                gate < 1 ? String.format(Locale.ROOT, "; the total is multiplied by %.2f", gate) : "");
        return new Finding(value, gate, evidence);
    }

    /// Identifiers in the arguments that stand nowhere before the call, nor in what was expected or declared.
    private List<String> invented(Exchange exchange) {
        List<String> identifiers = new ArrayList<>();
        Leaves.of(exchange.call().arguments()).stream()
                .filter(leaf -> IDENTIFIER.matcher(leaf).matches())
                .forEach(identifiers::add);
        if (identifiers.isEmpty()) {
            return identifiers;
        }
        String said = said(exchange.position());
        identifiers.removeIf(identifier -> said.contains(identifier.toLowerCase(Locale.ROOT)));
        if (!identifiers.isEmpty()) {
            String recent = said.substring(Math.max(0, said.length() - Passage.LIMIT));
            Facts facts = Facts.of(recent);
            identifiers.removeIf(
                    identifier -> Facts.of(identifier).all().stream().anyMatch(facts::confirm));
        }
        return identifiers;
    }

    private String said(int position) {
        StringBuilder said = new StringBuilder();
        for (Message message : ended.conversation().messages().subList(0, position)) {
            if (!(message instanceof Message.Assistant)) {
                said.append(message.text()).append('\n');
            }
        }
        needed.forEach(call -> said.append(call.arguments()));
        ended.conversation().tools().forEach(tool -> said.append(tool.parameters()));
        return said.toString().toLowerCase(Locale.ROOT);
    }
}
