package dev.agentgym.llm.provider;

import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/// A model on a server, and as whom it is asked. Shows its key to nobody who prints it.
///
/// @param provider who speaks for it
/// @param baseUrl without a slash at its end
/// @param model the model's name, as the API wants it
/// @param key sent in a header, written nowhere; empty for servers without keys
/// @param timeout for one whole answer
record Endpoint(String provider, String baseUrl, String model, String key, Duration timeout) {

    static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    /// @throws ModelException when the address is none, or the key or the model can stand in no request
    Endpoint {
        baseUrl = baseUrl.replaceAll("(?<![:/])/+$", "");
        check(baseUrl, provider);
        if (key.chars().anyMatch(letter -> letter <= ' ' || letter > '~')) {
            // An HTTP library would quote such a key in its complaint.
            throw unusable(
                    "the API key for " + provider + " has characters that no key has, such as blanks; copy it again");
        }
        if (!model.matches("\\w[\\w./:@+-]*") || model.contains("..")) {
            throw unusable("no name of a model: " + model);
        }
    }

    private static void check(String url, String provider) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme());
            if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return;
            }
        } catch (URISyntaxException e) {
            throw unusable("the base URL for " + provider + " is no http or https address: " + url + " ("
                    + e.getReason() + ")");
        }
        throw unusable("the base URL for " + provider + " is no http or https address: " + url);
    }

    static ModelException unusable(String message) {
        return new ModelException(message, new Failure.Unusable());
    }

    /// The name without the key.
    ModelName name() {
        return new ModelName(provider, baseUrl, model);
    }

    /// A text of the server, in which it may have quoted the key.
    String redacted(String text) {
        return key.isEmpty() ? text : text.replace(key, "(key)");
    }

    @Override
    public String toString() {
        return "Endpoint[provider=" + provider + ", baseUrl=" + baseUrl + ", model=" + model + ", timeout=" + timeout
                + "]";
    }
}
