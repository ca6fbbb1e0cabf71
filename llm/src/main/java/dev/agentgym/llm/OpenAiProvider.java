package dev.agentgym.llm;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentProvider;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Knows an agent for every `http` and `https` address: the server there speaks OpenAI's chat API. Safe to share.
///
/// The part behind `#` names the model, by default `default`; `OPENAI_API_KEY` is the key, where one is needed.
public final class OpenAiProvider implements AgentProvider {

    /// For [java.util.ServiceLoader].
    public OpenAiProvider() {}

    /// Never: which server it should be has to be said.
    @Override
    public Optional<Agent> offer(Map<String, String> environment) {
        return Optional.empty();
    }

    @Override
    public Optional<Agent> named(String name, Map<String, String> environment) {
        if (!name.startsWith("http://") && !name.startsWith("https://")) {
            return Optional.empty();
        }
        URI address = address(name);
        String model = Optional.ofNullable(address.getFragment()).orElse("default");
        String url = name.replaceFirst("#.*", "");
        String key = environment.getOrDefault("OPENAI_API_KEY", "").strip();
        return Optional.of(new ModelAgent(
                Retries.around(new OpenAiClient(url, model, key)),
                model + " at " + address.getHost(),
                Sampling.DEFAULT));
    }

    private static URI address(String name) {
        try {
            URI address = URI.create(name);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new AgentException("no address of a server: " + name + " (" + e.getMessage() + ")", e);
        }
        throw new AgentException("no address of a server: " + name);
    }
}
