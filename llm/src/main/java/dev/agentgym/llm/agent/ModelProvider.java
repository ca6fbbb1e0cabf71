package dev.agentgym.llm.agent;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentProvider;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.call.Line;
import dev.agentgym.llm.call.RateTable;
import dev.agentgym.llm.call.Switchboard;
import dev.agentgym.llm.provider.Models;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Offers agents behind chat models: Gemini to whoever has a key for it, any other one by the name that [Models]
/// knows, with the prompt in the file that `AGENT_GYM_PROMPT` names. Safe to share.
public final class ModelProvider implements AgentProvider {

    /// For [java.util.ServiceLoader].
    public ModelProvider() {}

    /// The agent behind Gemini; empty without a key, or with a blank one. Another model has to be asked for by
    /// name, so that a key that lies about for something else costs nothing here.
    ///
    /// @throws AgentException when there is a key, but another setting cannot be used
    @Override
    public Optional<Agent> offer(Map<String, String> environment) {
        try {
            return Models.gemini(environment).map(model -> agent(model, environment));
        } catch (ModelException e) {
            throw new AgentException("Gemini cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Agent> named(String name, Map<String, String> environment) {
        try {
            return Models.named(name, environment).map(model -> agent(model, environment));
        } catch (ModelException e) {
            throw new AgentException(name + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Agent agent(Models.Named model, Map<String, String> environment) {
        Switchboard lines = new Switchboard(Line.DEFAULT, RateTable.of(environment));
        return agent(
                model.name(),
                lines.open(model.client(), model.name(), Optional.empty(), Optional.empty()),
                environment);
    }

    /// The agent behind a client, with the prompt that the environment names.
    ///
    /// @param model whom the client asks
    /// @throws dev.agentgym.trace.TraceException when the prompt cannot be read
    public static ModelAgent agent(ModelName model, ModelClient client, Map<String, String> environment) {
        String name = model.provider() + " (" + model.model() + ")";
        String prompt = environment.getOrDefault("AGENT_GYM_PROMPT", "").strip();
        ModelAgent.Settings usual = ModelAgent.Settings.DEFAULT;
        ModelAgent.Settings settings = prompt.isEmpty() ? usual : usual.with(SystemPrompt.read(Path.of(prompt)));
        return new ModelAgent(client, name, model, settings);
    }
}
