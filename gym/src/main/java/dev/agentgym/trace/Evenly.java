package dev.agentgym.trace;

import java.util.List;
import java.util.stream.IntStream;

/// Takes some of a list where all would be too many. Anybody who takes as many from an equal list takes the same.
public final class Evenly {

    private Evenly() {}

    /// At most so many, in their order, evenly from all over the list, the first among them.
    ///
    /// @param most at least 1
    public static <T> List<T> some(List<T> all, int most) {
        int step = Math.max(1, Math.ceilDiv(all.size(), most));
        return IntStream.range(0, all.size())
                .filter(index -> index % step == 0)
                .mapToObj(all::get)
                .toList();
    }
}
