package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.privacy.Privacy;
import dev.agentgym.privacy.Pseudonyms;
import dev.agentgym.trace.Conversation;
import java.util.List;
import java.util.Optional;

/// Converts records that arrive one at a time, each a whole conversation: our schema, OpenAI's chat rows, runs of
/// tau-bench, simulations of tau2, and what other trainers record. For one thread.
public final class RecordConversion {

    private final Optional<Pseudonyms> pseudonyms;

    private RecordConversion(Optional<Pseudonyms> pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /// Leaves personal values as they are.
    public static RecordConversion plain() {
        return new RecordConversion(Optional.empty());
    }

    /// Replaces personal values.
    public static RecordConversion replacing(Privacy privacy) {
        return new RecordConversion(Optional.of(privacy.pseudonyms()));
    }

    /// One record as a conversation.
    ///
    /// @throws ConversionException with place, value and reason when the record cannot be read
    public Conversation convert(JsonNode record) {
        try {
            Shapes.Reader reader = Shapes.reader(record);
            List<JsonNode> parts = reader.parts().apply(record);
            if (parts.size() != 1) {
                throw new Defect(
                        "",
                        record.toString(),
                        "the record holds " + parts.size() + " conversations, not one; convert its file with --out");
            }
            Conversation conversation = reader.read().apply(parts.getFirst());
            return pseudonyms.map(each -> each.apply(conversation)).orElse(conversation);
        } catch (Defect e) {
            throw new ConversionException(e.explanation());
        }
    }
}
