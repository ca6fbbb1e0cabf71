package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Sampling;
import dev.agentgym.llm.agent.ModelAgent;
import dev.agentgym.llm.agent.ModelProvider;
import dev.agentgym.llm.call.AnswerStore;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Line;
import dev.agentgym.llm.call.Prices;
import dev.agentgym.llm.call.RateTable;
import dev.agentgym.llm.call.Switchboard;
import dev.agentgym.llm.provider.Models;
import dev.agentgym.task.Task;
import java.util.Map;
import java.util.Optional;

/// Chat models within one budget, in front of one cache. Safe to share between threads until it is closed.
///
/// @param budget of all roles together
/// @param store of answers, if they are kept
/// @param environment with keys and addresses
/// @param lines to models, which share what their accounts may
record ModelAccess(Budget budget, Optional<AnswerStore> store, Map<String, String> environment, Switchboard lines)
        implements AutoCloseable {

    /// Keeps to the rates that the environment names.
    ModelAccess(Budget budget, Optional<AnswerStore> store, Map<String, String> environment) {
        this(budget, store, environment, new Switchboard(Line.DEFAULT, RateTable.of(environment)));
    }

    /// A model that can be asked.
    ///
    /// @param label provider and model
    /// @param client asks it, within the budget
    record Opened(String label, ModelClient client) {}

    /// The model of a name, for a role that the budget counts apart.
    ///
    /// @throws UsageException when no model has the name
    Opened model(String name, String role) {
        Models.Named named = Models.named(name, environment).orElseThrow(() -> UsageException.noModel(name));
        return new Opened(named.name().label(), client(named, role));
    }

    private ModelClient client(Models.Named named, String role) {
        Line.Account account = new Line.Account(budget, role, Prices.of(environment));
        return lines.open(named.client(), named.name(), Optional.of(account), store);
    }

    /// Agents of this name that a model is behind, whose answers the budget pays for; empty where the name is of no
    /// model. Each draws by the seed of its episode, so that siblings differ and a cache keeps them apart.
    ///
    /// @throws AgentException when the model is known and cannot be asked
    Optional<AgentFactory> agents(String name, Gym gym) {
        try {
            return (name.equals("best") ? Models.gemini(environment) : Models.named(name, environment))
                    .map(named -> new ModelAgents(
                            gym, ModelProvider.agent(named.name(), client(named, "agent"), environment)));
        } catch (ModelException e) {
            throw new AgentException(name + " cannot be used: " + e.getMessage(), e);
        }
    }

    private record ModelAgents(Gym gym, ModelAgent plain) implements AgentFactory {

        @Override
        public Agent agent(Task task, long seed) {
            return gym.briefed(plain.drawing(Sampling.DEFAULT.drawn(seed)));
        }

        @Override
        public String name() {
            return plain.name();
        }
    }

    @Override
    public void close() {
        store.ifPresent(AnswerStore::close);
    }
}
