package dev.agentgym.convert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Puts messages and calls into the order in which they happened.
///
/// Messages go by their sequence number where all have one, else by time, else as they stood; a message without a
/// time stays behind the one before it. Calls are put between the messages by time; a call without one stands
/// behind the message that it names, or behind all.
final class Timeline {

    private Timeline() {}

    static List<Turn> of(List<Turn> messages, List<Turn> calls) {
        List<Turn> waiting = new ArrayList<>(ordered(calls));
        List<Turn> all = new ArrayList<>();
        for (Turn message : ordered(messages)) {
            move(waiting, all, call -> isBefore(call, message));
            all.add(message);
            move(waiting, all, call -> names(call, message));
        }
        all.addAll(waiting);
        return all;
    }

    private static void move(List<Turn> from, List<Turn> to, Predicate<Turn> which) {
        from.stream().filter(which).forEach(to::add);
        from.removeIf(which);
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
        boolean numbered = turns.stream().allMatch(turn -> turn.sequence().isPresent());
        return numbered ? byNumber(turns) : byTime(turns);
    }

    private static List<Turn> byNumber(List<Turn> turns) {
        return turns.stream()
                .sorted(Comparator.comparingDouble(
                                (Turn turn) -> turn.sequence().orElse(0))
                        .thenComparing(turn -> turn.at().orElse(Instant.MIN)))
                .toList();
    }

    private static List<Turn> byTime(List<Turn> turns) {
        record Dated(Turn turn, Instant at) {}
        List<Dated> dated = new ArrayList<>();
        Instant latest = Instant.MIN;
        for (Turn turn : turns) {
            latest = turn.at().orElse(latest);
            dated.add(new Dated(turn, latest));
        }
        return dated.stream()
                .sorted(Comparator.comparing(Dated::at))
                .map(Dated::turn)
                .toList();
    }
}
