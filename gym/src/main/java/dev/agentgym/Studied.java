package dev.agentgym;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Lazy;
import dev.agentgym.user.LoggedCustomer;
import dev.agentgym.user.UserCard;
import dev.agentgym.world.World;
import java.util.List;
import java.util.function.Supplier;

/// What a gym knows of its traces beside the tools, each part learned, or read, when it is first asked for. Safe to
/// share between threads.
final class Studied {

    private final Lazy<Mined> mined;
    private final Lazy<Schooled> schooled;
    private final Lazy<JsonNode> userCard;

    private Studied(Supplier<Mined> mined, Supplier<Schooled> schooled, Supplier<JsonNode> userCard) {
        this.mined = new Lazy<>(mined);
        this.schooled = new Lazy<>(schooled);
        this.userCard = new Lazy<>(userCard);
    }

    /// What can be learned of these traces.
    static Studied of(List<Conversation> traces, World world, ToolMocker tools) {
        Lazy<TaskMiner> miner = new Lazy<>(() -> TaskMiner.of(traces, world));
        Lazy<Mined> mined = new Lazy<>(() -> Mined.of(miner.get(), traces, tools));
        return new Studied(
                mined::get,
                () -> Schooled.of(traces, world, tools, miner.get(), mined.get().tasks()),
                () -> userCard(traces, mined.get()));
    }

    /// What was learned before.
    static Studied known(Supplier<Mined> mined, Supplier<Schooled> schooled, Supplier<JsonNode> userCard) {
        return new Studied(mined, schooled, userCard);
    }

    private static JsonNode userCard(List<Conversation> traces, Mined mined) {
        LoggedCustomer customer = LoggedCustomer.of(traces, mined.tasks());
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
}
