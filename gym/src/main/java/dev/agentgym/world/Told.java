package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Lazy;
import java.util.List;

/// What the learned rules say to a call. Immutable.
public sealed interface Told {

    /// Whether logs that went the same way say more than this.
    ///
    /// @param confidence chance that these logs are right, in [0, 1]
    default boolean yieldsTo(double confidence) {
        return switch (this) {
            case Supposed supposed -> confidence > supposed.confidence();
            case Shown shown -> !shown.ofSession();
            case Untold _, Rejected _, Unsure _, Refused _, Computed _, Unprecedented _ -> true;
        };
    }

    /// The call is refused.
    ///
    /// @param text the refusal in the tool's own words
    /// @param unknownId whether it is refused because no log knows an id
    /// @param rule the rule, for people
    /// @param support how many logged refusals of this tool it reproduces
    /// @param claim the chance that it is right, as the logs tell, in (0, 1]
    record Refused(JsonNode text, boolean unknownId, Lazy<String> rule, int support, double claim) implements Told {}

    /// The call reads a row.
    ///
    /// @param answer the row, as the tool shows it
    /// @param ofSession whether this session showed or changed it; else a log shows it
    /// @param rule how the row is found, for people
    /// @param conversations ids of logged conversations that show it
    /// @param claim the chance that it is right, as the logs tell, in (0, 1]
    record Shown(JsonNode answer, boolean ofSession, Lazy<String> rule, List<String> conversations, double claim)
            implements Told {}

    /// The answer is computed.
    ///
    /// @param answer the answer
    /// @param rule the rule, for people
    /// @param support how many logged answers it reproduces
    /// @param against how many logged answers speak against it
    /// @param conversations ids of logged conversations that show it
    /// @param claim the chance that it is right, as the logs tell, in (0, 1]
    record Computed(
            JsonNode answer, Lazy<String> rule, int support, int against, List<String> conversations, double claim)
            implements Told {}

    /// No rule tells, but logs in which the same was told before agree on an answer.
    ///
    /// @param answer the answer
    /// @param isError whether it is a refusal
    /// @param reason why it is supposed, for people
    /// @param confidence chance that it is right, as measured on logs held out, in [0, 1]
    record Supposed(JsonNode answer, boolean isError, String reason, double confidence) implements Told {}

    /// The rules tell, but the call does what no accepted one did.
    ///
    /// @param otherwise what they tell
    /// @param breach what no accepted call did: `order.status ≠ "open"`
    /// @param reason the same with its evidence, for people
    record Unprecedented(Told otherwise, Lazy<String> breach, Lazy<String> reason) implements Told {}

    /// It is not known whether the tool refuses the call.
    ///
    /// @param otherwise what the rules tell if it does not
    /// @param reason what would have to be known, for people
    record Unsure(Lazy<Told> otherwise, String reason) implements Told {}

    /// The tool refuses for certain, only nobody knows its words: the call changes nothing.
    ///
    /// @param breach why it refuses: `order.status ≠ "open"`
    /// @param reason the same with what is missing, for people
    record Rejected(String breach, String reason) implements Told {}

    /// The rules do not tell.
    ///
    /// @param reason why not, for people
    record Untold(String reason) implements Told {}
}
