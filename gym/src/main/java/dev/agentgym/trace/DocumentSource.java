package dev.agentgym.trace;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One JSON document: an array of conversations, or one conversation, or several one after another over any number
/// of lines.
///
/// Each conversation is taken as a tree first, so that one which breaks the schema is set aside whole and the next
/// is read. What follows a syntax error cannot be told apart and is set aside as one record.
final class DocumentSource implements RecordSource {

    private final String source;
    private final SeenIds seen;
    private final JsonParser json;
    private final ConversationParser parser = new ConversationParser();
    private boolean ended;
    private long line = 1;

    DocumentSource(String source, InputStream input, SeenIds seen) throws IOException {
        this.source = source;
        this.seen = seen;
        this.json = Json.MAPPER.createParser(input);
    }

    @Override
    public Optional<Reading> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        try {
            JsonToken token = json.nextToken();
            while (opensList(token) || token == JsonToken.END_ARRAY) {
                token = json.nextToken();
            }
            line = json.currentTokenLocation().getLineNr();
            return token == null ? end() : Optional.of(read());
        } catch (JsonProcessingException e) {
            ended = true;
            return Optional.of(broken(e));
        }
    }

    private boolean opensList(@Nullable JsonToken token) {
        return token == JsonToken.START_ARRAY && json.getParsingContext().getNestingDepth() == 1;
    }

    @Override
    public long line() {
        return line;
    }

    private Optional<Reading> end() {
        ended = true;
        return Optional.empty();
    }

    private Reading read() throws IOException {
        Origin origin = new Origin(source, line);
        JsonNode tree = Json.tree(json);
        try (JsonParser tokens = tree.traverse(Json.MAPPER)) {
            Conversation conversation = parser.parse(tokens);
            return Duplicates.check(conversation, SeenIds.hash(tree.toString()), seen, origin, tree::toString);
        } catch (Violation e) {
            return new Reading.Quarantined(origin, e.path(), e.value(), e.reason(), tree.toString());
        }
    }

    private Reading broken(JsonProcessingException e) {
        long at = e.getLocation() == null ? line : e.getLocation().getLineNr();
        String reason = LineSource.notJson(e) + "; nothing after this place could be read";
        return new Reading.Quarantined(new Origin(source, at), "", "", reason, "");
    }
}
