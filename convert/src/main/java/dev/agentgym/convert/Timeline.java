package dev.agentgym.convert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Puts messages and calls into the order in which they happened.
///
/// Messages go by their sequence number where all have one, else by time, else as they stood; a message without a
/// time stays behind the one before it. Calls are put between the messages by time; a call without one stands
/// behind the message that it names, or behind all.
final class Timeline {

    private Timeline() {}

    static List<Turn> of(List<Turn> messages, List<Turn> calls) {
        List<Turn> spoken = ordered(messages);
        List<Turn> called = ordered(calls);
        List<Turn> all = new ArrayList<>();
        boolean[] placed = new boolean[called.size()];
        for (int i = 0; i < spoken.size(); i++) {
            Turn message = spoken.get(i);
            for (int c = 0; c < called.size(); c++) {
                if (!placed[c] && isBefore(called.get(c), message)) {
                    all.add(called.get(c));
                    placed[c] = true;
                }
            }
            all.add(message);
            for (int c = 0; c < called.size(); c++) {
                if (!placed[c] && names(called.get(c), message)) {
                    all.add(called.get(c));
                    placed[c] = true;
                }
            }
        }
        for (int c = 0; c < called.size(); c++) {
            if (!placed[c]) {
                all.add(called.get(c));
            }
        }
        return all;
    }

    private static boolean isBefore(Turn call, Turn message) {
        return call.at().isPresent()
                && message.at().isPresent()
                && call.at().get().isBefore(message.at().get());
    }

    private static boolean names(Turn call, Turn message) {
        String named = call.row().text(Column.MESSAGE);
        return call.at().isEmpty()
                && !named.isEmpty()
                && named.equals(message.row().text(Column.MESSAGE));
    }

    private static List<Turn> ordered(List<Turn> turns) {
        boolean numbered = turns.stream().allMatch(turn -> sequence(turn).isPresent());
        if (numbered) {
            return turns.stream()
                    .sorted(Comparator.comparingDouble(
                                    (Turn turn) -> sequence(turn).orElse(0))
                            .thenComparing(turn -> turn.at().orElse(Instant.MIN)))
                    .toList();
        }
        record Dated(Turn turn, Instant at) {}
        List<Dated> dated = new ArrayList<>();
        Optional<Instant> latest = Optional.empty();
        for (Turn turn : turns) {
            latest = turn.at()
                    .or(() -> dated.isEmpty()
                            ? Optional.empty()
                            : Optional.of(dated.getLast().at()));
            dated.add(new Dated(turn, latest.orElse(Instant.MIN)));
        }
        return dated.stream()
                .sorted(Comparator.comparing(Dated::at))
                .map(Dated::turn)
                .toList();
    }

    private static OptionalDouble sequence(Turn turn) {
        String text = turn.row().text(Column.SEQUENCE);
        return text.matches("\\d{1,15}(\\.\\d+)?")
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }
}
