package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Refusals of one kind that each name a row of the same kind which their calls do not name.
///
/// @param kind what they name
/// @param scopes what was known of the calls
/// @param answers what the tool said
/// @param rows the rows that are named
record NamedRows(RowKind kind, List<Scope> scopes, List<JsonNode> answers, List<JsonNode> rows) {

    /// Those of the cases whose refusal names one of the rows known by then.
    static NamedRows of(RowKind kind, Collection<Case> cases) {
        NamedRows named = new NamedRows(kind, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Case each : cases) {
            JsonNode answer = each.refusal().orElseThrow();
            Set<String> mentioned = Mentions.of(answer, each.scope().get("args"));
            List<JsonNode> found = new ArrayList<>();
            for (JsonNode row : each.scope().get(kind.name())) {
                if (mentioned.contains(row.path(kind.key()).asText())) {
                    found.add(row);
                }
            }
            if (found.size() == 1) {
                named.add(each.scope(), answer, found.getFirst());
            }
        }
        return named;
    }

    private void add(Scope scope, JsonNode answer, JsonNode row) {
        scopes.add(scope);
        answers.add(answer);
        rows.add(row);
    }

    int size() {
        return rows.size();
    }
}
