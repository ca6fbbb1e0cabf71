package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolSchema;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gathers what the calls of one tool show. Mutable, for one thread.
final class ToolSketch {

    private final String name;
    private final SchemaSketch arguments = new SchemaSketch();
    private final SchemaSketch refusedArguments = new SchemaSketch();
    private final SchemaSketch results = new SchemaSketch();
    private final TreeMap<String, Long> refusals = new TreeMap<>();
    private final ErrorShapes errors = new ErrorShapes();
    private final Echoes echoes = new Echoes();
    private final Set<Long> different = new HashSet<>();
    private final Set<String> conversations = new HashSet<>();
    private @Nullable ToolSchema declared;
    private long calls;
    private long answered;
    private long answerSize;
    private long refused;
    private long byCustomer;

    ToolSketch(String name) {
        this.name = name;
    }

    void declare(ToolSchema schema) {
        declared = schema;
    }

    void add(Exchange exchange, String conversation) {
        ObjectNode given = exchange.call().arguments();
        calls++;
        byCustomer += exchange.caller() == Role.USER ? 1 : 0;
        different.add(CallKey.exact(name, given).hash());
        conversations.add(conversation);
        (exchange.isRefused() ? refusedArguments : arguments).add(given);
        exchange.answer().ifPresent(answer -> answered(given, answer));
    }

    private void answered(ObjectNode given, Message.Tool answer) {
        answered++;
        answerSize += answer.result().toString().length();
        if (answer.isError()) {
            refused++;
            refusals.merge(Refusal.template(answer.result(), given), 1L, Long::sum);
            errors.refused(given, answer.result());
        } else {
            results.add(answer.result());
            errors.accepted(answer.result());
            echoes.add(given, answer.result());
        }
    }

    /// How the tool is called, by everything taken in so far.
    Signature signature() {
        ObjectNode observed = arguments.toSchema();
        echoes.putDefaults(observed);
        ToolSchema known = declared;
        return new Signature(
                known != null ? known : new ToolSchema(name, "", observed),
                new ToolProfile.Arguments(observed, refusedArguments.toSchema(), known != null));
    }

    /// The profile of everything taken in so far.
    ///
    /// @param kind what kind of tool it is
    /// @param volatileFields fields of its answers that nobody can foretell
    ToolProfile profile(ToolKind kind, SortedSet<String> volatileFields, Rules rules) {
        Signature signature = signature();
        return new ToolProfile(
                signature.declaration(),
                signature.arguments(),
                results.toSchema(),
                byCustomer * 2 > calls ? Role.USER : Role.ASSISTANT,
                kind,
                statistics(),
                refusals(),
                errors.shapes(),
                volatileFields,
                echoes.aliases(),
                rules);
    }

    private List<Refusal> refusals() {
        return refusals.entrySet().stream()
                .map(way -> new Refusal(way.getKey(), way.getValue()))
                .sorted(Comparator.comparingLong(Refusal::count).reversed().thenComparing(way -> way.template()))
                .toList();
    }

    private ToolStatistics statistics() {
        return new ToolStatistics(
                calls,
                refused,
                calls - answered,
                different.size(),
                conversations.size(),
                answered == 0 ? 0 : (double) answerSize / answered);
    }
}
