package dev.agentgym.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewardFunctionTest {

    private static final RewardFunction REWARD = RewardFunction.standard();
    private static final String REFUND = "Your refund of $32.50 was issued on March 5th to Maria Lopez.";

    @Test
    void the_expected_reply_itself_scores_one() {
        for (Pair pair : HandWrittenPairs.tuning().subList(0, 30)) {
            assertThat(REWARD.score(pair.reference(), pair.reference()))
                    .as(pair.reference())
                    .isEqualTo(1.0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                REFUND + "|Your refund of $32.50 was not issued on March 5th to Maria Lopez.",
                REFUND + "|Your refund of $35.20 was issued on March 5th to Maria Lopez.",
                REFUND + "|Your refund of $32.50 was issued on March 15th to Maria Lopez.",
                REFUND + "|Your refund of $32.50 was issued on March 5th to Maria Gomez.",
                REFUND + "|I'm sorry for the inconvenience with your refund.",
                "Your claim was approved.|Your claim was denied.",
                "The store is closed on Sundays.|The store is open on Sundays.",
                "The flight from Boston to Denver is full.|The flight from Denver to Boston is full.",
                "You pay $20 per month.|You pay $20 per year.",
                "Yes, you can bring a guest.|No, you can't bring a guest.",
                "Take the pills before meals.|Take the pills after meals.",
                "The courier brings a new modem.|The courier brings a new charger.",
                "Your warranty has expired.|Your warranty is still valid.",
            })
    void a_tempting_reply_scores_below_one_half(String expected, String tempting) {
        assertThat(REWARD.score(tempting, expected)).isLessThan(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                REFUND + "|We sent 32.50 USD back to Maria Lopez on 5 March.",
                "Your claim was approved.|We accepted your claim.",
                "The store is closed on Sundays.|We don't open on Sundays.",
                "We can't refund this ticket.|This ticket is non-refundable.",
                "Check-in starts at 3 pm.|From 15:00 on you can check in.",
                "Your subscription has been cancelled.|We've terminated your subscription.",
            })
    void a_good_paraphrase_scores_above_two_thirds(String expected, String paraphrase) {
        assertThat(REWARD.score(paraphrase, expected)).isGreaterThan(2 / 3.0);
    }

    @Test
    void an_empty_reply_scores_nothing() {
        for (String empty : List.of("", " ", "\n\t", "...", "\0", "🎉")) {
            assertThat(REWARD.score(empty, REFUND)).isZero();
        }
    }

    @Test
    void an_unrelated_reply_scores_little() {
        assertThat(REWARD.score("The pool is open until ten in the evening.", REFUND))
                .isLessThan(0.15);
    }

    // Would catch a part that divides by zero, overflows the stack, or leaves [0, 1].
    @Test
    void any_text_against_any_text_scores_between_zero_and_one() {
        Random random = new Random(7);
        List<String> hostile = List.of(
                "",
                "\0\0",
                "🎉👩‍👩‍👧 \uD83D",
                "مرحبا كيف حالك",
                "?",
                "-".repeat(500),
                "no ".repeat(200),
                "a".repeat(1_000_000),
                "$1,".repeat(300),
                noise(random),
                noise(random),
                noise(random));
        for (String response : hostile) {
            for (String expected : hostile.subList(0, 8)) {
                assertThat(REWARD.score(response, expected)).isBetween(0.0, 1.0);
            }
        }
    }

    private static String noise(Random random) {
        return random.ints(200, 0, 0x3000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void threads_get_the_same_rewards() throws Exception {
        List<Pair> pairs = HandWrittenPairs.tuning().subList(0, 12);
        Callable<List<String>> work = () -> pairs.stream()
                .map(pair -> REWARD.judge(pair.judged(pair.right())).toJson().toString())
                .toList();
        List<String> expected = work.call();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(List.of(work, work, work))) {
                assertThat(result.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void the_total_is_the_weighted_mean_when_no_defect_is_fatal() {
        Reward reward =
                REWARD.judge(Judged.of("Your refund of $32.50 was issued!!!!", "Your refund of $32.50 was issued."));
        double weights = reward.parts().stream().mapToDouble(Scored::weight).sum();
        double mean = reward.parts().stream()
                        .mapToDouble(part -> part.weight() * part.value())
                        .sum()
                / weights;
        assertThat(reward.total()).isCloseTo(mean, within(1e-12)).isLessThan(1);
    }

    @Test
    void every_part_says_why() {
        Reward reward =
                REWARD.judge(Judged.of("Your refund of $35.20 was issued.", "Your refund of $32.50 was issued."));
        assertThat(reward.part("facts").orElseThrow().evidence()).contains("$35.20", "$32.50", "multiplied by 0.30");
        assertThat(reward.parts()).allMatch(part -> !part.evidence().isBlank());
    }

    @Test
    void the_json_is_rounded_and_complete() {
        var json = new Reward(1 / 3.0, List.of(new Scored("facts", 2 / 3.0, 0.2, "why"))).toJson();
        assertThat(json.toString())
                .isEqualTo(
                        "{\"reward\":0.3333,\"parts\":[{\"name\":\"facts\",\"value\":0.6667,\"weight\":0.2,\"evidence\":\"why\"}]}");
    }

    @Test
    void weights_can_be_fitted() {
        RewardFunction fitted = REWARD.withWeights(Map.of("length", 0.5));
        assertThat(fitted.weights()).containsEntry("length", 0.5).containsEntry("facts", 0.2);
        assertThatThrownBy(() -> REWARD.withWeights(Map.of("lenght", 0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lenght")
                .hasMessageContaining("length");
        assertThatThrownBy(() -> REWARD.withWeights(Map.of("length", -1.0))).hasMessageContaining("-1.0");
    }

    @Test
    void a_part_can_be_added() {
        RewardPart end = new RewardPart() {
            @Override
            public String name() {
                return "state_reached";
            }

            @Override
            public Optional<Finding> examine(Evidence evidence) {
                return Optional.of(new Finding(0, 0.5, "The order is still open."));
            }
        };
        RewardFunction extended = REWARD.with(end, 1);
        assertThat(extended.score(REFUND, REFUND)).isLessThan(0.3);
        assertThat(extended.judge(Judged.of(REFUND, REFUND)).part("state_reached"))
                .isPresent();
        assertThatThrownBy(() -> extended.with(end, 1)).hasMessageContaining("state_reached");
    }

    private static final ToolCall LOOK_UP = new ToolCall("c1", "get_order", Json.arguments(Map.of("id", "INV-20417")));

    private static List<Message> orderIs(String json, boolean isError) {
        return List.of(
                Message.User.says("Where is my order INV-20417?"),
                Message.Assistant.calls(List.of(LOOK_UP)),
                new Message.Tool("c1", "get_order", Json.parse(json), isError, Details.NONE));
    }

    @Test
    void what_no_tool_and_no_customer_said_is_not_grounded() {
        List<Message> before = orderIs("{\"total\": 32.5, \"arrives\": \"2026-03-05\"}", false);
        assertThat(value("grounding", "Your order INV-20417 over $32.50 arrives on March 5th.", before))
                .isEqualTo(1);
        assertThat(value("grounding", "Your order INV-20417 over $99 arrives on March 5th.", before))
                .isCloseTo(2 / 3.0, within(0.01));
    }

    @Test
    void a_reply_must_not_contradict_the_tools() {
        List<Message> declined = orderIs("{\"status\": \"declined\", \"refundable\": false}", false);
        assertThat(value("tool_agreement", "Your request was approved.", declined))
                .isZero();
        assertThat(value("tool_agreement", "The order is refundable.", declined))
                .isZero();
        assertThat(value("tool_agreement", "Your request was declined.", declined))
                .isEqualTo(1);
        List<Message> failed = orderIs("\"Error: not found\"", true);
        assertThat(value("tool_agreement", "Your order has been cancelled.", failed))
                .isZero();
        assertThat(value("tool_agreement", "I could not find that order.", failed))
                .isEqualTo(1);
    }

    @Test
    void quality_is_judged_without_an_expected_reply() {
        List<Message> before = List.of(
                Message.User.says("Can you tell me where my parcel is?"),
                Message.Assistant.says("Your parcel is in the depot in Lyon."),
                Message.User.says("And when will my parcel come to me?"));
        assertThat(value("repetition", "Your parcel is in the depot in Lyon.", before))
                .isLessThan(0.5);
        assertThat(value("answers", "When will my parcel come to me?", before)).isZero();
        assertThat(value("answers", "Sorry for the inconvenience!", before)).isZero();
        assertThat(value("tone", "That is your own fault.", before)).isZero();
        assertThat(value("language", "Ihr Paket ist noch nicht da und wir wissen es auch nicht.", before))
                .isZero();
        assertThat(value("length", "very long ".repeat(300), before)).isLessThan(0.5);
        assertThat(REWARD.judge(Judged.inContext("It is with the courier and comes today.", before))
                        .total())
                .isGreaterThan(0.9);
    }

    // Agents who switched something on and said so were taken for liars, since a lookup had shown it off before.
    @Test
    void what_a_later_call_changed_contradicts_nothing() {
        List<Message> before = new ArrayList<>(orderIs("{\"roaming_enabled\": false}", false));
        assertThat(value("tool_agreement", "Roaming is now enabled on your line.", before))
                .isZero();
        assertThat(value("tool_agreement", "Please check whether roaming is enabled.", before))
                .isOne();

        ToolCall change = new ToolCall("c2", "enable_roaming", Json.object());
        before.add(Message.Assistant.calls(List.of(change)));
        before.add(new Message.Tool("c2", "enable_roaming", Json.parse("\"Done.\""), false, Details.NONE));
        assertThat(value("tool_agreement", "Roaming is now enabled on your line.", before))
                .isOne();
    }

    private static double value(String part, String reply, List<Message> before) {
        return REWARD.judge(Judged.inContext(reply, before))
                .part(part)
                .orElseThrow()
                .value();
    }

    @Test
    void a_clean_conversation_beats_one_with_refused_repeated_and_unanswered_calls() {
        List<Message> good = new ArrayList<>(orderIs("{\"status\": \"shipped\"}", false));
        good.add(Message.Assistant.says("Your order INV-20417 has shipped."));
        List<Message> bad = new ArrayList<>(orderIs("\"Error: try again\"", true));
        bad.addAll(orderIs("\"Error: try again\"", true).subList(1, 3));
        bad.add(Message.Assistant.calls(List.of(LOOK_UP)));
        bad.add(Message.Assistant.says("Your order XK-99 has been cancelled!"));
        Reward one = REWARD.judge(Conversation.of("good", good, Outcome.UNKNOWN));
        Reward other = REWARD.judge(Conversation.of("bad", bad, Outcome.UNKNOWN));
        assertThat(one.total()).isGreaterThan(0.95);
        assertThat(other.total()).isLessThan(0.3);
        assertThat(other.part("tool_use").orElseThrow().evidence())
                .isEqualTo("3 calls: 2 refused, 1 unanswered, 2 repeated.");
    }

    @Test
    void a_conversation_without_a_reply_scores_nothing() {
        List<Message> silent = List.of(Message.User.says("Hello?"));
        assertThat(REWARD.judge(Conversation.of("silent", silent, Outcome.UNKNOWN))
                        .total())
                .isZero();
    }
}
