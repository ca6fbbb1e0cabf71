package dev.agentgym.tool;

import static dev.agentgym.trace.Logged.log;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.world.RealAirline;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class GuessTest {

    private static final String[] NAMES = {"Anna Klein", "Bruno Stark", "Carla Weiss", "Dieter Lang", "Elena Roth"};
    private static final List<Conversation> LOGS = logs();
    private static final ToolMocker MOCKER = new ToolMocker(World.induce(LOGS), new TierAccuracy(Map.of()));

    /// Customers with two orders each; every third order is sent and cannot be cancelled.
    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 100; i < 140; i++) {
            String name = NAMES[i % 5] + "-" + (char) ('a' + i % 26);
            logs.add(log(
                    "u" + i,
                    "get_customer {\"customer_id\":\"C-" + i + "\"} -> {\"customer_id\":\"C-" + i + "\",\"name\":\""
                            + name
                            + "\",\"email\":\"m" + i + "@mail.org\",\"phone\":\"+49 170 12345" + i
                            + "\",\"tier\":\"" + (i % 2 == 0 ? "standard" : "premium") + "\",\"since\":\"2021-0"
                            + (1 + i % 9) + "-1" + i % 10 + "\",\"points\":" + i * 7 + ",\"orders\":[\"W" + i
                            + "1\",\"W" + i + "2\"]}",
                    order(i, 1, name),
                    cancel(i, 1, name),
                    order(i, 2, name)));
        }
        logs.add(log("none", "get_customer {\"customer_id\":\"C-999\"} -> !\"Error: customer C-999 not found\""));
        return logs;
    }

    private static String order(int i, int n) {
        return "\"order_id\":\"W" + i + n + "\",\"customer_id\":\"C-" + i + "\",\"total\":" + (i + n) + ".5";
    }

    private static String order(int i, int n, String name) {
        return "get_order {\"order_id\":\"W" + i + n + "\"} -> {" + order(i, n) + ",\"recipient\":\"" + name
                + "\",\"status\":\"" + ((i + n) % 3 == 0 ? "sent" : "pending") + "\"}";
    }

    private static String cancel(int i, int n, String name) {
        String answer = (i + n) % 3 == 0
                ? "!\"Error: order is sent\""
                : "{" + order(i, n) + ",\"recipient\":\"" + name + "\",\"status\":\"cancelled\"}";
        return "cancel_order {\"order_id\":\"W" + i + n + "\"} -> " + answer;
    }

    private static ToolSession session(long seed) {
        return MOCKER.session(Strictness.GUESS, seed);
    }

    private static ToolResult customer(ToolSession session, String id) {
        return session.call("get_customer", Json.arguments(Map.of("customer_id", id)));
    }

    private static ToolResult order(ToolSession session, String id) {
        return session.call("get_order", Json.arguments(Map.of("order_id", id)));
    }

    @Test
    void an_unknown_customer_is_made_up_in_the_form_of_the_known_ones() {
        ToolResult guessed = customer(session(1), "C-777");
        JsonNode known = customer(session(1), "C-100").result();

        assertThat(guessed.tier()).isEqualTo(Tier.GUESS);
        assertThat(guessed.isError()).isFalse();
        assertThat(guessed.confidence()).isZero();
        assertThat(guessed.provenance().reason()).startsWith("made up for this session");
        assertThat(guessed.result().fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(known::fieldNames);
        assertThat(guessed.result().path("customer_id").asText()).isEqualTo("C-777");
        assertThat(guessed.result().path("tier").asText()).isIn("standard", "premium");
        assertThat(guessed.result().path("points").asInt()).isBetween(700, 139 * 7);
        assertThat(guessed.result().path("since").asText()).matches("2021-\\d\\d-\\d\\d");
        assertThat(guessed.result().path("email").asText()).endsWith("@example.com");
        assertThat(guessed.result().path("phone").asText()).matches("\\+\\d\\d \\d{3} \\d{8}");
        assertThat(guessed.result().path("orders"))
                .hasSize(2)
                .allMatch(id -> id.asText().matches("W\\d{4}"));
    }

    @Test
    void without_guessing_the_same_call_is_refused() {
        assertThat(customer(MOCKER.session(), "C-777").tier()).isEqualTo(Tier.NOT_FOUND);
    }

    @Test
    void ids_of_another_form_and_ids_that_the_real_tool_refused_stay_unknown() {
        assertThat(customer(session(1), "nobody").isError()).isTrue();
        assertThat(customer(session(1), "C-12345").isError()).isTrue();
        assertThat(customer(session(1), "C-999").isError()).isTrue();
        assertThat(customer(session(1), "C-100").tier()).isEqualTo(Tier.REPLAYED);
    }

    @Test
    void the_same_seed_makes_up_the_same_whatever_was_asked_before_and_another_seed_something_else() {
        ToolSession busy = session(5);
        customer(busy, "C-778");
        order(busy, "W8888");

        assertThat(customer(busy, "C-777").result())
                .isEqualTo(customer(session(5), "C-777").result());
        assertThat(customer(session(6), "C-777").result())
                .isNotEqualTo(customer(session(5), "C-777").result());
    }

    /// The trap: an order of the made-up customer that belongs to somebody else.
    @Test
    void what_is_made_up_refers_to_each_other_both_ways() {
        ToolSession session = session(2);
        JsonNode customer = customer(session, "C-777").result();
        JsonNode first =
                order(session, customer.path("orders").path(0).asText()).result();
        assertThat(first.path("customer_id").asText()).isEqualTo("C-777");

        ToolSession other = session(3);
        JsonNode order = order(other, "W9999").result();
        String owner = order.path("customer_id").asText();
        assertThat(owner).matches("C-\\d{3}");
        assertThat(LOGS).noneMatch(log -> log.toString().contains("\"" + owner + "\""));
        assertThat(customer(other, owner).result().path("orders").valueStream().map(JsonNode::asText))
                .contains("W9999");
    }

    @Test
    void writes_see_and_change_what_was_made_up() {
        boolean cancelled = false;
        boolean refused = false;
        for (int seed = 0; seed < 12; seed++) {
            ToolSession session = session(seed);
            String before = order(session, "W9999").result().path("status").asText();
            ToolResult write = session.call("cancel_order", Json.arguments(Map.of("order_id", "W9999")));
            assertThat(write.tier()).isEqualTo(Tier.GUESS);
            assertThat(write.isError()).isEqualTo(before.equals("sent"));
            cancelled |= !write.isError();
            refused |= write.isError();
            assertThat(order(session, "W9999").result().path("status").asText())
                    .isEqualTo(write.isError() ? "sent" : "cancelled");
        }
        assertThat(cancelled && refused).isTrue();
    }

    /// The trap: no answer at all, so that an episode stands still, where a read looked as below before a write.
    @Test
    void what_may_have_changed_since_is_guessed_as_the_logs_showed_it_and_never_told_without_guessing() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 100; i < 140; i++) {
            logs.add(log(
                    "u" + i,
                    "rate {\"order_id\":\"W" + i + "\"} -> {\"score\":" + (i * 7919) % 101 + ",\"word\":\"good\"}",
                    "get_order {\"order_id\":\"W" + i + "\"} -> {\"order_id\":\"W" + i + "\",\"status\":\"pending\"}",
                    "cancel_order {\"order_id\":\"W" + i + "\"} -> {\"order_id\":\"W" + i
                            + "\",\"status\":\"cancelled\"}"));
        }
        ToolMocker mocker = new ToolMocker(World.induce(logs), new TierAccuracy(Map.of()));
        ToolResult strict = rated(mocker.session());
        ToolResult guessed = rated(mocker.session(Strictness.GUESS, 1));

        assertThat(strict.tier()).isEqualTo(Tier.ABSTAIN);
        assertThat(guessed.tier()).isEqualTo(Tier.GUESS);
        assertThat(guessed.result().path("score").asInt()).isEqualTo((105 * 7919) % 101);
    }

    /// The trap: a session that stands still because nobody has looked the order up.
    @Test
    void a_call_of_which_nobody_knows_whether_it_is_refused_is_answered_as_others_saw_the_thing() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 100; i < 140; i++) {
            String order = "{\"order_id\":\"W" + i + "\",\"status\":";
            logs.add(log(
                    "a" + i,
                    "get_order {\"order_id\":\"W" + i + "\"} -> " + order + "\"pending\"}",
                    "cancel_order {\"order_id\":\"W" + i + "\"} -> " + order + "\"cancelled\"}"));
            logs.add(log(
                    "b" + i,
                    "get_order {\"order_id\":\"W" + i + "\"} -> " + order + "\"sent\"}",
                    "cancel_order {\"order_id\":\"W" + i + "\"} -> !\"Error: order is sent\""));
        }
        logs.add(log("c", "get_order {\"order_id\":\"W990\"} -> {\"order_id\":\"W990\",\"status\":\"pending\"}"));
        ToolMocker mocker = new ToolMocker(World.induce(logs), new TierAccuracy(Map.of()));
        ToolSession guessing = mocker.session(Strictness.GUESS, 1);
        ToolResult guessed = cancel(guessing, "W990");

        assertThat(cancel(mocker.session(), "W990").tier()).isEqualTo(Tier.ABSTAIN);
        assertThat(guessed.tier()).isEqualTo(Tier.GUESS);
        assertThat(guessed.isError()).isFalse();
        assertThat(guessed.result().path("status").asText()).isEqualTo("cancelled");
        assertThat(order(guessing, "W990").result()).isEqualTo(guessed.result());
        assertThat(order(guessing, "W990").tier()).isEqualTo(Tier.GUESS);
    }

    private static ToolResult cancel(ToolSession session, String order) {
        return session.call("cancel_order", Json.arguments(Map.of("order_id", order)));
    }

    /// The trap: a list that forgets what was made before it was asked for.
    @Test
    void a_list_that_no_log_shows_has_what_is_known_to_belong_to_it() {
        List<Conversation> logs = new ArrayList<>();
        for (int i = 100; i < 140; i++) {
            String mine = "{\"order_id\":\"W" + i + "\",\"customer_id\":\"C-" + i + "\",\"total\":" + i + ".5}";
            String more = "{\"order_id\":\"W" + (i + 100) + "\",\"customer_id\":\"C-" + i + "\",\"total\":" + i + ".5}";
            List<String> calls = new ArrayList<>(List.of("get_order {\"order_id\":\"W" + i + "\"} -> " + mine));
            if (i > 105) {
                calls.add("list_orders {\"customer_id\":\"C-" + i + "\"} -> {\"orders\":[" + mine + "]}");
            }
            calls.add("order_again {\"order_id\":\"W" + i + "\"} -> " + more);
            if (i > 105) {
                calls.add("list_orders {\"customer_id\":\"C-" + i + "\"} -> {\"orders\":[" + mine + "," + more + "]}");
            }
            logs.add(log("u" + i, calls.toArray(String[]::new)));
        }
        ToolMocker mocker = new ToolMocker(World.induce(logs), new TierAccuracy(Map.of()));

        assertThat(orders(mocker.session(), "C-102").tier()).isEqualTo(Tier.ABSTAIN);
        ToolSession guessing = mocker.session(Strictness.GUESS, 1);
        ToolResult listed = orders(guessing, "C-102");
        assertThat(listed.tier()).as("%s", listed).isEqualTo(Tier.GUESS);
        assertThat(listed.result()
                        .path("orders")
                        .valueStream()
                        .map(order -> order.path("order_id").asText()))
                .contains("W102")
                .allMatch(id -> id.matches("W[12]02"));
    }

    private static ToolResult orders(ToolSession session, String customer) {
        return session.call("list_orders", Json.arguments(Map.of("customer_id", customer)));
    }

    private static ToolResult rated(ToolSession session) {
        session.call("cancel_order", Json.arguments(Map.of("order_id", "W105")));
        return session.call("rate", Json.arguments(Map.of("order_id", "W105")));
    }

    @Test
    void a_branch_knows_what_was_made_up_and_goes_its_own_way() {
        ToolSession session = session(4);
        JsonNode order = order(session, "W9999").result();
        ToolSession branch = session.branch();
        assertThat(order(branch, "W9999").result()).isEqualTo(order);
        branch.call("cancel_order", Json.arguments(Map.of("order_id", "W9999")));

        assertThat(order(session, "W9999").result()).isEqualTo(order);
    }

    @Test
    void no_text_of_a_log_is_copied_but_what_several_rows_share() {
        for (int seed = 0; seed < 60; seed++) {
            ToolSession session = session(seed);
            assertNothingCopied(
                    customer(session, "C-77" + seed % 10).result(), Set.of("C-77" + seed % 10), shared(LOGS));
            assertNothingCopied(
                    order(session, "W99" + (10 + seed)).result(), Set.of("W99" + (10 + seed)), shared(LOGS));
        }
    }

    /// Real logs of an airline: passengers, cards, addresses.
    @Test
    void no_text_of_real_logs_is_copied_but_what_several_rows_share() {
        List<Conversation> logs = RealAirline.traces();
        ToolMocker mocker = new ToolMocker(RealAirline.world(), new TierAccuracy(Map.of()));
        Map<String, Integer> shared = shared(logs);
        int guesses = 0;
        for (int seed = 0; seed < 40; seed++) {
            ToolSession session = mocker.session(Strictness.GUESS, seed);
            String user = "zora_quex_" + (4000 + seed);
            String reservation = "ZQ" + (char) ('A' + seed % 26) + "0" + (char) ('A' + seed / 26) + "7";
            ToolResult person = session.call("get_user_details", Json.arguments(Map.of("user_id", user)));
            ToolResult flight =
                    session.call("get_reservation_details", Json.arguments(Map.of("reservation_id", reservation)));
            for (ToolResult each : List.of(person, flight)) {
                if (each.tier() == Tier.GUESS) {
                    guesses++;
                    assertNothingCopied(each.result(), Set.of(user, reservation), shared);
                }
            }
        }
        assertThat(guesses).isEqualTo(80);
    }

    /// In how many different objects a text stands under the same name.
    private static Map<String, Integer> shared(List<Conversation> logs) {
        Map<String, Set<String>> holders = new HashMap<>();
        logs.forEach(log -> log.exchanges()
                .forEach(exchange -> exchange.answer()
                        .ifPresent(answer -> texts(
                                "",
                                answer.result(),
                                (name, text) -> holders.computeIfAbsent(text, any -> new HashSet<>())
                                        .add(name + exchange.call().arguments())))));
        Map<String, Integer> counts = new HashMap<>();
        holders.forEach((text, in) -> counts.put(text, in.size()));
        return counts;
    }

    private static void texts(String name, JsonNode value, BiConsumer<String, String> found) {
        if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> texts(field.getKey(), field.getValue(), found));
        } else if (value.isArray()) {
            value.forEach(element -> texts(name, element, found));
        } else if (value.isTextual()) {
            found.accept(name, value.textValue());
        }
    }

    private static void assertNothingCopied(JsonNode guessed, Set<String> asked, Map<String, Integer> logged) {
        texts("", guessed, (name, text) -> {
            boolean personal = name.toLowerCase(Locale.ROOT).matches(".*(name|mail|phone|address|zip|dob|recipient).*");
            boolean copied = text.length() >= 5 && !asked.contains(text) && logged.containsKey(text);
            assertThat(copied && (personal || logged.getOrDefault(text, 0) < 2))
                    .as(name + " copies " + text)
                    .isFalse();
        });
    }
}
