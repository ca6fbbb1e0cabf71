package dev.agentgym.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Counts over a set of traces, gathered one conversation at a time. Mutable, for one thread.
///
/// Memory grows with the number of different tools, and by 32 bytes for each conversation to notice content that
/// stands there under several ids.
public final class TraceStatistics {

    private long conversations;
    private long repeatedContent;
    private final Map<Role, Long> messages = new EnumMap<>(Role.class);
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<String, ToolCount> tools = new TreeMap<>();
    private final DoubleSummaryStatistics satisfaction = new DoubleSummaryStatistics();
    private final SeenIds contents = new SeenIds();
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();

    /// Counts of a whole set.
    public static TraceStatistics of(Iterable<Conversation> conversations) {
        TraceStatistics statistics = new TraceStatistics();
        conversations.forEach(statistics::add);
        return statistics;
    }

    /// Takes in one conversation.
    public void add(Conversation conversation) {
        conversations++;
        outcomes.merge(conversation.outcome(), 1L, Long::sum);
        conversation.satisfaction().ifPresent(satisfaction);
        conversation.messages().forEach(message -> messages.merge(message.role(), 1L, Long::sum));
        conversation.exchanges().forEach(this::add);
        if (contents.add(Fingerprint.of(conversation.messages()), 0) != SeenIds.Sighting.NEW) {
            repeatedContent++;
        }
        conversation
                .startedAt()
                .ifPresent(time -> first = first.filter(time::isAfter).or(() -> Optional.of(time)));
        conversation
                .endedAt()
                .ifPresent(time -> last = last.filter(time::isBefore).or(() -> Optional.of(time)));
    }

    private void add(Exchange exchange) {
        tools.merge(
                exchange.call().name(),
                new ToolCount(1, exchange.isRefused() ? 1 : 0, exchange.answer().isEmpty() ? 1 : 0),
                ToolCount::plus);
    }

    /// How many conversations were taken in.
    public long conversations() {
        return conversations;
    }

    /// How many of them say word for word what an earlier one under another id says.
    public long repeatedContent() {
        return repeatedContent;
    }

    /// How many conversations ended so.
    public long count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /// How many messages this role sent.
    public long count(Role role) {
        return messages.getOrDefault(role, 0L);
    }

    /// Calls by tool, in the order of the tools' names.
    public Map<String, ToolCount> tools() {
        return Collections.unmodifiableMap(tools);
    }

    /// How many calls were made in all.
    public long calls() {
        return tools.values().stream().mapToLong(ToolCount::calls).sum();
    }

    /// All counts as JSON, in one fixed order.
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("conversations", conversations);
        json.put("repeated_content", repeatedContent);
        ObjectNode byRole = json.putObject("messages");
        messages.forEach((role, count) -> byRole.put(role.name().toLowerCase(Locale.ROOT), count));
        ObjectNode byOutcome = json.putObject("outcomes");
        outcomes.forEach((outcome, count) -> byOutcome.put(outcome.label(), count));
        ObjectNode rated = json.putObject("satisfaction").put("rated", satisfaction.getCount());
        if (satisfaction.getCount() > 0) {
            rated.put("mean", satisfaction.getAverage())
                    .put("min", satisfaction.getMin())
                    .put("max", satisfaction.getMax());
        }
        first.ifPresent(time -> json.put("first", time.toString()));
        last.ifPresent(time -> json.put("last", time.toString()));
        ObjectNode byTool = json.putObject("tools");
        tools.forEach((name, count) -> byTool.set(name, Json.of(count)));
        return json;
    }

    /// How often a tool was called.
    ///
    /// @param calls all calls
    /// @param refused those answered with an error
    /// @param unanswered those without an answer in the log
    public record ToolCount(long calls, long refused, long unanswered) {

        private ToolCount plus(ToolCount other) {
            return new ToolCount(calls + other.calls, refused + other.refused, unanswered + other.unanswered);
        }
    }
}
