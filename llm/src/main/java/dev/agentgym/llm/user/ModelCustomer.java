package dev.agentgym.llm.user;

import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.Sampling;
import dev.agentgym.task.Task;
import dev.agentgym.user.Customer;
import dev.agentgym.user.LoggedCustomer;
import dev.agentgym.user.Visit;

/// A customer whose words a chat model finds. As safe to share between threads as its client; the visits are not.
///
/// The ledger of the task is the guard rail. Whatever the model proposes is checked before it is said: that it
/// gives nothing away that nobody asked for, invents no value, stays in character and does not leave too early.
/// What fails is asked for again with the reason; when that does not help, the logged customer speaks, and the
/// message says so. Words that fail even then, and a model that does not answer, are a fault of the customer's: the
/// episode is not charged to the agent. Where the model gives equal answers to equal questions, as behind a cache,
/// equal tasks, seeds and replies make equal visits.
public final class ModelCustomer implements Customer {

    private final ModelClient client;
    private final String name;
    private final LoggedCustomer guards;
    private final Settings settings;

    /// How the customer is played. Immutable.
    ///
    /// @param repairs how often the model is asked again after words that cannot be said
    /// @param sampling how its answers are drawn; each turn has a seed of its own
    public record Settings(int repairs, Sampling sampling) {

        /// Two repairs, and as much variety as the model's maker likes.
        public static final Settings DEFAULT = new Settings(2, Sampling.DEFAULT);

        /// Refuses a negative number of repairs.
        public Settings {
            if (repairs < 0) {
                throw new IllegalArgumentException("repairs are not negative: " + repairs);
            }
        }
    }

    /// A customer behind a client.
    ///
    /// @param name what it is called wherever it is said who spoke
    /// @param guards the logged customers of the same tasks
    public ModelCustomer(ModelClient client, String name, LoggedCustomer guards, Settings settings) {
        this.client = client;
        this.name = name;
        this.guards = guards;
        this.settings = settings;
    }

    @Override
    public Visit visit(Task task, long seed) {
        return new ModelVisit(
                new Speaker(client, Part.of(task), settings.sampling(), seed),
                guards.guarded(task, seed),
                name,
                settings.repairs());
    }

    @Override
    public String name() {
        return name;
    }
}
