package dev.agentgym.environment;

import dev.agentgym.trace.Conversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The time of an episode: its n-th message is sent when the log's n-th was, and later ones when the last was. So
/// tools that look at the clock see what they saw in the log, and no episode depends on the clock of the machine.
///
/// @param times the time of each message, never going back; empty where the log has none
record Timeline(List<Optional<Instant>> times) {

    static Timeline of(Conversation logged) {
        List<Optional<Instant>> times = new ArrayList<>(logged.messages().size());
        Optional<Instant> first = logged.messages().getFirst().details().timestamp();
        Optional<Instant> latest = first.isPresent() ? first : logged.startedAt();
        for (var message : logged.messages()) {
            Optional<Instant> time = message.details().timestamp();
            if (time.isPresent() && (latest.isEmpty() || time.get().isAfter(latest.get()))) {
                latest = time;
            }
            times.add(latest);
        }
        return new Timeline(List.copyOf(times));
    }

    /// When the message with this index is sent.
    Optional<Instant> at(int message) {
        return times.get(Math.min(message, times.size() - 1));
    }
}
