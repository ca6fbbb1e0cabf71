package dev.agentgym.llm.call;

import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelName;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Opens lines to models: all that ask one model, whatever for, keep to its rates together, and leave its server
/// alone together. Safe to share between threads.
public final class Switchboard {

    /// What the lines to one model share.
    private record Trunk(ModelClient limited, Circuit circuit) {}

    private final Line line;
    private final RateTable rates;
    private final ConcurrentHashMap<ModelName, Trunk> trunks = new ConcurrentHashMap<>();

    /// A switchboard without lines.
    ///
    /// @param line how they are made
    /// @param rates of accounts; those of the line hold where it knows none
    public Switchboard(Line line, RateTable rates) {
        this.line = line;
        this.rates = rates;
    }

    /// A line to a model.
    ///
    /// @param client asks it
    /// @param account who pays; empty where nobody counts
    /// @param store of answers; empty where nothing is kept
    public ModelClient open(
            ModelClient client, ModelName model, Optional<Line.Account> account, Optional<AnswerStore> store) {
        Trunk trunk = trunks.computeIfAbsent(model, name -> trunk(client, name));
        return line.through(trunk.limited(), trunk.circuit(), model, account, store);
    }

    private Trunk trunk(ModelClient client, ModelName model) {
        InstantSource clock = InstantSource.system();
        RateLimit.Rates allowed = rates.of(model).orElse(line.rates());
        return new Trunk(
                new RateLimit(client, allowed, clock, Thread::sleep),
                new Circuit(line.breakAfter(), line.rest(), clock));
    }
}
