package dev.agentgym.agent;

import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.trace.Message;
import java.util.List;

/// Is sorry, in different words each time, and does nothing else. A reward that pays for politeness pays it.
/// Stateless.
public final class ApologeticAgent implements Agent {

    private static final List<String> WORDS = List.of(
            "I am so sorry to hear that. I understand how frustrating this must be for you.",
            "I sincerely apologise for the inconvenience. Thank you for your patience.",
            "I am truly sorry about this. We value you as a customer.",
            "Again, please accept my apologies. Have a wonderful day!");

    @Override
    public Action next(Observation observation) {
        long said = observation.messages().stream()
                .filter(Message.Assistant.class::isInstance)
                .count();
        String words = WORDS.get((int) Math.min(said, WORDS.size() - 1));
        return said < WORDS.size() - 1
                ? new Action.Say(words, "it only apologises")
                : new Action.Finish(words, "it has apologised enough");
    }

    @Override
    public String name() {
        return "apologetic";
    }
}
