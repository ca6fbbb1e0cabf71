package dev.agentgym.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GroundedAgentTest {

    private static final List<Conversation> LOGS = Script.shop();

    private static final GroundedAgent AGENT = agent(LOGS);

    private static final String WELCOME = "Welcome to Fern Books. I can look that up. What is your order number?";

    /// Nora is in no log.
    private static final String NORA = """
            customer: I want my money back, the book is damaged
            agent: Welcome to Fern Books. I can look that up. What is your order number?
            customer: It is W-777
            """;

    private static final String NORAS_ORDER = """
            call: get_order {"order_id": "W-777"}
            ok: {"order_id": "W-777", "customer": {"id": "C-7070", "name": "Nora Quist", "email": "nora@quist.example"}, \
            "total": 1203.5, "status": "delivered", "arrives_on": "2026-05-01"}
            """;

    private static GroundedAgent agent(List<Conversation> logs) {
        return GroundedAgent.of(logs, new WordEmbedder());
    }

    private static Action next(String script) {
        return AGENT.next(new Observation(Script.messages(script), List.of()));
    }

    private static String said(String script) {
        assertThat(next(script)).isInstanceOf(Action.Say.class);
        return ((Action.Say) next(script)).text();
    }

    private static ToolCall called(String script) {
        assertThat(next(script)).isInstanceOf(Action.CallTools.class);
        return ((Action.CallTools) next(script)).calls().getFirst();
    }

    @Test
    void it_asks_for_the_order_number_as_logged_agents_do() {
        assertThat(said("customer: Hello, I would like a refund")).isEqualTo(WELCOME);
    }

    @Test
    void it_calls_the_tool_with_the_number_of_this_customer() {
        ToolCall call = called(NORA);
        assertThat(call.name()).isEqualTo("get_order");
        assertThat(call.arguments()).isEqualTo(Json.parse("{\"order_id\": \"W-777\"}"));
    }

    @Test
    void it_tells_this_customers_name_code_and_amount_in_the_spelling_of_the_logs() {
        assertThat(said(NORA + NORAS_ORDER))
                .isEqualTo("Thank you, Nora. Your order W-777 cost 1203.50 EUR. Shall I refund it?");
    }

    @Test
    void it_tells_this_customers_date_in_the_spelling_of_the_logs() {
        assertThat(said("""
                        customer: Hello, where is my order?
                        agent: Welcome to Fern Books. I can look that up. What is your order number?
                        customer: W-777, thanks
                        """ + NORAS_ORDER.replace("delivered", "sent")))
                .isEqualTo("Thank you, Nora. Your order W-777 is on its way and arrives on May 1, 2026.");
    }

    @Test
    void it_goes_on_with_the_same_order_and_the_usual_reason() {
        ToolCall call = called(NORA + NORAS_ORDER + """
                        agent: Thank you, Nora. Your order W-777 cost 1203.50 EUR. Shall I refund it?
                        customer: Yes please
                        """);
        assertThat(call.name()).isEqualTo("refund_order");
        assertThat(call.arguments()).isEqualTo(Json.parse("{\"order_id\": \"W-777\", \"reason\": \"damaged\"}"));
    }

    @Test
    void it_says_why() {
        assertThat(next(NORA).because()).startsWith("as in log-");
    }

    // Without the check it would look the order up for ever.
    @Test
    void it_does_not_repeat_a_call() {
        Action action = next(NORA + NORAS_ORDER + """
                        agent: Thank you, Nora. Your order W-777 cost 1203.50 EUR. Shall I refund it?
                        customer: It is W-777
                        """);
        boolean again = action instanceof Action.CallTools calls
                && calls.calls().getFirst().name().equals("get_order");
        assertThat(again).isFalse();
    }

    @Test
    void it_does_not_greet_twice() {
        assertThat(said("""
                        customer: Hello, where is my order?
                        agent: Welcome to Fern Books. I can look that up. What is your order number?
                        customer: Hello, where is my order?
                        """)).isNotEqualTo(WELCOME);
    }

    @Test
    void it_asks_for_a_value_that_nobody_gave() {
        assertThat(said("""
                        customer: Hi, I want a refund for my order
                        agent: Welcome to Fern Books. I can look that up. What is your order number?
                        customer: I do not have it
                        """)).isEqualTo("Could you please give me your order id?");
    }

    @Test
    void it_follows_successes_although_a_failure_has_the_very_words() {
        assertThat(said("customer: I want a refund for my order")).isEqualTo(WELCOME);
    }

    @Test
    void it_follows_failures_where_there_is_nothing_else() {
        GroundedAgent rude = agent(LOGS.stream()
                .filter(each -> each.id().equals("log-12"))
                .flatMap(each -> Script.conversations("""
                        = a failure
                        customer: I want a refund
                        agent: no, read the terms
                        = b failure
                        customer: I want my money
                        agent: no, read the terms
                        = c failure
                        customer: give it back
                        agent: no, read the terms
                        = d failure
                        customer: money please
                        agent: no, read the terms
                        """).stream())
                .toList());
        assertThat(rude.next(new Observation(Script.messages("customer: I want a refund"), List.of())))
                .isInstanceOfSatisfying(
                        Action.Say.class, say -> assertThat(say.text()).isEqualTo("no, read the terms"));
    }

    @Test
    void it_hands_over_honestly_when_nothing_fits() {
        assertThat(next("agent: Hello\nsystem: closed"))
                .satisfies(action -> assertThat(action.because()).isEqualTo("no logged situation fits"));
    }

    @Test
    void the_same_conversation_gets_the_same_action() {
        GroundedAgent twin = agent(LOGS);
        for (Conversation conversation : LOGS) {
            for (int i = 1; i <= conversation.messages().size(); i++) {
                Observation now = new Observation(conversation.messages().subList(0, i), List.of());
                assertThat(twin.next(now)).isEqualTo(AGENT.next(now));
            }
        }
    }

    // The one defect that no customer forgives: hearing another's name, number, mail address or bill.
    @Test
    void no_reply_shows_a_value_of_another_customer() {
        Map<String, Set<String>> values =
                LOGS.stream().collect(Collectors.toMap(Conversation::id, each -> privateValues(each.messages())));
        ToolMocker tools = new ToolMocker(World.induce(LOGS), new TierAccuracy(Map.of()));
        int replies = 0;
        for (Conversation driver : LOGS) {
            for (GroundedAgent agent : List.of(AGENT, agent(without(driver)))) {
                Chat chat = new QueryAgent(agent, tools, List.of()).chat();
                for (Message message : driver.messages()) {
                    if (message instanceof Message.User user) {
                        String reply = chat.say(user.content()).text();
                        Set<String> known = privateValues(
                                chat.messages().subList(0, chat.messages().size() - 1));
                        assertThat(privateIn(reply, values))
                                .as(driver.id() + ": " + reply)
                                .isSubsetOf(known);
                        replies++;
                    }
                }
            }
        }
        assertThat(replies).isGreaterThan(60);
    }

    private static List<Conversation> without(Conversation one) {
        return LOGS.stream().filter(each -> !each.equals(one)).toList();
    }

    private static Set<String> privateIn(String reply, Map<String, Set<String>> values) {
        return values.values().stream()
                .flatMap(Set::stream)
                .filter(value -> Pattern.compile("(?<![\\w.@])" + Pattern.quote(value) + "(?![\\w@])")
                        .matcher(reply)
                        .find())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Names, mail addresses, codes, amounts and dates of a conversation, as agents write them.
    private static Set<String> privateValues(List<Message> messages) {
        Set<String> found = new TreeSet<>();
        for (Message message : messages) {
            if (message instanceof Message.Tool tool && !tool.isError()) {
                String name = tool.result().path("customer").path("name").asText();
                found.addAll(List.of(name.split(" ", -1)));
                found.add(tool.result().path("customer").path("email").asText());
                new Values(List.of(message))
                        .all()
                        .values()
                        .forEach(value -> List.of(Spelling.CENTS, Spelling.LONG_DATE)
                                .forEach(spelling -> spelling.write(value).ifPresent(found::add)));
            }
            Matcher codes = Pattern.compile("[WC]-\\d+").matcher(message.text());
            codes.results().forEach(code -> found.add(code.group()));
        }
        found.remove("");
        return found;
    }
}
