package dev.agentgym.world;

import java.util.List;
import java.util.Optional;

/// Which of the rows that a tool's calls lead to are what the tool answers with. Immutable.
///
/// @param binder finds the rows
record ReadSearch(Tables tables, String tool, Binder binder) {

    private static final double MOSTLY = 0.95;

    /// The names of the rows that may be the answer itself.
    List<String> names() {
        return candidates().stream().map(Binding::name).toList();
    }

    private List<Binding> candidates() {
        Optional<Table> root = tables.at(new Table.Site(tool, ""));
        return binder.bindings().stream()
                .filter(binding -> root.isPresent() && binding.table().equals(root.get()))
                .toList();
    }

    /// The rows that the tool answers with, if its answers are rows of one table that the arguments lead to.
    List<Binding> reads(List<Evidence> accepted) {
        List<Binding> reads = candidates().stream()
                .filter(Binding::isNamedByArguments)
                .filter(binding -> agrees(binding, accepted))
                .toList();
        long covered = accepted.stream()
                .filter(call -> reads.stream()
                        .anyMatch(binding -> binding.values(call.scope()).isPresent()))
                .count();
        return covered >= MOSTLY * accepted.size() ? reads : List.of();
    }

    /// Wherever the arguments have the binding's values, the answer is that row.
    private static boolean agrees(Binding binding, List<Evidence> accepted) {
        int asked = 0;
        int right = 0;
        for (Evidence call : accepted) {
            Optional<List<String>> values = binding.values(call.scope());
            if (values.isPresent()) {
                asked++;
                List<String> shown = binding.field().isEmpty()
                        ? binding.table().keyOf(call.result()).map(Table::parts).orElse(List.of())
                        : List.of(call.result().path(binding.field()).asText());
                right += String.join("\n", shown).equalsIgnoreCase(String.join("\n", values.get())) ? 1 : 0;
            }
        }
        return asked > 0 && right >= MOSTLY * asked;
    }
}
