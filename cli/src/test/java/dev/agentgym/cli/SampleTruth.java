package dev.agentgym.cli;

import dev.agentgym.examples.customerservice.logs.SampleLogs;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import java.util.List;

/// What really happened in the sample logs, simulated once for all tests that compare with it.
final class SampleTruth {

    private SampleTruth() {}

    static List<SampleConversation> conversations() {
        return Simulated.ONCE;
    }

    private static final class Simulated {
        private static final List<SampleConversation> ONCE =
                SampleLogs.generate(SampleLogs.SEED).conversations();
    }
}
