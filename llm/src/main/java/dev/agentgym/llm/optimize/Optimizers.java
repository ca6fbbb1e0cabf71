package dev.agentgym.llm.optimize;

import java.util.List;
import java.util.Optional;

/// The optimisers there are. Stateless.
public final class Optimizers {

    private Optimizers() {}

    /// All of them, the simplest first.
    public static List<Optimizer> all() {
        return List.of(
                FewShot.labelled(),
                FewShot.bootstrapped(),
                new RandomSearch(),
                new JointSearch(),
                new Gepa(true),
                new RuleSearch());
    }

    /// The one of this name.
    public static Optional<Optimizer> named(String name) {
        return all().stream().filter(optimizer -> optimizer.name().equals(name)).findFirst();
    }
}
