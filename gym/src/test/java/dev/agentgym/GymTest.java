package dev.agentgym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.reward.RewardFunction;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GymTest {

    private static final List<Conversation> TRACES =
            Traces.read(Path.of(System.getProperty("agentgym.root", ".."), "examples/quickstart/traces.jsonl"));

    @TempDir
    Path folder;

    private static Gym gym() {
        return AgentGym.createEnvironment(TRACES, Map.of());
    }

    @Test
    void a_gym_needs_a_conversation() {
        assertThatThrownBy(() -> AgentGym.createEnvironment(List.of()))
                .isInstanceOf(GymException.class)
                .hasMessageContaining("at least one conversation");
    }

    @Test
    void a_gym_knows_its_traces_tools_and_counts() {
        Gym gym = gym();
        assertThat(gym.traces()).isEqualTo(TRACES);
        assertThat(gym.world().tools()).containsOnlyKeys("cancel_subscription", "lookup_account");
        assertThat(gym.statistics().conversations()).isEqualTo(2);
    }

    @Test
    void without_a_key_the_agent_that_answers_is_the_grounded_one() {
        assertThat(gym().queryAgent().agent().name()).isEqualTo("grounded");
        assertThat(gym().groundedAgent().agent().name()).isEqualTo("grounded");
    }

    @Test
    void a_gym_that_was_saved_answers_as_before() {
        Gym gym = gym();
        gym.save(folder.resolve("gym"));
        Gym loaded = Gym.load(folder.resolve("gym"));
        assertThat(loaded.traces()).isEqualTo(gym.traces());
        assertThat(loaded.fidelity()).isEqualTo(gym.fidelity());
        for (Conversation conversation : TRACES) {
            for (Exchange exchange : conversation.exchanges()) {
                assertThat(answer(loaded, exchange)).isEqualTo(answer(gym, exchange));
            }
        }
    }

    private static ToolResult answer(Gym gym, Exchange exchange) {
        return gym.toolMocker()
                .session()
                .call(exchange.call().name(), exchange.call().arguments());
    }

    @Test
    void the_same_traces_give_the_same_bytes_and_nothing_is_left_beside_them() throws IOException {
        gym().save(folder.resolve("one"));
        gym().save(folder.resolve("two"));
        gym().save(folder.resolve("two"));
        for (String file : List.of(
                "gym.json",
                "traces.jsonl.zst",
                "world.json",
                "rules.json",
                "reward.json",
                "cards/fidelity.json",
                "cards/tasks.json",
                "cards/reward.json",
                "cards/user.json",
                "cards/environment.json")) {
            assertThat(folder.resolve("two").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(file));
        }
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(each -> each.getFileName().toString())).containsExactlyInAnyOrder("one", "two");
        }
    }

    @Test
    void a_gym_that_was_saved_rewards_as_before_and_shows_the_same_cards() {
        Gym gym = gym();
        gym.save(folder.resolve("gym"));
        Gym loaded = Gym.load(folder.resolve("gym"));
        assertThat(loaded.rewardFunction().toJson().toString())
                .isEqualTo(gym.rewardFunction().toJson().toString());
        assertThat(loaded.rewardFunction().judge(TRACES.getFirst()))
                .isEqualTo(gym.rewardFunction().judge(TRACES.getFirst()));
        assertThat(loaded.rewardCard().toString()).isEqualTo(gym.rewardCard().toString());
        assertThat(loaded.userCard().toString()).isEqualTo(gym.userCard().toString());
        assertThat(loaded.environmentCard().toString())
                .isEqualTo(gym.environmentCard().toString());
        assertThat(gym.environmentCard().path("tasks").asInt()).isPositive();
        assertThat(gym.environmentCard().path("passes").asBoolean())
                .as(gym.environmentCard().toString())
                .isTrue();
    }

    @Test
    void a_gym_whose_reward_was_changed_by_hand_is_refused_by_whoever_asks_for_it() throws IOException {
        gym().save(folder.resolve("gym"));
        Path reward = folder.resolve("gym/reward.json");
        Files.writeString(reward, Files.readString(reward).replaceFirst("power", "might"));
        Gym loaded = Gym.load(folder.resolve("gym"));

        assertThatThrownBy(loaded::rewardFunction)
                .isInstanceOf(GymException.class)
                .hasMessageContaining("reward.json is not what gym.json says");
    }

    @Test
    void few_outcomes_leave_the_documented_weights() {
        assertThat(gym().rewardCard().path("fitted_to_conversations").asInt()).isZero();
        assertThat(gym().rewardFunction().weights())
                .isEqualTo(RewardFunction.standard().weights());
    }

    @Test
    void a_gym_is_not_written_over_somebody_elses_folder() throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> gym().save(folder))
                .isInstanceOf(GymException.class)
                .hasMessageContaining("something else than a gym");
        assertThat(folder.resolve("letter.txt")).hasContent("dear");
    }

    @Test
    void a_gym_whose_rules_were_changed_by_hand_is_refused() throws IOException {
        gym().save(folder.resolve("gym"));
        Path rules = folder.resolve("gym/rules.json");
        Files.writeString(rules, Files.readString(rules).replaceFirst("writes", "wrote"));

        assertThatThrownBy(() -> Gym.load(folder.resolve("gym")))
                .isInstanceOf(GymException.class)
                .hasMessageContaining("rules.json is not what gym.json says");
    }
}
