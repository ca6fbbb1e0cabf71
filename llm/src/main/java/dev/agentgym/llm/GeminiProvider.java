package dev.agentgym.llm;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentProvider;
import java.util.Map;
import java.util.Optional;

/// Offers Gemini as an agent to whoever has a key for it; [GeminiClient#of] says which variables it reads. Safe to
/// share.
public final class GeminiProvider implements AgentProvider {

    /// For [java.util.ServiceLoader].
    public GeminiProvider() {}

    /// The agent behind Gemini, with retries; empty without a key, or with a blank one.
    ///
    /// @throws AgentException when there is a key, but another setting cannot be used
    @Override
    public Optional<Agent> offer(Map<String, String> environment) {
        try {
            return GeminiClient.of(environment)
                    .map(client -> new ModelAgent(
                            Retries.around(client), "gemini (" + client.model() + ")", Sampling.DEFAULT));
        } catch (ModelException e) {
            throw new AgentException("Gemini cannot be used: " + e.getMessage(), e);
        }
    }

    /// Gemini as `gemini`.
    ///
    /// @throws AgentException without a key for it
    @Override
    public Optional<Agent> named(String name, Map<String, String> environment) {
        if (!name.equals("gemini")) {
            return Optional.empty();
        }
        return Optional.of(offer(environment)
                .orElseThrow(() -> new AgentException("Gemini needs a key in GOOGLE_API_KEY, and there is none")));
    }
}
