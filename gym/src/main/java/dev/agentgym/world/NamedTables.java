package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.program.Mentions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the tables of which the refusals of a tool name rows that its calls do not name.
final class NamedTables {

    private static final int FEWEST = 2;
    private static final int MOST = 4;

    private final References references;

    NamedTables(References references) {
        this.references = references;
    }

    /// The tables that several refusals name rows of, those that most do first.
    List<Table> of(List<Observation> refused) {
        Map<Table, Integer> hits = new HashMap<>();
        for (Observation seen : refused) {
            Mentions.of(seen.result(), seen.arguments()).stream()
                    .flatMap(id -> references.domainOf(List.of(TextNode.valueOf(id))).stream())
                    .filter(table -> table.kind() == Table.Kind.ENTITY)
                    .distinct()
                    .forEach(table -> hits.merge(table, 1, Integer::sum));
        }
        return hits.entrySet().stream()
                .filter(hit -> hit.getValue() >= FEWEST)
                .sorted(Map.Entry.<Table, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(hit -> hit.getKey().name(), Comparator.naturalOrder()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }
}
