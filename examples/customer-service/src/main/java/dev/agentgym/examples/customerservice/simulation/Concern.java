package dev.agentgym.examples.customerservice.simulation;

import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.BackOffice;
import java.util.List;
import java.util.Optional;

/// What a customer comes for this time: an intent, mostly as everyone has it, and for some with a wish of their own.
record Concern(Intent intent, Optional<Wish> wish) {

    static Concern plain(Intent intent) {
        return new Concern(intent, Optional.empty());
    }

    static Concern of(Intent intent, Dice dice) {
        return new Concern(intent, Wish.of(intent, dice));
    }

    /// The list of phrases that tells it.
    String key() {
        return wish.map(Wish::key).orElse(intent.key());
    }

    /// Whom it may concern right now.
    List<String> callers(BackOffice office) {
        return wish.map(own -> own.callers(office))
                .orElseGet(() -> office.directory().customers(intent.matter()));
    }

    Outcome play(Talk talk) {
        return wish.flatMap(own -> own.play(talk)).orElseGet(() -> intent.play(talk));
    }
}
