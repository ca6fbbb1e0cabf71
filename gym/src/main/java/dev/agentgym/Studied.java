package dev.agentgym;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.environment.ConversationEnvironment;
import dev.agentgym.environment.EnvironmentCard;
import dev.agentgym.environment.EpisodeSetting;
import dev.agentgym.environment.Rules;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.reward.RewardLearning;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Lazy;
import dev.agentgym.user.LoggedCustomer;
import dev.agentgym.user.UserCard;
import dev.agentgym.world.World;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// What a gym knows of its traces beside the tools, each part learned, or read, when it is first asked for. Safe to
/// share between threads.
final class Studied {

    /// Each costs some six short episodes.
    private static final int MOST_CHECKED = 12;

    private final Lazy<Mined> mined;
    private final Lazy<Schooled> schooled;
    private final Lazy<JsonNode> userCard;
    private final Lazy<JsonNode> environmentCard;

    private Studied(
            Supplier<Mined> mined,
            Supplier<Schooled> schooled,
            Supplier<JsonNode> userCard,
            Supplier<JsonNode> environmentCard) {
        this.mined = new Lazy<>(mined);
        this.schooled = new Lazy<>(schooled);
        this.userCard = new Lazy<>(userCard);
        this.environmentCard = new Lazy<>(environmentCard);
    }

    /// What can be learned of these traces.
    static Studied of(List<Conversation> traces, World world, ToolMocker tools) {
        Lazy<TaskMiner> miner = new Lazy<>(() -> TaskMiner.of(traces, world));
        Lazy<RewardFunction> claims =
                new Lazy<>(() -> RewardLearning.claims(RewardFunction.standard(), traces, world.changing()));
        Lazy<Mined> mined = new Lazy<>(() -> Mined.of(miner.get(), traces, tools, claims.get()));
        Lazy<Schooled> schooled = new Lazy<>(() -> Schooled.of(
                traces, world, claims.get(), tools, miner.get(), mined.get().tasks()));
        Lazy<LoggedCustomer> customer =
                new Lazy<>(() -> LoggedCustomer.of(traces, mined.get().tasks()));
        Supplier<EpisodeSetting> setting = () -> new EpisodeSetting(
                EpisodeSetting.byId(traces),
                tools,
                world.declarations(),
                customer.get(),
                schooled.get().reward()::judge,
                Rules.DEFAULT,
                InstantSource.system());
        return new Studied(
                mined::get,
                schooled::get,
                () -> userCard(traces, mined.get(), customer.get()),
                () -> environmentCard(setting.get(), mined.get()));
    }

    /// What was learned before.
    static Studied known(
            Supplier<Mined> mined,
            Supplier<Schooled> schooled,
            Supplier<JsonNode> userCard,
            Supplier<JsonNode> environmentCard) {
        return new Studied(mined, schooled, userCard, environmentCard);
    }

    private static JsonNode environmentCard(EpisodeSetting setting, Mined mined) {
        return EnvironmentCard.measure(
                        () -> new ConversationEnvironment(setting),
                        mined.tasks().all(),
                        MOST_CHECKED,
                        Gym.SEED)
                .toJson();
    }

    private static JsonNode userCard(List<Conversation> traces, Mined mined, LoggedCustomer customer) {
        return UserCard.measure(customer, traces, UserCard.toMeasureOn(mined.tasks()))
                .toJson();
    }

    /// The tasks, with what their audit found.
    Mined mined() {
        return mined.get();
    }

    /// The reward, with how far it can be trusted.
    Schooled schooled() {
        return schooled.get();
    }

    /// How much like the logged customers the simulated ones are.
    JsonNode userCard() {
        return userCard.get();
    }

    /// Whether the environment keeps its promises.
    JsonNode environmentCard() {
        return environmentCard.get();
    }
}
