package dev.agentgym.llm.provider;

import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.Request;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Finds the model that a person names. Stateless.
///
/// | Name | Server | Environment |
/// | --- | --- | --- |
/// | `gemini`, `gemini:MODEL` | Google | `GOOGLE_API_KEY` or `GEMINI_API_KEY`, `AGENT_GYM_GEMINI_MODEL`,
/// `GOOGLE_GEMINI_BASE_URL` |
/// | `openai:MODEL` | OpenAI | `OPENAI_API_KEY`, `OPENAI_BASE_URL` |
/// | `anthropic:MODEL` | Anthropic | `ANTHROPIC_API_KEY`, `ANTHROPIC_BASE_URL` |
/// | `ollama:MODEL` | Ollama | `OLLAMA_HOST` |
/// | `http://…#MODEL` | one that speaks OpenAI's API | `OPENAI_API_KEY` |
public final class Models {

    /// Google's own name for its current Flash model, so that the default outlives any one model. Each answer says
    /// which model it really was.
    static final String DEFAULT_GEMINI = "gemini-flash-latest";

    static final String OPENAI = "openai";

    /// Opens nothing: it lets a model be named without being asked.
    private static final String NOBODYS_KEY = "none";

    private static final String GEMINI_URL = "https://generativelanguage.googleapis.com";
    private static final String OPENAI_URL = "https://api.openai.com/v1";
    private static final String ANTHROPIC_URL = "https://api.anthropic.com/v1";
    private static final String OLLAMA_URL = "http://localhost:11434";

    /// A model that can be asked. It asks once; what goes around it is in `dev.agentgym.llm.call`.
    ///
    /// @param name which one it is
    /// @param client asks it; safe to share between threads
    public record Named(ModelName name, ModelClient client) {}

    private Models() {}

    /// The model of this name; empty where the name is of no model.
    ///
    /// @param environment the environment variables
    /// @throws ModelException when the model is known and cannot be asked, such as without a key
    public static Optional<Named> named(String name, Map<String, String> environment) {
        if (name.startsWith("http://") || name.startsWith("https://")) {
            return Optional.of(server(name, environment));
        }
        String provider = name.replaceFirst(":.*", "");
        String model = name.substring(Math.min(name.length(), provider.length() + 1));
        return switch (provider) {
            case "gemini" ->
                Optional.of(gemini(model, environment)
                        .orElseThrow(
                                () -> Endpoint.unusable("Gemini needs a key in GOOGLE_API_KEY, and there is none")));
            case OPENAI -> Optional.of(remote(OPENAI, model, OPENAI_URL, environment, OpenAiDialect::new));
            case "anthropic" -> Optional.of(remote(provider, model, ANTHROPIC_URL, environment, AnthropicDialect::new));
            case "ollama" -> Optional.of(ollama(model, environment));
            default -> Optional.empty();
        };
    }

    /// Who would be asked by this name, which takes no key; empty where the name is of no model.
    ///
    /// @param environment the environment variables
    /// @throws ModelException when the name or an address cannot be
    public static Optional<ModelName> recognised(String name, Map<String, String> environment) {
        Map<String, String> open = new HashMap<>(environment);
        List.of("GOOGLE_API_KEY", "OPENAI_API_KEY", "ANTHROPIC_API_KEY").forEach(key -> open.put(key, NOBODYS_KEY));
        return named(name, open).map(Named::name);
    }

    /// Gemini, where the environment has a key for it.
    ///
    /// @throws ModelException when there is a key, but another setting cannot be used
    public static Optional<Named> gemini(Map<String, String> environment) {
        return gemini("", environment);
    }

    private static Optional<Named> gemini(String model, Map<String, String> environment) {
        return geminiEndpoint(model, environment).map(endpoint -> client(endpoint, GeminiDialect::new));
    }

    static Optional<Endpoint> geminiEndpoint(String model, Map<String, String> environment) {
        String named =
                model.isEmpty() ? value(environment, "AGENT_GYM_GEMINI_MODEL").orElse(DEFAULT_GEMINI) : model;
        return value(environment, "GOOGLE_API_KEY")
                .or(() -> value(environment, "GEMINI_API_KEY"))
                .map(key -> endpoint(
                        versioned(value(environment, "GOOGLE_GEMINI_BASE_URL").orElse(GEMINI_URL)),
                        named.startsWith("models/") ? named.substring("models/".length()) : named,
                        key));
    }

    private static Endpoint endpoint(String url, String model, String key) {
        try {
            return new Endpoint("gemini", url, model, key, Endpoint.DEFAULT_TIMEOUT);
        } catch (ModelException e) {
            throw Endpoint.unusable(
                    e.getMessage() + " (see GOOGLE_API_KEY, GOOGLE_GEMINI_BASE_URL, AGENT_GYM_GEMINI_MODEL)");
        }
    }

    /// Google's own libraries take the address without the API's version; one that has a version is kept.
    private static String versioned(String url) {
        String plain = url.replaceAll("(?<![:/])/+$", "");
        return plain.matches(".*/v\\d+\\w*") ? plain : plain + "/v1beta";
    }

    private static Named remote(
            String provider,
            String model,
            String url,
            Map<String, String> environment,
            BiFunction<Endpoint, Request, Dialect> dialects) {
        String prefix = provider.toUpperCase(Locale.ROOT);
        String key = value(environment, prefix + "_API_KEY")
                .orElseThrow(() ->
                        Endpoint.unusable(provider + " needs a key in " + prefix + "_API_KEY, and there is none"));
        return client(
                new Endpoint(
                        provider,
                        value(environment, prefix + "_BASE_URL").orElse(url),
                        chosen(provider, model),
                        key,
                        Endpoint.DEFAULT_TIMEOUT),
                dialects);
    }

    private static Named ollama(String model, Map<String, String> environment) {
        String host = value(environment, "OLLAMA_HOST").orElse(OLLAMA_URL);
        String url = host.contains("://") ? host : "http://" + host;
        return client(
                new Endpoint("ollama", url, chosen("ollama", model), "", Endpoint.DEFAULT_TIMEOUT), OllamaDialect::new);
    }

    private static Named server(String address, Map<String, String> environment) {
        List<String> parts = List.of(address.split("#", 2));
        return client(
                new Endpoint(
                        "server",
                        parts.getFirst(),
                        parts.size() > 1 && !parts.getLast().isEmpty() ? parts.getLast() : "default",
                        value(environment, "OPENAI_API_KEY").orElse(""),
                        Endpoint.DEFAULT_TIMEOUT),
                OpenAiDialect::new);
    }

    private static String chosen(String provider, String model) {
        if (model.isEmpty()) {
            throw Endpoint.unusable("which model of " + provider + "? write " + provider + ":MODEL");
        }
        return model;
    }

    static Named client(Endpoint endpoint, BiFunction<Endpoint, Request, Dialect> dialects) {
        return new Named(endpoint.name(), new LibraryClient(endpoint, dialects, InstantSource.system()));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.of(environment.getOrDefault(name, "").strip()).filter(value -> !value.isEmpty());
    }
}
