package dev.agentgym.agent;

import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;

/// Does nothing: ends every conversation without a word. Where it is paid, inaction is right or the reward is
/// wrong. Stateless.
public final class NullAgent implements Agent {

    @Override
    public Action next(Observation observation) {
        return new Action.Finish("", "it does nothing");
    }

    @Override
    public String name() {
        return "null";
    }
}
