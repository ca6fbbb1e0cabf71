package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A parcel service whose agents never try what is refused: no log shows a refusal.
class UnprecedentedCallsTest {

    private static final int LOGS = 60;
    private static final List<String> STATES = List.of("waiting", "delivered", "lost");
    private static final World WORLD = World.induce(logs(LOGS, state -> state == 0));

    @Test
    void a_call_like_the_accepted_ones_is_accepted() {
        ToolResult got = session(WORLD, Strictness.ABSTAIN).call("redirect", redirect("P1-0", "Quay 77"));

        assertThat(got.tier()).isEqualTo(Tier.INDUCED);
        assertThat(got.result().path("street").asText()).isEqualTo("Quay 77");
    }

    @Test
    void a_row_in_a_state_that_no_accepted_call_concerned_is_not_played_along_with() {
        ToolSession session = session(WORLD, Strictness.ABSTAIN);

        ToolResult got = session.call("redirect", redirect("P1-1", "Quay 77"));

        assertThat(got.tier()).isEqualTo(Tier.ABSTAIN);
        assertThat(got.provenance().reason()).contains("in none of").contains("parcel.state");
        assertThat(street(session, "P1-1")).as("it is taken to be refused").isEqualTo("Pier 101");
    }

    @Test
    void a_caller_who_asks_for_guesses_is_refused_in_words_of_our_own() {
        ToolSession session = session(WORLD, Strictness.GUESS);

        ToolResult got = session.call("redirect", redirect("P1-1", "Quay 77"));

        assertThat(got.tier()).isEqualTo(Tier.GUESS);
        assertThat(got.isError()).isTrue();
        assertThat(got.result().asText()).isEqualTo("not possible: parcel.state ≠ \"waiting\"");
        assertThat(got.provenance().reason()).contains("in none of");
        assertThat(street(session, "P1-1")).isEqualTo("Pier 101");
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void a_refusal_of_our_own_is_marked_as_the_tool_marks_its_errors(ErrorShape shape, String error) {
        assertThat(shape.saying("too late")).hasToString(error);
    }

    private static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(new ErrorShape.Flag(3), "\"too late\""),
                Arguments.of(new ErrorShape.Prefix("Error:", 3), "\"Error: too late\""),
                Arguments.of(new ErrorShape.ExceptionText("ValueError", 3), "\"ValueError: too late\""),
                Arguments.of(new ErrorShape.Field(List.of("error"), 3), "{\"error\":\"too late\"}"));
    }

    @Test
    void a_change_to_what_is_so_already_is_unprecedented_where_every_logged_one_changed_something() {
        ToolResult got = session(WORLD, Strictness.ABSTAIN).call("redirect", redirect("P1-0", "Pier 100"));

        assertThat(got.tier()).isEqualTo(Tier.ABSTAIN);
        assertThat(got.provenance().reason()).contains("changed nothing");
    }

    @Test
    void a_number_below_nothing_is_unprecedented_where_all_were_above() {
        assertThat(insure(20).tier()).as("%s", insure(20)).isEqualTo(Tier.INDUCED);
        assertThat(insure(-20).tier()).isEqualTo(Tier.ABSTAIN);
        assertThat(insure(0).tier()).isEqualTo(Tier.ABSTAIN);
    }

    /// It is refused for certain; for which of the two reasons, in such an office, is a matter of order.
    @Test
    void what_few_refusals_show_does_not_answer_a_call_that_is_unlike_all_others() {
        World office = World.induce(withRefusals(2));

        assertThat(tooMuch(office, "P1-0").tier()).isEqualTo(Tier.REFUSED);
        assertThat(tooMuch(office, "P1-1").tier()).isEqualTo(Tier.ABSTAIN);
        assertThat(tooMuch(office, "P1-1").provenance().reason())
                .contains("parcel.state")
                .contains("nor any refused");
    }

    @Test
    void what_enough_refusals_show_does() {
        assertThat(tooMuch(World.induce(withRefusals(4)), "P1-1").tier()).isEqualTo(Tier.REFUSED);
    }

    @Test
    void an_answer_is_the_surer_the_more_logs_show_its_rule() {
        double few = tooMuch(World.induce(withRefusals(2)), "P1-0").confidence();
        double more = tooMuch(World.induce(withRefusals(9)), "P1-0").confidence();

        assertThat(few).isLessThan(more);
    }

    @Test
    void a_tool_whose_refusals_are_not_understood_is_less_sure_to_accept() {
        List<Conversation> logs = withRefusals(2);
        for (int i = 0; i < 9; i++) {
            logs.add(log(
                    "busy" + i,
                    "redirect {\"parcel_id\":\"P%d-0\",\"street\":\"Quay %d\"} -> !\"Error: busy\""
                            .formatted(i + 20, 2000 + i)));
        }
        ToolResult sure = session(WORLD, Strictness.ABSTAIN).call("redirect", redirect("P1-0", "Quay 77"));
        ToolResult unsure =
                session(World.induce(logs), Strictness.ABSTAIN).call("redirect", redirect("P1-0", "Quay 77"));

        assertThat(unsure.result()).isEqualTo(sure.result());
        assertThat(unsure.confidence()).isLessThan(0.9 * sure.confidence());
    }

    private static ToolResult tooMuch(World world, String parcel) {
        return session(world, Strictness.ABSTAIN)
                .call("insure", Json.object().put("parcel_id", parcel).put("value", 130));
    }

    /// With parcels that are worth too much, which is refused.
    private static List<Conversation> withRefusals(int count) {
        List<Conversation> logs = logs(LOGS, state -> state == 0);
        for (int i = 0; i < count; i++) {
            int value = 110 + 7 * i;
            logs.add(log(
                    "much" + i,
                    "insure {\"parcel_id\":\"P%d-0\",\"value\":%d} -> !\"Error: at most 100 is insured, got %d\""
                            .formatted(i + 2, value, value)));
        }
        return logs;
    }

    @Test
    void what_accepted_calls_did_too_is_no_precondition() {
        World lenient = World.induce(logs(LOGS, state -> true));

        ToolResult got = session(lenient, Strictness.ABSTAIN).call("redirect", redirect("P1-1", "Quay 77"));

        assertThat(got.tier()).isEqualTo(Tier.INDUCED);
    }

    @Test
    void few_logs_show_no_precondition() {
        World young = World.induce(logs(8, state -> state == 0));

        assertThat(young.rules("redirect").orElseThrow().preconditions()).isEmpty();
    }

    @Test
    void a_precondition_can_be_read_and_forbidden() {
        String line = WORLD.rules().lines("redirect").stream()
                .filter(text -> text.contains("parcel.state"))
                .findFirst()
                .orElseThrow();
        assertThat(line).startsWith("is not known to accept: in none of").matches(".*\\[r[0-9a-f]{6}]");
    }

    private static ToolResult insure(int value) {
        return session(WORLD, Strictness.ABSTAIN)
                .call("insure", Json.object().put("parcel_id", "P1-0").put("value", value));
    }

    private static ToolSession session(World world, Strictness strictness) {
        ToolSession session = new ToolMocker(world, new TierAccuracy(Map.of())).session(strictness);
        session.call("list_parcels", Json.object().put("customer_id", "C-1"));
        return session;
    }

    private static String street(ToolSession session, String parcel) {
        return session.call("get_parcel", Json.object().put("parcel_id", parcel))
                .result()
                .path("street")
                .asText();
    }

    private static ObjectNode redirect(String parcel, String street) {
        return Json.object().put("parcel_id", parcel).put("street", street);
    }

    /// Every customer has a parcel in each state.
    private static List<Conversation> logs(int count, IntPredicate isRedirected) {
        Random random = new Random(11);
        List<Conversation> logs = new ArrayList<>();
        for (int customer = 0; customer < count; customer++) {
            List<String> calls = new ArrayList<>();
            List<String> parcels = new ArrayList<>();
            for (int state = 0; state < STATES.size(); state++) {
                parcels.add(parcel(customer, state, "Pier " + (100 * customer + state)));
            }
            calls.add("list_parcels {\"customer_id\":\"C-" + customer + "\"} -> {\"customer_id\":\"C-" + customer
                    + "\",\"parcels\":[" + String.join(",", parcels) + "]}");
            int state = isRedirected.test(1) ? customer % STATES.size() : 0;
            String street = "Quay " + (1000 + random.nextInt(9000));
            calls.add("redirect {\"parcel_id\":\"P" + customer + "-" + state + "\",\"street\":\"" + street + "\"} -> "
                    + parcel(customer, state, street));
            int value = 5 + random.nextInt(90);
            calls.add("insure {\"parcel_id\":\"P" + customer + "-" + state + "\",\"value\":" + value
                    + "} -> {\"parcel_id\":\"P" + customer + "-" + state + "\",\"fee\":" + (value * 2) + "}");
            calls.add("get_parcel {\"parcel_id\":\"P" + customer + "-" + state + "\"} -> "
                    + parcel(customer, state, street));
            logs.add(log("c" + customer, calls.toArray(String[]::new)));
        }
        return logs;
    }

    private static String parcel(int customer, int state, String street) {
        return "{\"parcel_id\":\"P" + customer + "-" + state + "\",\"customer_id\":\"C-" + customer + "\",\"state\":\""
                + STATES.get(state) + "\",\"street\":\"" + street + "\"}";
    }
}
