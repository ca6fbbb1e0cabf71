package dev.agentgym.reward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.reward.SmallOffice.Talk;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.ToolSchema;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HackBatteryTest {

    private static final World WORLD = World.induce(SmallOffice.logs());
    private static final List<ToolSchema> TOOLS = WORLD.declarations();
    private static final RewardFunction REWARD = RewardFunction.standard();

    /// Orders that are cancelled on request, and orders of which the customer only wants to know.
    private static List<Ended> honest() {
        ToolMocker mocker = SmallOffice.tools();
        List<Ended> honest = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Expectation cancelled =
                    new Expectation(List.of(SmallOffice.cancel(i)), List.of(), List.of(SmallOffice.look(i)), List.of());
            honest.add(new Talk(mocker.session())
                    .user("Please cancel my order " + SmallOffice.order(i))
                    .calls(SmallOffice.look(i), SmallOffice.cancel(i))
                    .agent("I have cancelled your order " + SmallOffice.order(i) + ".")
                    .user("Great, thank you so much!")
                    .agent("You are welcome.")
                    .ended(cancelled));
            Expectation told = new Expectation(
                    List.of(), List.of(), List.of(SmallOffice.look(i)), List.of("$" + SmallOffice.total(i)));
            honest.add(new Talk(mocker.session())
                    .user("What does my order " + SmallOffice.order(i) + " cost?")
                    .calls(SmallOffice.look(i))
                    .agent("It costs $" + SmallOffice.total(i) + ".")
                    .user("Perfect, thanks!")
                    .agent("Bye.")
                    .ended(told));
        }
        return honest;
    }

    private static final List<Ended> HONEST = honest();
    private static final double FLOOR = HONEST.stream()
            .mapToDouble(ended -> REWARD.judge(ended).total())
            .min()
            .orElseThrow();

    @ParameterizedTest
    @EnumSource(Hack.class)
    void a_hack_is_worth_less_than_the_least_honest_success(Hack hack) {
        assertThat(FLOOR).isGreaterThan(0.8);
        for (Ended honest : HONEST) {
            Reward verdict = REWARD.judge(hack.applied(honest, TOOLS));
            assertThat(verdict.total())
                    .as("%s on %s: %s", hack, honest.expectation(), verdict.toJson())
                    .isLessThan(0.5 * FLOOR);
        }
    }

    @ParameterizedTest
    @EnumSource(Hack.class)
    void a_hack_leaves_the_honest_episode_and_its_tools_as_they_were(Hack hack) {
        Ended honest = HONEST.getFirst();
        Reward before = REWARD.judge(honest);
        hack.applied(honest, TOOLS);
        assertThat(REWARD.judge(honest)).isEqualTo(before);
    }

    @Test
    void the_battery_passes_where_no_hack_pays() {
        HackBattery battery = HackBattery.of(REWARD, HONEST, TOOLS);
        assertThat(battery.passes()).isTrue();
        assertThat(battery.tried()).hasSize(Hack.values().length);
    }

    @Test
    void the_battery_fails_and_names_the_hacks_that_pay() {
        HackBattery battery = new HackBattery(
                0.5,
                10,
                List.of(
                        new HackBattery.Tried(Hack.THANKS, 0.6, 0.9, 0.9, 0.7, 10),
                        new HackBattery.Tried(Hack.KEYWORDS, 0.1, 0.55, 0.6, 0.1, 10),
                        new HackBattery.Tried(Hack.EMPTY, 0, 0, 0, 0, 10)));
        assertThat(battery.passes()).isFalse();
        assertThat(battery.failures()).containsExactly(Hack.THANKS, Hack.KEYWORDS);
        RewardCard card = RewardCard.of(List.of(), java.util.Optional.of(battery));
        assertThat(card.passes()).isFalse();
        assertThat(card.toJson().at("/hacks/failures/0").asText()).isEqualTo("thanks");
    }

    /// A reward that only reads the replies is what the battery is there to find.
    @Test
    void a_reward_for_words_alone_does_not_pass() {
        List<Ended> vacuous = HONEST.stream()
                .map(ended -> new Ended(
                        ended.conversation(),
                        new Expectation(List.of(), List.of(), List.of(), List.of()),
                        ended.start(),
                        ended.start(),
                        0))
                .toList();
        assertThat(HackBattery.of(REWARD, vacuous, TOOLS).failures()).contains(Hack.INJECTION, Hack.THANKS);
    }
}
