package dev.agentgym.reward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.reward.SmallOffice.Talk;
import dev.agentgym.trace.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeedsTest {

    private static final Set<String> WRITERS = Set.of("cancel_order", "reopen_order", "change_address");
    private final Deeds learned = Deeds.learn(SmallOffice.logs(), WRITERS);

    private Optional<Finding> of(Talk talk) {
        return learned.examine(talk.conversation("c", Outcome.UNKNOWN), 0, WRITERS::contains);
    }

    @Test
    void the_logs_show_which_tool_stands_behind_a_verb() {
        assertThat(learned.learned().get("cancel")).containsExactly("cancel_order");
    }

    @Test
    void another_change_does_not_make_the_claim_true() {
        Talk talk = new Talk()
                .user("Cancel it.")
                .calls(SmallOffice.change(3, "3 New Street"))
                .agent("I've cancelled your order.");
        assertThat(of(talk).orElseThrow().value()).isZero();
        assertThat(of(talk).orElseThrow().gate()).isEqualTo(0.3);
    }

    @Test
    void a_refused_call_does_not_make_the_claim_true() {
        Talk talk = new Talk()
                .user("Cancel it.")
                .refused(SmallOffice.cancel(3), "Error")
                .agent("Your order has been cancelled.");
        assertThat(of(talk).orElseThrow().value()).isZero();
    }

    @Test
    void what_a_tool_said_may_be_passed_on() {
        Talk talk = new Talk()
                .user("Where is it?")
                .calls(SmallOffice.cancel(3), SmallOffice.look(3))
                .agent("It has been cancelled.");
        assertThat(of(talk).orElseThrow().value()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I can cancel your order.",
                "Once it has been cancelled, you get your money back.",
                "I have not cancelled anything.",
                "Shall I cancel it?",
                "If I have cancelled it, you will get a message."
            })
    void what_claims_no_deed_is_not_checked(String text) {
        assertThat(of(new Talk().user("Hello").agent(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I've just cancelled your order.",
                "We have successfully cancelled it.",
                "Your order has now been cancelled.",
                "I have gone ahead and cancelled it for you."
            })
    void claims_come_in_many_words(String text) {
        assertThat(of(new Talk().user("Hello").agent(text)).orElseThrow().value())
                .isZero();
    }

    @Test
    void without_logs_any_change_may_stand_behind_a_claim() {
        Deeds standard = Deeds.standard();
        Talk done = new Talk()
                .user("Hi")
                .calls(SmallOffice.change(3, "9 New Street"))
                .agent("I have refunded it.");
        Talk idle = new Talk().user("Hi").calls(SmallOffice.look(3)).agent("I have refunded it.");
        List<Double> values = List.of(done, idle).stream()
                .map(talk -> standard.examine(talk.conversation("c", Outcome.UNKNOWN), 0, WRITERS::contains)
                        .orElseThrow()
                        .value())
                .toList();
        assertThat(values).containsExactly(1.0, 0.0);
    }
}
