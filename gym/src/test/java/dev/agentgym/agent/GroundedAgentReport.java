package dev.agentgym.agent;

import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.text.MiniLmEmbedder;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.Reading;
import dev.agentgym.trace.SharedData;
import dev.agentgym.trace.Split;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Measures how often the grounded agent decides as the logged agent did, at every turn of conversations it has not
/// seen. Prints the rows of `docs/results/grounded-agent.md`; run on request only.
@EnabledIfSystemProperty(named = "agentgym.measure", matches = "true", disabledReason = "a measurement, run on request")
class GroundedAgentReport {

    private static final int CONVERSATIONS = 60;
    private static final double HELD_OUT = 0.2;
    private static final double NORMAL_95 = 1.96;

    /// What was counted over all decisions of one log.
    private static final class Counts {
        private int decisions;
        private int sameKind;
        private int calls;
        private int sameTool;
        private int sameCall;
        private int fallbacks;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tau1_airline_gpt4o.jsonl.gz", "star.jsonl.gz", "sgd_dev.jsonl.gz", "taskmaster4_coffee.jsonl.gz"
            })
    void real_logs(String file) {
        report(file, SharedData.traces(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"agentgym.traces"})
    void given_traces(String property) {
        String path = System.getProperty(property, "");
        if (!path.isEmpty()) {
            report("given traces", Path.of(path));
        }
    }

    private static void report(String name, Path file) {
        List<Conversation> traces = new ArrayList<>();
        try (TraceReader reader = TraceReader.open(file)) {
            reader.forEachRemaining(reading -> {
                if (reading instanceof Reading.Accepted accepted) {
                    traces.add(accepted.conversation());
                }
            });
        }
        Split split = Split.byConversation(traces, HELD_OUT, 3);
        Agent agent = GroundedAgent.of(split.train(), MiniLmEmbedder.shared());
        Counts counts = new Counts();
        split.test().stream()
                .filter(one -> one.outcome() != Outcome.FAILURE && one.outcome() != Outcome.ABANDONED)
                .limit(CONVERSATIONS)
                .forEach(one -> Situation.of(one).forEach(situation -> count(situation, agent, counts)));
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %d | %s | %s | %s |%n",
                name,
                counts.decisions,
                share(counts.sameKind, counts.decisions),
                counts.calls,
                share(counts.sameTool, counts.calls),
                share(counts.sameCall, counts.calls),
                share(counts.fallbacks, counts.decisions));
    }

    private static void count(Situation situation, Agent agent, Counts counts) {
        if (situation.before().isEmpty()) {
            return;
        }
        Action action = agent.next(new Observation(situation.before(), List.of()));
        counts.decisions++;
        counts.sameKind += situation.calls().isEmpty() == !(action instanceof Action.CallTools) ? 1 : 0;
        counts.fallbacks += action.because().startsWith("as in") ? 0 : 1;
        if (!situation.calls().isEmpty()) {
            counts.calls++;
            if (action instanceof Action.CallTools made) {
                count(situation.calls().getFirst(), made.calls().getFirst(), counts);
            }
        }
    }

    private static void count(ToolCall logged, ToolCall made, Counts counts) {
        boolean sameTool = logged.name().equals(made.name());
        counts.sameTool += sameTool ? 1 : 0;
        counts.sameCall +=
                sameTool && Json.canonical(logged.arguments()).equals(Json.canonical(made.arguments())) ? 1 : 0;
    }

    /// A share with its 95 % Wilson interval.
    private static String share(int part, int whole) {
        if (whole == 0) {
            return "–";
        }
        double p = (double) part / whole;
        double z2 = NORMAL_95 * NORMAL_95;
        double centre = (p + z2 / (2 * whole)) / (1 + z2 / whole);
        double half = NORMAL_95 * Math.sqrt(p * (1 - p) / whole + z2 / (4.0 * whole * whole)) / (1 + z2 / whole);
        return String.format(
                Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * p, 100 * (centre - half), 100 * (centre + half));
    }
}
