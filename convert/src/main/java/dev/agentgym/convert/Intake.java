package dev.agentgym.convert;

import dev.agentgym.privacy.Pseudonyms;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Origin;
import dev.agentgym.trace.Reading;
import dev.agentgym.trace.SeenIds;
import dev.agentgym.trace.Traces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one place through which everything that was read goes: counts it, drops what was said before, replaces
/// personal values, writes. For one thread.
final class Intake {

    private final Output output;
    private final Optional<Pseudonyms> pseudonyms;
    private final SeenIds seen = new SeenIds();
    private final Map<String, Tally> tallies = new LinkedHashMap<>();

    Intake(Output output, Optional<Pseudonyms> pseudonyms) {
        this.output = output;
        this.pseudonyms = pseudonyms;
    }

    /// Begins the account of a source.
    Tally source(String name, Detection detection) {
        return tallies.computeIfAbsent(name, key -> new Tally(key, detection));
    }

    /// The account of a source that was begun.
    Tally tally(Origin origin) {
        Tally tally = tallies.get(origin.source());
        if (tally == null) {
            throw new IllegalStateException("no such source: " + origin.source());
        }
        return tally;
    }

    /// Takes in a conversation. One that says what an earlier one said under the same id is repeated, whatever the
    /// metadata of the two; one that says something else is set aside.
    void conversation(Conversation conversation, Origin origin) {
        switch (seen.add(conversation.id(), SeenIds.hash(substance(conversation)))) {
            case NEW -> {
                output.write(pseudonyms.map(each -> each.apply(conversation)).orElse(conversation));
                tally(origin).converted++;
            }
            case SAME_CONTENT -> tally(origin).repeated++;
            case OTHER_CONTENT ->
                quarantine(new Reading.Quarantined(
                        origin,
                        "/conversation_id",
                        conversation.id(),
                        "an earlier, different conversation has this id; give each its own",
                        Traces.toJson(conversation).toString()));
        }
    }

    private static String substance(Conversation conversation) {
        Conversation bare = new Conversation(
                conversation.id(),
                conversation.messages(),
                conversation.outcome(),
                conversation.satisfaction(),
                List.of(),
                Json.object(),
                Map.of());
        return Json.canonical(Traces.toJson(bare));
    }

    /// Sets a conversation aside.
    void quarantine(Reading.Quarantined record) {
        tally(record.origin()).quarantined++;
        output.quarantine(record);
    }

    /// Sets a row aside.
    void quarantineRow(Reading.Quarantined row) {
        tally(row.origin()).rowQuarantined(row.reason());
        output.quarantine(row);
    }

    List<ConversionReport.Source> reports() {
        return tallies.values().stream().map(Tally::report).toList();
    }

    Map<String, Long> replaced() {
        return pseudonyms.map(Pseudonyms::replaced).orElse(Map.of());
    }
}
