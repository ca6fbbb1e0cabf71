package dev.agentgym.environment;

import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import org.jspecify.annotations.Nullable;

/// The environment that is made from logs: mocked tools, a simulated customer, a learned reward. Mutable, for one
/// thread.
public final class ConversationEnvironment implements Environment {

    private final EpisodeSetting setting;
    private @Nullable Episode episode;

    /// An environment that has not begun an episode.
    public ConversationEnvironment(EpisodeSetting setting) {
        this.setting = setting;
    }

    @Override
    public Observation reset(Task task, long seed) {
        Episode begun = Episode.begin(setting, task, seed);
        episode = begun;
        return begun.observation();
    }

    @Override
    public Step step(Action action) {
        return running("step").step(action);
    }

    @Override
    public Step cut(Ending.Truncated why) {
        return running("cut").cut(why);
    }

    @Override
    public Environment branch() {
        ConversationEnvironment branch = new ConversationEnvironment(setting);
        branch.episode = running("branch").branch();
        return branch;
    }

    @Override
    public Conversation conversation() {
        return running("conversation").recorded();
    }

    private Episode running(String method) {
        Episode current = episode;
        if (current == null) {
            throw new IllegalStateException(method + " before reset: there is no episode yet; call reset first");
        }
        return current;
    }
}
