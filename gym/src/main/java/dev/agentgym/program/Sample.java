package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The examples, by position, that a search looks at.
record Sample(List<Integer> positions) {

    private static final int MOST = 40;
    private static final int MOST_REFUTING = 8;

    /// Draws begin so many places apart, and no logs repeat with this period.
    private static final int APART = 7;

    static Sample diverse(List<JsonNode> targets) {
        return diverse(targets, IntStream.range(0, targets.size()).boxed().toList());
    }

    /// Examples with different targets first, then others from all over the list.
    static Sample diverse(List<JsonNode> all, List<Integer> affordable) {
        Set<Integer> chosen = new TreeSet<>();
        Set<JsonNode> targets = new HashSet<>();
        for (int position : spread(affordable, affordable.size())) {
            if (chosen.size() < MOST * 3 / 4 && targets.add(all.get(position))) {
                chosen.add(position);
            }
        }
        for (int position : spread(affordable, MOST)) {
            if (chosen.size() < MOST) {
                chosen.add(position);
            }
        }
        return new Sample(List.copyOf(chosen));
    }

    /// So many examples at equal distances, beginning with another one for each draw.
    static Sample every(List<Integer> affordable, int size, int draw) {
        double step = affordable.size() / (double) size;
        Set<Integer> chosen = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            int position = (int) (i * step + draw * step / 4 + (draw * APART) % affordable.size());
            chosen.add(affordable.get(position % affordable.size()));
        }
        return new Sample(List.copyOf(chosen));
    }

    /// This sample and some of those that refuted what it suggested.
    Sample with(List<Integer> refuting) {
        Set<Integer> chosen = new TreeSet<>(positions);
        chosen.addAll(spread(refuting, MOST_REFUTING));
        return new Sample(List.copyOf(chosen));
    }

    /// Positions in an order that reaches all parts of the list early: every so many, then the ones between.
    private static List<Integer> spread(List<Integer> positions, int most) {
        List<Integer> order = new ArrayList<>();
        int stride = Math.max(1, positions.size() / Math.max(1, Math.min(most, MOST)));
        for (int offset = 0; offset < stride; offset++) {
            for (int i = offset; i < positions.size() && order.size() < most; i += stride) {
                order.add(positions.get(i));
            }
        }
        return order;
    }
}
