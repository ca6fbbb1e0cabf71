package dev.agentgym.connect;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// How an HTTP service knows who calls. Immutable.
///
/// @param name the scheme's name, under which its key is given
/// @param kind how the key is sent
/// @param field the header, the query's parameter or the cookie that carries it
record Security(String name, Kind kind, String field) {

    /// How a key is sent.
    enum Kind {
        BEARER,
        BASIC,
        HEADER,
        QUERY,
        COOKIE
    }

    /// Writes the key into a request.
    ///
    /// @param query more parts of the query
    /// @param cookies more cookies
    void sign(String key, HttpRequest.Builder request, List<String> query, List<String> cookies) {
        switch (kind) {
            case BEARER -> request.setHeader("Authorization", "Bearer " + key);
            case BASIC ->
                request.setHeader(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
            case HEADER -> request.setHeader(field, key);
            case QUERY -> query.add(HttpArgument.encoded(field) + "=" + HttpArgument.encoded(key));
            case COOKIE -> cookies.add(field + "=" + key);
        }
    }
}
