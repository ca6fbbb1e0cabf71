package dev.agentgym.world;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.SharedData;
import dev.agentgym.trace.Traces;
import java.util.List;

/// The airline's real conversations and the world that they show, made once for all tests that only look at them; a
/// test is skipped where they are absent.
public final class RealAirline {

    private static final String FILE = "tau1_airline_gpt4o.jsonl.gz";

    private RealAirline() {}

    public static List<Conversation> traces() {
        SharedData.traces(FILE);
        return Logs.TRACES;
    }

    public static World world() {
        SharedData.traces(FILE);
        return Learned.WORLD;
    }

    private static final class Logs {
        private static final List<Conversation> TRACES = Traces.read(SharedData.traces(FILE));
    }

    private static final class Learned {
        private static final World WORLD = World.induce(traces());
    }
}
