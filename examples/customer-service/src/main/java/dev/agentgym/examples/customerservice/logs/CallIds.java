package dev.agentgym.examples.customerservice.logs;

import dev.agentgym.examples.customerservice.simulation.Event;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import java.util.ArrayList;
import java.util.List;

/// The ids of calls: `call-100001-03` is the third call of ticket T-100001.
final class CallIds {

    private CallIds() {}

    static String of(String ticket, int number) {
        return "call-%s-%02d".formatted(ticket.substring(2), number);
    }

    static List<String> all(List<SampleConversation> conversations) {
        var ids = new ArrayList<String>();
        for (SampleConversation conversation : conversations) {
            long calls = conversation.events().stream()
                    .filter(Event.Called.class::isInstance)
                    .count();
            for (int number = 1; number <= calls; number++) {
                ids.add(of(conversation.id(), number));
            }
        }
        return ids;
    }
}
