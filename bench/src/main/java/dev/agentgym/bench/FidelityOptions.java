package dev.agentgym.bench;

import dev.agentgym.fidelity.Feed;
import dev.agentgym.tool.Strictness;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// What `bench/run Fidelity` was asked for. Immutable.
///
/// @param measures names of the measures
/// @param feeds how the logs are replayed
/// @param strictness what the mocker does where the logs do not tell
/// @param wrong how many wrong answers to spell out
/// @param tool only calls of this tool; empty for all
record FidelityOptions(List<String> measures, List<Feed> feeds, Strictness strictness, int wrong, String tool) {

    static FidelityOptions parse(String[] arguments) {
        List<String> measures = new ArrayList<>();
        List<Feed> feeds = List.of(Feed.values());
        Strictness strictness = Strictness.ABSTAIN;
        int wrong = 0;
        String tool = "";
        Iterator<String> each = List.of(arguments).iterator();
        while (each.hasNext()) {
            String argument = each.next();
            switch (argument) {
                case "--wrong" -> wrong = Integer.parseInt(each.next());
                case "--tool" -> tool = each.next();
                case "--feed" -> feeds = List.of(Feed.valueOf(each.next().toUpperCase(Locale.ROOT)));
                case "--strictness" ->
                    strictness = Strictness.valueOf(each.next().toUpperCase(Locale.ROOT));
                default -> measures.add(argument);
            }
        }
        return new FidelityOptions(
                measures.isEmpty() ? FidelityMeasure.names() : List.copyOf(measures), feeds, strictness, wrong, tool);
    }
}
