package dev.agentgym.dataset;

import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Two siblings at the point where they part: the same messages before, and one turn of the agent each.
///
/// @param better the sibling with the higher reward
/// @param worse the other
/// @param turn the index, among the messages that the agent saw, of the turn in which they part
/// @param margin the difference of their rewards
record Pair(Seen better, Seen worse, int turn, double margin) {

    /// A sample with its messages as rows have them, in two forms.
    ///
    /// @param sample the sample
    /// @param lines its messages
    /// @param texts a text for each, equal for messages that rows cannot tell apart
    record Seen(Sample sample, List<Line> lines, List<String> texts) {

        static Seen of(Sample sample) {
            List<Line> lines = sample.lines();
            return new Seen(
                    sample,
                    lines,
                    lines.stream()
                            .map(line -> Json.canonical(ChatRow.message(line.message(), false)))
                            .toList());
        }

        double score() {
            return sample.score().orElseThrow();
        }
    }

    /// The pairs of the samples of one task, those with the largest margins first. Two pairs that would become the
    /// same row are one.
    static List<Pair> of(List<Sample> siblings, Pairs wanted) {
        List<Seen> seen = siblings.stream()
                .filter(sample -> sample.score().isPresent())
                .map(Seen::of)
                .sorted(Comparator.comparingDouble(Seen::score).reversed())
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            boolean good = wanted.better().refuses(seen.get(i).sample()).isEmpty();
            for (int j = seen.size() - 1; good && j > i; j--) {
                between(seen.get(i), seen.get(j), wanted.pairing().margin()).ifPresent(pairs::add);
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::margin).reversed());
        Set<List<String>> rows = new HashSet<>();
        return pairs.stream()
                .filter(pair -> rows.add(pair.row()))
                .limit(wanted.pairing().most())
                .toList();
    }

    private static Optional<Pair> between(Seen better, Seen worse, double least) {
        double margin = better.score() - worse.score();
        int turn = 0;
        int shorter = Math.min(better.lines().size(), worse.lines().size());
        while (turn < shorter && better.texts().get(turn).equals(worse.texts().get(turn))) {
            turn++;
        }
        boolean parts = turn > 0
                && turn < shorter
                && better.lines().get(turn).trained()
                && worse.lines().get(turn).trained();
        return parts && margin >= least ? Optional.of(new Pair(better, worse, turn, margin)) : Optional.empty();
    }

    private List<String> row() {
        List<String> row = new ArrayList<>(better.texts().subList(0, turn + 1));
        row.add(worse.texts().get(turn));
        return row;
    }

    /// What both saw before they parted.
    List<Line> prompt() {
        return better.lines().subList(0, turn);
    }

    /// The turn of the better one.
    List<Line> chosen() {
        return better.lines().subList(turn, turn + 1);
    }

    /// The turn of the other one.
    List<Line> rejected() {
        return worse.lines().subList(turn, turn + 1);
    }
}
