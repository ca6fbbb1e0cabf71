package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Lazy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What tools that only compute would have answered when another tool was called. A fee that a cancellation names is
/// what the quote would have said, whether or not anybody asked for one. Filled by one thread.
final class ForeseenViews {

    private final Map<String, Binder> binders;
    private final Function<String, Optional<ToolRules.Answer>> answers;
    private final Set<String> computing = new HashSet<>();

    /// @param binders which rows the calls of each tool concern
    /// @param answers how a tool computes its answers; asked when the first such answer is needed
    ForeseenViews(Map<String, Binder> binders, Function<String, Optional<ToolRules.Answer>> answers) {
        this.binders = binders;
        this.answers = answers;
    }

    /// Takes in an accepted call of a tool that changes nothing: what shows numbers may be computed.
    void read(Observation seen) {
        for (JsonNode field : seen.result()) {
            if (seen.result().isObject() && field.isNumber()) {
                computing.add(seen.tool());
            }
        }
    }

    /// What is known of a call, with the answers that were not shown by then.
    ///
    /// @param call with what is known without them; it is returned itself where there are none
    /// @param state at the time of the call, as are the calls before
    Evidence around(Evidence call, Binder binder, State state, AcceptedCalls before, FreshIds fresh) {
        Scope known = call.scope();
        Map<String, Lazy<JsonNode>> foreseen = new HashMap<>();
        for (Binding binding : binder.bindings()) {
            if (binding.table().kind() == Table.Kind.VIEW
                    && known.get(binding.name()).isMissingNode()) {
                String tool = binding.table().views().firstKey().tool();
                Binder viewed = computing.contains(tool) ? binders.get(tool) : null;
                Optional<List<String>> values = binding.values(known);
                if (viewed != null && values.isPresent()) {
                    ObjectNode asked = binding.table().call(values.get());
                    Circumstances circumstances =
                            before.before(tool, asked, Lazy.of(call.seen().now()), fresh);
                    Scope scope = viewed.fixed(state, asked, circumstances, Binder.Views.GIVEN);
                    foreseen.put(binding.name(), new Lazy<>(() -> answered(tool, scope)));
                }
            }
        }
        return foreseen.isEmpty() ? call : new Evidence(with(known, foreseen), call.seen(), call.time());
    }

    private static Scope with(Scope known, Map<String, Lazy<JsonNode>> foreseen) {
        return name -> {
            Lazy<JsonNode> answer = foreseen.get(name);
            return answer == null ? known.get(name) : answer.get();
        };
    }

    private JsonNode answered(String tool, Scope scope) {
        return answers.apply(tool)
                .<JsonNode>map(answer -> answer.program().eval(scope))
                .orElseGet(MissingNode::getInstance);
    }
}
