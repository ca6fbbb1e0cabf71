package dev.agentgym.reward;

import static dev.agentgym.reward.SmallOffice.call;
import static dev.agentgym.reward.SmallOffice.cancel;
import static dev.agentgym.reward.SmallOffice.expects;
import static dev.agentgym.reward.SmallOffice.look;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.reward.SmallOffice.Talk;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionRewardTest {

    private static final Message.Assistant CANCELS = Message.Assistant.calls(List.of(cancel(3)));
    private static final Message.Assistant LOOKS = Message.Assistant.calls(List.of(look(3)));
    private static final Message.Assistant TELLS = Message.Assistant.says("Your order costs $29.00.");
    private static final Message.Assistant ASKS = Message.Assistant.says("Why do you want to cancel the order?");
    private static final Expectation LOOKED = new Expectation(List.of(), List.of(), List.of(look(3)), List.of());
    private static final Expectation TOLD = new Expectation(List.of(), List.of(), List.of(), List.of("$29.00"));
    private final RewardFunction reward = RewardFunction.standard();

    private static Talk asked() {
        return new Talk().user("Please cancel my order O-103");
    }

    private Reward cancelling(Talk talk) {
        return reward.judge(talk.decided(expects(cancel(3)), CANCELS));
    }

    private Reward looking(ToolCall... calls) {
        return reward.judge(asked().calls(calls).decided(LOOKED, LOOKS));
    }

    private Reward telling(String words) {
        return reward.judge(
                new Talk().user("What does O-103 cost?").agent(words).decided(TOLD, TELLS));
    }

    // As a whole episode it would be silence, which is worth nothing.
    @Test
    void the_logged_call_alone_is_a_success() {
        Reward verdict = cancelling(asked().calls(cancel(3)));

        assertThat(verdict.success()).isTrue();
        assertThat(verdict.total()).isEqualTo(1);
    }

    @Test
    void the_call_with_another_argument_is_none() {
        Reward verdict = cancelling(asked().calls(cancel(4)));

        assertThat(verdict.success()).isFalse();
        assertThat(verdict.total()).isLessThan(0.2);
    }

    @Test
    void words_in_the_place_of_the_call_are_none() {
        Reward verdict = cancelling(asked().agent("I have cancelled your order O-103."));

        assertThat(verdict.success()).isFalse();
        assertThat(verdict.total()).isLessThan(0.1);
    }

    @Test
    void a_lookup_is_the_same_in_any_spelling_of_its_arguments() {
        assertThat(looking(look(3)).success()).isTrue();
        assertThat(looking(call("get_order", "order_id", "o-103")).success()).isTrue();
        assertThat(looking(look(4)).success()).isFalse();
    }

    // A batch with everything in it would else be right everywhere.
    @Test
    void calls_beside_the_logged_one_cost_the_success_and_a_part_of_the_total() {
        Reward sprayed = looking(look(3), look(4), look(5), look(6));

        assertThat(sprayed.success()).isFalse();
        assertThat(sprayed.part("tool_use").orElseThrow().value()).isEqualTo(0.25);
        assertThat(sprayed.total()).isLessThan(looking(look(3)).total());
    }

    @Test
    void of_two_logged_calls_one_is_worth_half() {
        Message.Assistant both = Message.Assistant.calls(List.of(look(3), look(4)));
        Expectation expectation = new Expectation(List.of(), List.of(), List.of(look(3), look(4)), List.of());
        Reward verdict = reward.judge(asked().calls(look(4)).decided(expectation, both));

        assertThat(verdict.success()).isFalse();
        assertThat(verdict.part("tool_use").orElseThrow().value()).isEqualTo(0.5);
    }

    @Test
    void logged_words_are_the_expected_reply() {
        Reward right = telling("It costs 29 dollars.");
        Reward wrong = telling("It costs $92.00.");

        assertThat(right.success()).isTrue();
        assertThat(right.part("semantic_similarity")).isPresent();
        assertThat(wrong.success()).isFalse();
        assertThat(wrong.total()).isLessThan(0.4 * right.total());
    }

    @Test
    void calls_in_the_place_of_words_are_no_success() {
        Reward verdict = reward.judge(
                new Talk().user("What does O-103 cost?").calls(look(3)).decided(TOLD, TELLS));

        assertThat(verdict.success()).isFalse();
        assertThat(verdict.total()).isZero();
    }

    @Test
    void words_without_a_value_to_check_have_to_mean_the_same() {
        assertThat(reward.judge(asked().agent("May I ask why you want to cancel it?")
                                .decided(expects(), ASKS))
                        .success())
                .isTrue();
        assertThat(reward.judge(asked().agent("Have a nice day!").decided(expects(), ASKS))
                        .success())
                .isFalse();
    }
}
