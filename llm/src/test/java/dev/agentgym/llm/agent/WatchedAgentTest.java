package dev.agentgym.llm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedAgentTest {

    private static final Observation ASKED =
            new Observation(List.of(Message.User.says("Where is my order?")), List.of());

    private final List<ModelException> heard = new ArrayList<>();

    private Agent failing(AgentException failure) {
        Agent agent = new Agent() {
            @Override
            public Action next(Observation observation) {
                throw failure;
            }

            @Override
            public String name() {
                return "failing";
            }
        };
        return new WatchedAgent(agent, heard::add);
    }

    @Test
    void it_is_told_why_the_model_failed_and_the_agent_fails_as_before() {
        ModelException why = new ModelException("nothing is left", new Failure.BudgetSpent());
        AgentException failure = new AgentException("the model did not answer", why);
        assertThatThrownBy(() -> failing(failure).next(ASKED)).isSameAs(failure);
        assertThat(heard).containsExactly(why);
    }

    @Test
    void a_failure_that_is_not_the_model_s_is_not_told() {
        AgentException failure = new AgentException("it answered nothing");
        assertThatThrownBy(() -> failing(failure).next(ASKED)).isSameAs(failure);
        assertThat(heard).isEmpty();
    }
}
