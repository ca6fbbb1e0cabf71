package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Learns from logged calls when a tool refuses and with which words. Immutable and safe to share.
///
/// Refusals are sorted by their words; for each kind the shortest condition is sought that holds for its calls and
/// fails for accepted ones and for those that a later check refused. A condition is kept only if it is shorter than
/// the list of calls it explains (minimum description length), so that chance is not taken for a rule.
public final class GuardSearch {

    private final List<String> names;

    /// A search for conditions on these names of the scopes.
    public GuardSearch(Collection<String> names) {
        this.names = List.copyOf(new TreeSet<>(names));
    }

    /// The guards that explain the refusals among the cases. The same cases give the same guards. Never throws.
    public Guards learn(List<Case> cases) {
        List<Case> known = cases.stream().map(this::snapshot).toList();
        List<RefusalClass> kinds = RefusalClasses.of(known, names);
        return new GuardLearning(known, kinds, names).guards();
    }

    /// The case with the named values looked up once.
    private Case snapshot(Case original) {
        Map<String, JsonNode> values = new HashMap<>();
        names.forEach(name -> values.put(name, original.scope().get(name)));
        return new Case(name -> values.getOrDefault(name, MissingNode.getInstance()), original.refusal());
    }
}
