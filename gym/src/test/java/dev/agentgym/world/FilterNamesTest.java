package dev.agentgym.world;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A boat hire whose agents never use most of the filters that its tools have.
class FilterNamesTest {

    private static final int LOGS = 90;
    private static final int HARBOURS = 6;
    private static final int MOST_TRIPS = 3;
    private static final int FIRST_DAY = 5;

    private static final World WORLD = World.induce(logs(true));
    private static final World WITHOUT_PRICES = World.induce(logs(false));

    @Test
    void a_bound_means_the_field_of_its_name_where_another_argument_of_the_logs_does() {
        ToolResult got = session(WORLD).call("list_boats", harbour(2).put("min_berths", 4));

        assertThat(ids(got, "boats", "boat_id")).containsExactly("B-22", "B-23");
        assertThat(got.tier()).isEqualTo(Tier.ENTITY);
        assertThat(got.provenance().reason())
                .contains("berths ≥ args.min_berths")
                .contains("by analogy to max_price of list_boats");
    }

    @Test
    void where_no_log_bounds_anything_a_bound_by_name_is_a_guess() {
        ObjectNode call = harbour(2).put("min_berths", 4);

        assertThat(session(WITHOUT_PRICES).call("list_boats", call).tier()).isEqualTo(Tier.ABSTAIN);
        ToolResult guess = session(WITHOUT_PRICES, Strictness.GUESS).call("list_boats", call);
        assertThat(guess.tier()).isEqualTo(Tier.GUESS);
        assertThat(ids(guess, "boats", "boat_id")).containsExactly("B-22", "B-23");
    }

    @Test
    void a_row_without_the_field_is_below_any_bound_above_nothing_and_else_not_understood() {
        assertThat(ids(session(WORLD).call("list_boats", harbour(2).put("min_horsepower", 5)), "boats", "boat_id"))
                .containsExactly("B-21", "B-23");
        assertThat(session(WORLD)
                        .call("list_boats", harbour(2).put("min_horsepower", -5))
                        .tier())
                .isEqualTo(Tier.ABSTAIN);
    }

    @Test
    void whether_after_a_number_is_with_that_number_is_not_known() {
        assertThat(ids(session(WORLD).call("list_boats", harbour(2).put("berths_above", 3)), "boats", "boat_id"))
                .containsExactly("B-22", "B-23");
        assertThat(session(WORLD)
                        .call("list_boats", harbour(2).put("berths_above", 4))
                        .tier())
                .isEqualTo(Tier.ABSTAIN);
    }

    @Test
    void a_name_that_speaks_of_no_field_is_not_understood() {
        assertThat(session(WORLD)
                        .call("list_boats", harbour(2).put("min_length", 4))
                        .tier())
                .isEqualTo(Tier.ABSTAIN);
        assertThat(session(WORLD)
                        .call("list_boats", harbour(2).put("min_berths", "four"))
                        .tier())
                .isEqualTo(Tier.ABSTAIN);
    }

    @Test
    void a_list_that_may_be_cut_is_filtered_where_hidden_rows_are_not_like_that() {
        ToolResult booked = session(WORLD).call("list_trips", skipper(1).put("status", "booked"));
        ToolResult done = session(WORLD).call("list_trips", skipper(1).put("status", "done"));

        assertThat(ids(booked, "trips", "trip_id")).containsExactly("T-190");
        assertThat(done.tier()).isEqualTo(Tier.ABSTAIN);
    }

    @Test
    void a_list_that_is_cut_is_whole_where_all_its_rows_pass() {
        assertThat(ids(session(WORLD).call("list_trips", skipper(2).put("status", "done")), "trips", "trip_id"))
                .containsExactly("T-290", "T-289", "T-288");
    }

    @Test
    void a_bound_that_is_wider_than_the_usual_one_is_not_understood() {
        ToolSession session = session(WORLD);
        session.observe("list_berths", harbour(1), berths(1), false);
        ToolResult later = session.call("list_berths", harbour(1).put("from_day", day(FIRST_DAY + 1)));

        assertThat(ids(later, "berths", "berth_id")).containsExactly("S-12");
        assertThat(later.result().path("from_day").asText()).isEqualTo(day(FIRST_DAY + 1));
        assertThat(session.call("list_berths", harbour(1).put("from_day", day(FIRST_DAY - 1)))
                        .tier())
                .isEqualTo(Tier.ABSTAIN);
    }

    private static ToolSession session(World world) {
        return session(world, Strictness.ABSTAIN);
    }

    /// In which harbour 2's boats and two skippers' trips were listed.
    private static ToolSession session(World world, Strictness strictness) {
        ToolSession session = new ToolMocker(world, new TierAccuracy(Map.of())).session(strictness);
        session.observe("list_boats", harbour(2), boats(2, Integer.MAX_VALUE), false);
        session.observe("list_trips", skipper(1), trips(1), false);
        session.observe("list_trips", skipper(2), trips(2), false);
        return session;
    }

    private static List<String> ids(ToolResult got, String list, String id) {
        List<String> ids = new ArrayList<>();
        got.result().path(list).forEach(row -> ids.add(row.path(id).asText()));
        return ids;
    }

    private static List<Conversation> logs(boolean prices) {
        return IntStream.range(0, LOGS)
                .mapToObj(log -> {
                    int harbour = log % HARBOURS;
                    int price = 40 + 10 * (log % 4);
                    ObjectNode some = prices ? harbour(harbour).put("max_price", price) : harbour(harbour);
                    return log(
                            "log-" + log,
                            "list_boats " + harbour(harbour) + " -> " + boats(harbour, Integer.MAX_VALUE),
                            "list_boats " + some + " -> " + boats(harbour, prices ? price : Integer.MAX_VALUE),
                            "list_trips " + skipper(log) + " -> " + trips(log),
                            "list_berths " + harbour(harbour) + " -> " + berths(harbour));
                })
                .toList();
    }

    private static ObjectNode harbour(int harbour) {
        return Json.object().put("harbour", "Port " + (char) ('A' + harbour));
    }

    private static ObjectNode skipper(int skipper) {
        return Json.object().put("skipper_id", "K-" + skipper);
    }

    private static ObjectNode boats(int harbour, int mostPrice) {
        return listed(
                "boats",
                4,
                i -> {
                    ObjectNode boat = harbour(harbour)
                            .put("boat_id", "B-" + harbour + i)
                            .put("price", 40 + 10 * i)
                            .put("berths", 2 * (i / 2) + 2);
                    return i % 2 == 0 ? boat : boat.put("horsepower", 10 * i);
                },
                row -> row.path("price").asInt() <= mostPrice);
    }

    /// The newest three, of which only the first may still be to come.
    private static ObjectNode trips(int skipper) {
        return listed(
                "trips",
                MOST_TRIPS,
                i -> skipper(skipper)
                        .put("trip_id", "T-" + skipper + (90 - i))
                        .put("status", i == 0 && skipper % 2 == 1 ? "booked" : "done"),
                _ -> true);
    }

    private static ObjectNode berths(int harbour) {
        ObjectNode answer = listed(
                "berths",
                3,
                i -> harbour(harbour).put("berth_id", "S-" + harbour + i).put("day", day(FIRST_DAY + i - i % 2)),
                _ -> true);
        return answer.put("from_day", day(FIRST_DAY));
    }

    private static String day(int day) {
        return "2031-04-%02d".formatted(day);
    }

    private static ObjectNode listed(String name, int rows, IntFunction<ObjectNode> row, Predicate<JsonNode> passes) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray(name);
        IntStream.range(0, rows).mapToObj(row).filter(passes).forEach(list::add);
        return answer;
    }
}
