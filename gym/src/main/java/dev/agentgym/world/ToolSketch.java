package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolSchema;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gathers what the calls of one tool show. Mutable, for one thread.
final class ToolSketch {

    private final String name;
    private final SchemaSketch arguments = new SchemaSketch();
    private final SchemaSketch results = new SchemaSketch();
    private final TreeMap<String, Long> refusals = new TreeMap<>();
    private @Nullable ToolSchema declared;
    private long calls;
    private long refused;
    private long byCustomer;

    ToolSketch(String name) {
        this.name = name;
    }

    void declare(ToolSchema schema) {
        declared = schema;
    }

    void add(Exchange exchange) {
        ObjectNode given = exchange.call().arguments();
        calls++;
        byCustomer += exchange.caller() == Role.USER ? 1 : 0;
        boolean error = exchange.answer().map(Message.Tool::isError).orElse(false);
        if (!error) {
            arguments.add(given);
        }
        exchange.answer().ifPresent(answer -> answered(given, answer));
    }

    private void answered(ObjectNode given, Message.Tool answer) {
        if (answer.isError()) {
            refused++;
            refusals.merge(Refusal.template(answer.result(), given), 1L, Long::sum);
        } else {
            results.add(answer.result());
        }
    }

    ToolProfile profile(Rules rules) {
        ToolSchema known = declared;
        ToolSchema declaration = known != null ? known : new ToolSchema(name, "", arguments.toSchema());
        List<Refusal> ways = refusals.entrySet().stream()
                .map(way -> new Refusal(way.getKey(), way.getValue()))
                .sorted(Comparator.comparingLong(Refusal::count).reversed().thenComparing(way -> way.template()))
                .toList();
        Role caller = byCustomer * 2 > calls ? Role.USER : Role.ASSISTANT;
        return new ToolProfile(declaration, results.toSchema(), caller, calls, refused, ways, rules);
    }
}
