package dev.agentgym.examples.customerservice.simulation;

import java.util.List;
import java.util.Optional;

/// The truth about one conversation.
///
/// @param id the ticket id, such as `T-100001`; ids rise with the start time
/// @param channel `chat`, `app` or `messaging`
/// @param intents what the customer came for, one or two
/// @param events in strictly rising time
/// @param satisfaction the rating of 1 to 5, if the survey was answered
/// @param comment the words with the rating, maybe empty
/// @param personalData every value on file that identifies the customer, as it was before and after the
/// conversation
public record SampleConversation(
        String id,
        String customerId,
        String channel,
        List<Intent> intents,
        AgentProfile agent,
        Mood mood,
        Split split,
        List<Event> events,
        Outcome outcome,
        Optional<Integer> satisfaction,
        String comment,
        List<String> personalData) {

    /// The last fifth by time is the test split; only there do held-out phrases occur.
    public enum Split {
        TRAIN,
        TEST
    }
}
