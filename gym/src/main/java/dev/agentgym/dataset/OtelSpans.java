package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.rollout.Course;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Spans of OpenTelemetry's conventions for generative AI, a line of OTLP JSON for each conversation: the agent at
/// work, within it one exchange with a model that holds the whole conversation (exchanges repeat what came before,
/// so the last one suffices), and one span for each call of a tool. Verdicts are evaluation events.
///
/// @param context what all rows share
record OtelSpans(RowContext context) implements RowFormat.OfConversation {

    @Override
    public List<ObjectNode> rows(Sample sample, int number) {
        Conversation conversation = sample.conversation();
        Instant start = conversation.startedAt().orElse(Instant.EPOCH);
        Course course = new Course(
                start,
                conversation.endedAt().orElse(start),
                List.of(),
                conversation.exchanges().stream()
                        .map(exchange -> time(exchange, conversation))
                        .toList());
        return List.of(new OtelTrace(context, sample, course, conversation.id()).row());
    }

    private static Course.Interval time(Exchange exchange, Conversation conversation) {
        Message call = conversation.messages().get(exchange.position());
        Instant asked = call.details().timestamp().orElse(Instant.EPOCH);
        Optional<Instant> answered =
                exchange.answer().flatMap(message -> message.details().timestamp());
        return new Course.Interval(asked, answered.orElse(asked));
    }
}
