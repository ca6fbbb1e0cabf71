package dev.agentgym.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page made of a template: a title, a document of data, and the scripts that show it.
///
/// Data goes in as JSON in which no tag can begin, and the scripts show it as text, so a page is safe whatever a
/// customer wrote into a log.
record Page(String name) {

    /// The library's place in its jar; the number is that of the dependency.
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.4.9/dist/chart.umd.js";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    String filled(String title, JsonNode data) {
        Map<String, String> parts = Map.of(
                "title", escaped(title),
                "style", text("page.css"),
                "charts", script(text(CHARTS)),
                "shared", script(text("page.js")),
                "script", script(text(name + ".js")),
                "data", data.toString().replace("<", "\\u003c"));
        return PLACEHOLDER.matcher(text("page.html")).replaceAll(found -> part(parts, found.group(1)));
    }

    private static String part(Map<String, String> parts, String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("page.html names the part " + name + ", which nothing fills");
        }
        return Matcher.quoteReplacement(part);
    }

    /// Neither ends the element it stands in nor points a browser's tools to a file that is not there.
    private static String script(String source) {
        return source.replace("</script", "<\\/script").replaceAll("(?m)^//# sourceMappingURL=.*$", "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String text(String resource) {
        try (InputStream in = Page.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + resource + "; build the project anew");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " from the class path", e);
        }
    }
}
