package dev.agentgym.llm;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Where Gemini is, which model, and as whom. Shows its key to nobody who prints it.
///
/// @param apiKey sent in a header, written nowhere
/// @param baseUrl with the version of the API at its end
/// @param model the model's name in URLs
/// @param timeout for one whole answer
record GeminiSettings(String apiKey, String baseUrl, String model, Duration timeout) {

    /// Google's own name for its current Flash model, so that the default outlives any one model. Each answer says
    /// which model it really was.
    static final String DEFAULT_MODEL = "gemini-flash-latest";

    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    private static final String DEFAULT_URL = "https://generativelanguage.googleapis.com";

    /// Reads `GOOGLE_API_KEY` or else `GEMINI_API_KEY`, `AGENT_GYM_GEMINI_MODEL` and `GOOGLE_GEMINI_BASE_URL`;
    /// empty without a key.
    ///
    /// @throws ModelException when one of them is there and cannot be used
    static Optional<GeminiSettings> of(Map<String, String> environment) {
        return value(environment, "GOOGLE_API_KEY")
                .or(() -> value(environment, "GEMINI_API_KEY"))
                .map(key -> new GeminiSettings(
                        printable(key),
                        versioned(value(environment, "GOOGLE_GEMINI_BASE_URL").orElse(DEFAULT_URL)),
                        modelName(value(environment, "AGENT_GYM_GEMINI_MODEL").orElse(DEFAULT_MODEL)),
                        DEFAULT_TIMEOUT));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.of(environment.getOrDefault(name, "").strip()).filter(value -> !value.isEmpty());
    }

    /// An HTTP library would quote a key that cannot stand in a header in its complaint.
    private static String printable(String key) {
        if (key.chars().anyMatch(letter -> letter <= ' ' || letter > '~')) {
            throw unusable("the Gemini API key has characters that no key has, such as blanks; copy it again");
        }
        return key;
    }

    /// Google's own libraries take the address without the API's version; one that has a version is kept.
    private static String versioned(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme());
            if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw unusable("GOOGLE_GEMINI_BASE_URL is no http or https address: " + url);
            }
        } catch (URISyntaxException e) {
            throw unusable("GOOGLE_GEMINI_BASE_URL is no address: " + url);
        }
        String plain = url.replaceAll("/+$", "");
        return plain.matches(".*/v\\d+\\w*") ? plain : plain + "/v1beta";
    }

    private static String modelName(String name) {
        String plain = name.startsWith("models/") ? name.substring("models/".length()) : name;
        if (!plain.matches("[\\w.-]+")) {
            throw unusable("AGENT_GYM_GEMINI_MODEL is no name of a model: " + name);
        }
        return plain;
    }

    private static ModelException unusable(String message) {
        return new ModelException(message, new Failure.BadRequest(0));
    }

    @Override
    public String toString() {
        return "GeminiSettings[baseUrl=" + baseUrl + ", model=" + model + ", timeout=" + timeout + "]";
    }
}
