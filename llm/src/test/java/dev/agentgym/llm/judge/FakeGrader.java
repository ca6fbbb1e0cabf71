package dev.agentgym.llm.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.Request;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model that grades each transcript by one mark for all questions, and keeps what it was asked. Safe to share
/// between threads.
final class FakeGrader implements ModelClient {

    private static final Pattern DATA = Pattern.compile("(==[0-9a-f]+==)\\n(\\{.*})\\n\\1", Pattern.DOTALL);

    /// The mark of a transcript.
    interface Taste {

        /// From 0 to 4, or -1.
        ///
        /// @param place where it stands among those that are shown, from 0
        /// @param transcript as the judge sees it
        int mark(int place, JsonNode transcript);
    }

    private final Taste taste;
    final List<Request> asked = Collections.synchronizedList(new ArrayList<>());

    FakeGrader(Taste taste) {
        this.taste = taste;
    }

    @Override
    public Completion complete(Request request) {
        asked.add(request);
        ObjectNode answer = Json.object();
        int place = 0;
        for (Map.Entry<String, JsonNode> each : shown(request).properties()) {
            int mark = taste.mark(place++, each.getValue());
            ObjectNode marks = answer.putObject(each.getKey());
            request.schema()
                    .orElseThrow()
                    .path("properties")
                    .path(each.getKey())
                    .path("required")
                    .forEach(part -> marks.putObject(part.asText())
                            .put("evidence", "seen")
                            .put("mark", mark));
        }
        return says(answer.toString());
    }

    /// The transcripts in a request, by their letters.
    static JsonNode shown(Request request) {
        String question = request.messages().stream()
                .filter(Message.User.class::isInstance)
                .findFirst()
                .orElseThrow()
                .text();
        Matcher data = DATA.matcher(question);
        if (!data.find()) {
            throw new IllegalStateException("no data in " + question);
        }
        return Json.parse(data.group(2));
    }

    static Completion says(String text) {
        return new Completion(text, List.of(), Optional.empty(), "stop", "fake");
    }
}
