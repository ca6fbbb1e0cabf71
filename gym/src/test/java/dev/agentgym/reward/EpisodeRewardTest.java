package dev.agentgym.reward;

import static dev.agentgym.reward.SmallOffice.call;
import static dev.agentgym.reward.SmallOffice.cancel;
import static dev.agentgym.reward.SmallOffice.change;
import static dev.agentgym.reward.SmallOffice.expects;
import static dev.agentgym.reward.SmallOffice.look;
import static dev.agentgym.reward.SmallOffice.reopen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.reward.SmallOffice.Talk;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodeRewardTest {

    private static final Expectation CANCELLED = expects(cancel(3));
    private static final Expectation NOTHING = expects();
    private final RewardFunction reward = RewardFunction.standard();

    private static Talk asked() {
        return new Talk().user("Please cancel my order O-103");
    }

    private static double end(Reward verdict) {
        return verdict.part("end_state").orElseThrow().value();
    }

    @Test
    void the_expected_end_is_a_success() {
        Reward verdict = reward.judge(asked().calls(look(3), cancel(3))
                .agent("I have cancelled your order O-103.")
                .ended(CANCELLED));
        assertThat(verdict.success()).isTrue();
        assertThat(end(verdict)).isEqualTo(1);
        assertThat(verdict.total()).isGreaterThan(0.9);
    }

    @Test
    void talking_about_it_is_none() {
        Reward verdict =
                reward.judge(asked().calls(look(3)).agent("It is open.").ended(CANCELLED));
        assertThat(verdict.success()).isFalse();
        assertThat(verdict.total()).isLessThanOrEqualTo(0.5);
        assertThat(verdict.part("end_state").orElseThrow().evidence()).contains("not done: cancel_order");
    }

    @Test
    void doing_it_to_another_order_is_none() {
        Reward verdict =
                reward.judge(asked().calls(cancel(4)).agent("Cancelled.").ended(CANCELLED));
        assertThat(verdict.success()).isFalse();
        assertThat(verdict.part("end_state").orElseThrow().evidence()).contains("not wanted: cancel_order");
    }

    @Test
    void doing_more_than_was_expected_is_none_but_worth_a_part() {
        Reward verdict = reward.judge(
                asked().calls(cancel(3), cancel(4)).agent("Cancelled.").ended(CANCELLED));
        assertThat(verdict.success()).isFalse();
        assertThat(end(verdict)).isEqualTo(0.45);
    }

    @Test
    void what_was_done_and_undone_again_is_unchanged() {
        Reward verdict = reward.judge(asked().calls(look(3), cancel(3), reopen(3))
                .agent("It stays open.")
                .ended(NOTHING));
        assertThat(end(verdict)).isEqualTo(1);
        assertThat(verdict.success()).isTrue();
    }

    @Test
    void another_way_to_the_same_end_is_as_good() {
        Reward verdict = reward.judge(asked().calls(look(3), cancel(3), reopen(3), cancel(3))
                .agent("I have cancelled it.")
                .ended(CANCELLED));
        assertThat(end(verdict)).isEqualTo(1);
    }

    @Test
    void inaction_is_a_success_where_nothing_is_expected() {
        assertThat(reward.judge(asked().calls(look(3))
                                .agent("It was sent already.")
                                .ended(NOTHING))
                        .success())
                .isTrue();
        assertThat(reward.judge(asked().calls(cancel(3)).agent("Done.").ended(NOTHING))
                        .success())
                .isFalse();
    }

    @Test
    void an_alternative_of_the_logs_is_as_good() {
        Expectation either =
                new Expectation(List.of(cancel(3)), List.of(List.of(change(3, "3 New Street"))), List.of(), List.of());
        Talk talk = asked().calls(look(3), change(3, "3 New Street")).agent("It goes there.");
        assertThat(reward.judge(talk.ended(either)).success()).isTrue();
    }

    @Test
    void half_of_two_changes_is_worth_less_than_half() {
        Talk talk = asked().calls(cancel(3)).agent("Done with one.");
        assertThat(end(reward.judge(talk.ended(expects(cancel(3), cancel(4)))))).isEqualTo(0.45);
    }

    @Test
    void what_has_to_be_told_counts_in_any_spelling() {
        Expectation told = new Expectation(List.of(cancel(3)), List.of(), List.of(), List.of("29", "2026-03-05"));
        Talk right = asked().calls(look(3), cancel(3)).agent("You get $29.00 back on March 5th, 2026.");
        Talk wrong = asked().calls(look(3), cancel(3)).agent("You get $28.00 back on March 5th, 2026.");
        assertThat(reward.judge(right.ended(told)).success()).isTrue();
        Reward missed = reward.judge(wrong.ended(told));
        assertThat(missed.success()).isFalse();
        assertThat(missed.part("communicated").orElseThrow().value()).isEqualTo(0.5);
    }

    /// A refund's number is another one in every episode.
    @Test
    void the_number_of_what_was_made_is_told_by_telling_the_one_of_this_episode() {
        ToolCall refund = call("issue_refund", "order_id", "O-103");
        Expectation told = new Expectation(List.of(refund), List.of(), List.of(), List.of("RF-355"));

        assertThat(communicated(refunded(refund, "Your refund is RF-912."), told))
                .isEqualTo(1);
        assertThat(communicated(refunded(refund, "Your refund is RF-355."), told))
                .isEqualTo(1);
        assertThat(communicated(refunded(refund, "Your refund is on its way."), told))
                .isZero();
        assertThat(communicated(refunded(refund, "Your refund is RF-111."), told))
                .isZero();
        assertThat(communicated(refunded(look(3), "Your refund is RF-912."), told))
                .isZero();
    }

    private static Talk refunded(ToolCall call, String told) {
        return asked().logged(call, Json.object().put("refund_id", "RF-912")).agent(told);
    }

    private double communicated(Talk talk, Expectation told) {
        return reward.judge(talk.ended(told)).part("communicated").orElseThrow().value();
    }

    @Test
    void a_claimed_deed_that_was_not_done_costs_most_of_the_total() {
        Reward lie = reward.judge(asked().calls(look(3))
                .agent("I have cancelled your order O-103.")
                .ended(NOTHING));
        Reward honest = reward.judge(
                asked().calls(look(3)).agent("Your order O-103 is open.").ended(NOTHING));
        assertThat(lie.success()).isFalse();
        assertThat(lie.total()).isLessThan(0.35 * honest.total());
        assertThat(lie.part("deeds").orElseThrow().evidence()).contains("I have cancelled your order O-103");
    }

    @Test
    void denying_a_deed_is_no_claim() {
        Reward verdict = reward.judge(
                asked().calls(look(3)).agent("I have not cancelled your order.").ended(NOTHING));
        assertThat(verdict.part("deeds")).isEmpty();
    }

    @Test
    void invented_identifiers_repeated_and_refused_calls_are_not_clean() {
        Expectation looked = new Expectation(List.of(), List.of(), List.of(look(3)), List.of());
        double clean = tools(asked().calls(look(3)), looked);
        assertThat(clean).isEqualTo(1);
        assertThat(tools(asked().calls(look(3), look(3)), looked)).isEqualTo(0.5);
        assertThat(tools(asked().calls(look(3), look(7)), looked)).isEqualTo(0.5);
        assertThat(tools(asked().refused(look(3), "Error"), looked)).isZero();
    }

    private double tools(Talk talk, Expectation expectation) {
        return reward.judge(talk.agent("Here it is.").ended(expectation))
                .part("tool_use")
                .orElseThrow()
                .value();
    }

    @Test
    void an_unneeded_transfer_does_not_replace_the_lookups() {
        Expectation looked = new Expectation(List.of(), List.of(), List.of(look(3)), List.of());
        Reward handedOver = reward.judge(asked().calls(call("transfer", "summary", "wants to cancel"))
                .agent("Please hold.")
                .ended(looked));
        Reward honest = reward.judge(
                asked().calls(look(3)).agent("It was sent already.").ended(looked));
        assertThat(handedOver.total()).isLessThan(0.5 * honest.total());
    }

    @Test
    void silence_is_no_success() {
        Reward verdict = reward.judge(asked().ended(NOTHING));
        assertThat(verdict.success()).isFalse();
        assertThat(verdict.total()).isZero();
    }

    /// A bug here would let an agent live on what the logged agent did before it took over.
    @Test
    void what_stands_before_the_episode_is_no_merit() {
        Talk talk = asked().agent("You get $29.00 back.").calls(look(3));
        Expectation told = new Expectation(List.of(), List.of(), List.of(), List.of("29"));
        assertThat(reward.judge(talk.agent("Bye now.").ended(told, 4))
                        .part("communicated")
                        .orElseThrow()
                        .value())
                .isZero();
    }

    @Test
    void judging_twice_gives_the_same() {
        Ended ended = asked().calls(look(3), cancel(3)).agent("Cancelled.").ended(CANCELLED);
        assertThat(reward.judge(ended).toJson()).isEqualTo(reward.judge(ended).toJson());
    }
}
