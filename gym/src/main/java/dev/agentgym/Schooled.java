package dev.agentgym;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Ended;
import dev.agentgym.reward.HackBattery;
import dev.agentgym.reward.RewardCard;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.reward.RewardLearning;
import dev.agentgym.reward.RewardLearning.Logged;
import dev.agentgym.task.LoggedEpisodes;
import dev.agentgym.task.Task;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.task.Tasks;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Evenly;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.Split;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The reward of a gym, with what its logs taught it, and how far it can be trusted.
///
/// The card's conversations were judged while their whole group, a customer or a task, was held out; hacks are
/// tried on the reward as it is. Text similarity is not measured here.
///
/// @param reward with weights fitted to the logged outcomes where there are enough, else the documented defaults
/// @param card how well it agrees with the logs and whether hacks pay, as the file in the gym's folder has it
record Schooled(RewardFunction reward, JsonNode card) {

    private static final int MOST_HONEST = 12;

    /// @param claims a reward that knows the claims of these traces
    static Schooled of(
            List<Conversation> traces,
            World world,
            RewardFunction claims,
            ToolMocker tools,
            TaskMiner miner,
            Tasks tasks) {
        LoggedEpisodes episodes = new LoggedEpisodes(tools, miner.byOthers());
        List<String> groups = Split.groups(traces, TaskMiner.keys(traces));
        List<Logged> logs = IntStream.range(0, traces.size())
                .mapToObj(i -> new Logged(traces.get(i), episodes.byOthers(traces.get(i)), groups.get(i)))
                .toList();
        RewardLearning.Learned learned = RewardLearning.learn(claims, logs);
        List<Ended> honest = honest(traces, tasks, episodes);
        Optional<HackBattery> hacks = honest.isEmpty()
                ? Optional.empty()
                : Optional.of(HackBattery.of(learned.reward(), honest, world.declarations()));
        return new Schooled(learned.reward(), card(learned, hacks, miner.intents()));
    }

    /// Successes of tasks to be tested on, evenly from all over them.
    private static List<Ended> honest(List<Conversation> traces, Tasks tasks, LoggedEpisodes episodes) {
        Map<String, Conversation> successes = new HashMap<>();
        traces.stream()
                .filter(each -> each.outcome() == Outcome.SUCCESS)
                .forEach(each -> successes.putIfAbsent(each.id(), each));
        List<Task> tried = tasks.whole().stream()
                .filter(task -> task.part() == Task.Part.TEST && successes.containsKey(task.conversation()))
                .toList();
        List<Ended> honest = new ArrayList<>();
        for (Task task : Evenly.some(tried, MOST_HONEST)) {
            Optional.ofNullable(successes.get(task.conversation()))
                    .ifPresent(log -> honest.add(episodes.ended(log, task.expectation())));
        }
        return honest;
    }

    private static JsonNode card(
            RewardLearning.Learned learned, Optional<HackBattery> hacks, Map<String, String> intents) {
        List<RewardCard.Measured> measured = learned.unseen().stream()
                .map(each -> new RewardCard.Measured(
                        each.logged().conversation(),
                        each.reward(),
                        each.logged().group(),
                        intents.getOrDefault(each.logged().conversation().id(), ""),
                        Map.of()))
                .toList();
        ObjectNode card = RewardCard.of(measured, hacks).toJson();
        card.put("fitted_to_episodes", learned.byExpectation()).put("fitted_to_conversations", learned.byQuality());
        ObjectNode fitted = card.putObject("weights");
        JsonNode reward = learned.reward().toJson();
        fitted.set("of_episodes", reward.path("by_expectation").path("weights"));
        fitted.set("of_conversations", reward.path("by_quality").path("weights"));
        return card;
    }
}
