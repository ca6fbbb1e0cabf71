package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What the rows of a conversation say about it as a whole.
///
/// Of several outcomes or ratings the last one counts, by time and then by place; earlier ratings that differ stay
/// in the metadata, as do the outcome's own word and the scale of the rating. An agent is named only where they
/// took part: a conversation that nobody answered is the same whether or not the log knows whose turn it was.
///
/// @param outcome how it ended
/// @param satisfaction the last rating, on the scale of the log
/// @param metadata customer, outcome label, scale, earlier ratings, and what the log or the user keeps
record Facts(Outcome outcome, OptionalDouble satisfaction, ObjectNode metadata) {

    static Facts of(List<Row> messages, List<Row> calls, List<Row> surveys, String scale) {
        List<Row> answers = surveys.stream()
                .sorted(Comparator.comparing(
                        row -> Moments.read(row.text(Column.TIME)).orElse(Instant.MIN)))
                .toList();
        List<Row> all = new ArrayList<>(messages);
        all.addAll(answers);
        ObjectNode metadata = Json.object();
        last(all, Column.CUSTOMER).ifPresent(customer -> metadata.put("customer_id", customer));
        last(all, Column.CHANNEL).ifPresent(channel -> metadata.put("channel", channel));
        agent(messages, calls).ifPresent(agent -> metadata.put("agent", agent));
        Optional<String> label = last(all, Column.OUTCOME);
        label.ifPresent(word -> metadata.put("outcome_label", word));
        OptionalDouble satisfaction = satisfaction(
                ratings(answers.stream().anyMatch(row -> row.has(Column.SATISFACTION)) ? answers : messages),
                scale,
                metadata);
        all.forEach(row -> keep(row, metadata));
        stopTokens(messages, metadata);
        if (calls.isEmpty() && messages.stream().noneMatch(row -> Turn.speaks(row, Role.ASSISTANT))) {
            metadata.remove("agent");
        }
        return new Facts(label.map(OutcomeLabels::read).orElse(Outcome.UNKNOWN), satisfaction, metadata);
    }

    /// Who served the customer: the first to answer, else the first to use a tool.
    private static Optional<String> agent(List<Row> messages, List<Row> calls) {
        return Stream.concat(messages.stream().filter(row -> Turn.speaks(row, Role.ASSISTANT)), calls.stream())
                .map(row -> row.text(Column.AUTHOR))
                .filter(author -> !author.isEmpty())
                .findFirst();
    }

    private static void stopTokens(List<Row> messages, ObjectNode metadata) {
        List<String> tokens = messages.stream()
                .filter(row -> Turn.speaks(row, Role.USER))
                .flatMap(row -> MessageText.stopTokens(row.text(Column.TEXT)).stream())
                .toList();
        if (!tokens.isEmpty()) {
            metadata.set("stop_tokens", Json.of(tokens));
        }
    }

    private static Optional<String> last(List<Row> rows, Column column) {
        return rows.reversed().stream()
                .map(row -> row.text(column))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static List<String> ratings(List<Row> rows) {
        return rows.stream()
                .map(row -> row.text(Column.SATISFACTION))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static OptionalDouble satisfaction(List<String> given, String scale, ObjectNode metadata) {
        if (given.isEmpty()) {
            return OptionalDouble.empty();
        }
        String raw = given.getLast();
        Optional<Rating> rating = Rating.read(raw);
        rating.ifPresent(known -> metadata.put("satisfaction_scale", scale));
        if (!raw.matches("-?\\d+(\\.\\d+)?")) {
            metadata.put("satisfaction_raw", raw);
        }
        List<String> earlier = given.subList(0, given.size() - 1).stream()
                .filter(other -> !other.equals(raw))
                .distinct()
                .toList();
        if (!earlier.isEmpty()) {
            ArrayNode list = metadata.putArray("earlier_ratings");
            earlier.forEach(list::add);
        }
        return rating.stream().mapToDouble(Rating::score).findFirst();
    }

    private static void keep(Row row, ObjectNode metadata) {
        row.kept().forEach(metadata::set);
        JsonNode column = row.value(Column.METADATA);
        JsonNode known = column.isTextual() ? LooseJson.container(column.textValue()) : column;
        known.properties().forEach(field -> {
            if (!metadata.has(field.getKey())) {
                metadata.set(field.getKey(), field.getValue());
            }
        });
    }
}
