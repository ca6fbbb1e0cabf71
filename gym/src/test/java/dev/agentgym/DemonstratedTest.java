package dev.agentgym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.agent.Demonstrable;
import dev.agentgym.agent.Demonstrator;
import dev.agentgym.agent.NullAgent;
import dev.agentgym.agent.Precedents;
import dev.agentgym.agent.Precedents.Precedent;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.task.Task;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.task.Tasks;
import dev.agentgym.text.Embedder;
import dev.agentgym.text.MiniLmEmbedder;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What agents are shown of the logs of a bank, at every decision of every task.
class DemonstratedTest {

    private static final int CUSTOMERS = 24;
    private static final int TOKENS = 600;
    private static final int COUNT = 4;

    private static final List<String> NAMES =
            List.of("Johanna Smithers", "Miguel Okonkwo", "Grace Wunderlich", "Bertram Hollis", "Ines Calloway");

    /// Each customer calls twice about cards of their own; every conversation has a word of its own, `marker-N`.
    private static final List<Conversation> LOGS = IntStream.range(0, 2 * CUSTOMERS)
            .mapToObj(number -> log(number, number % CUSTOMERS))
            .toList();

    private static final Tasks TASKS = TaskMiner.mine(LOGS, World.induce(LOGS));
    private static final Kinship KINSHIP = Kinship.of(LOGS, TASKS);
    private static final Embedder EMBEDDER = MiniLmEmbedder.shared();
    private static final Set<String> TESTED = TaskMiner.tested(LOGS);
    private static final Precedents PRECEDENTS = Precedents.of(
            LOGS.stream().filter(log -> !TESTED.contains(log.id())).toList(), EMBEDDER);

    private static Conversation log(int number, int customer) {
        String name = NAMES.get(customer % NAMES.size());
        String email = name.toLowerCase(Locale.ROOT).replace(' ', '.') + customer + "@mail.org";
        String card = "card-" + (700 + number);
        ObjectNode profile = Json.object()
                .put("customer_id", "cust_" + (100000 + customer))
                .put("full_name", name)
                .put("email", email)
                .put("phone", "555-201-" + (1000 + customer));
        ToolCall find = new ToolCall("a", "find_customer", Json.object().put("email", email));
        ToolCall block = new ToolCall("b", "block_card", Json.object().put("card_id", card));
        List<Message> messages = List.of(
                Message.User.says(
                        "Hello, I am " + name + " and I lost my card " + card + ", see marker-" + number + "."),
                Message.Assistant.says("What is your e-mail address?"),
                Message.User.says("It is " + email + "."),
                Message.Assistant.calls(List.of(find)),
                new Message.Tool("a", "find_customer", profile, false, Details.NONE),
                Message.Assistant.says(
                        "Thank you, " + name.substring(0, name.indexOf(' ')) + ". Shall I block " + card + "?"),
                Message.User.says("Yes, marker-" + number + ", block it."),
                Message.Assistant.calls(List.of(block)),
                new Message.Tool(
                        "b",
                        "block_card",
                        Json.object().put("card_id", card).put("status", "blocked"),
                        false,
                        Details.NONE),
                Message.Assistant.says("It is blocked. We write to " + email + "."));
        return new Conversation(
                "c" + number,
                messages,
                number % 8 == 7 ? Outcome.FAILURE : Outcome.SUCCESS,
                OptionalDouble.empty(),
                List.of(),
                Json.object().put("customer_id", "cust_" + (100000 + customer)),
                Map.of());
    }

    /// Keeps what it was shown, and otherwise says nothing.
    private static final class Watching implements Demonstrable {

        private final List<List<String>> shown = new ArrayList<>();
        private Demonstrator demonstrator = messages -> List.of();

        @Override
        public Agent shown(Demonstrator other) {
            demonstrator = other;
            return this;
        }

        @Override
        public Action next(Observation observation) {
            shown.add(demonstrator.demonstrations(observation.messages()));
            return new Action.Say("", "");
        }

        @Override
        public String name() {
            return "watching";
        }
    }

    private static Demonstrated factory(Agent agent) {
        return new Demonstrated(AgentFactory.of(agent), PRECEDENTS, KINSHIP, COUNT, TOKENS);
    }

    private static Conversation logOf(Task task) {
        return LOGS.get(Integer.parseInt(task.conversation().substring(1)));
    }

    /// What is shown at every decision of the task's log.
    private static List<List<String>> shownAlong(Task task) {
        Watching watching = new Watching();
        Agent agent = factory(watching).agent(task, 1);
        List<Message> messages = logOf(task).messages();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof Message.Assistant) {
                agent.next(new Observation(messages.subList(0, i), List.of()));
            }
        }
        return watching.shown;
    }

    @Test
    void something_is_shown_at_every_decision() {
        assertThat(TASKS.whole()).hasSizeGreaterThan(30);
        assertThat(TASKS.whole())
                .allSatisfy(task -> assertThat(shownAlong(task))
                        .hasSize(5)
                        .allSatisfy(each -> assertThat(each).hasSizeBetween(2, COUNT)));
    }

    // An agent that is shown its own task, or another conversation of that customer, is not tested at all.
    @Test
    void nothing_of_the_task_under_test_nor_of_its_siblings_nor_of_those_to_be_tested_on_is_shown() {
        for (Task task : TASKS.whole()) {
            int customer = Integer.parseInt(task.conversation().substring(1)) % CUSTOMERS;
            Set<String> forbidden = IntStream.range(0, LOGS.size())
                    .filter(number -> number % CUSTOMERS == customer || TESTED.contains("c" + number))
                    .boxed()
                    .flatMap(number ->
                            List.of("marker-" + number + "[^0-9]", "card-" + (700 + number) + "[^0-9]").stream())
                    .collect(Collectors.toSet());
            String shown = shownAlong(task).stream().flatMap(List::stream).collect(Collectors.joining("\n")) + "\n";
            assertThat(shown).contains("marker-");
            forbidden.forEach(word -> assertThat(shown).doesNotContainPattern(word));
        }
    }

    @Test
    void conversations_that_failed_are_not_shown() {
        String shown = TASKS.whole().stream()
                .flatMap(task -> shownAlong(task).stream())
                .flatMap(List::stream)
                .collect(Collectors.joining("\n"));

        assertThat(IntStream.range(0, LOGS.size()).filter(number -> number % 8 == 7))
                .allSatisfy(number -> assertThat(shown).doesNotContain("marker-" + number + ","));
    }

    @Test
    void no_personal_value_of_anybody_is_shown() {
        String shown = TASKS.whole().stream()
                .flatMap(task -> shownAlong(task).stream())
                .flatMap(List::stream)
                .collect(Collectors.joining("\n"));

        for (String name : NAMES) {
            assertThat(shown)
                    .doesNotContain(name.substring(0, name.indexOf(' ')), name.substring(name.indexOf(' ') + 1));
        }
        IntStream.range(0, CUSTOMERS)
                .forEach(customer -> assertThat(shown)
                        .doesNotContain("555-201-" + (1000 + customer), "cust_" + (100000 + customer)));
        assertThat(NAMES)
                .allSatisfy(name -> assertThat(shown.toLowerCase(Locale.ROOT))
                        .doesNotContain(name.toLowerCase(Locale.ROOT).replace(' ', '.')));
    }

    @Test
    void what_is_shown_keeps_to_its_budget() {
        for (int tokens : List.of(1, 60, 150, 400)) {
            List<Message> messages = LOGS.getFirst().messages().subList(0, 7);
            List<Precedent> near = PRECEDENTS.near(messages, log -> true, 8, tokens);

            assertThat(near.stream().mapToInt(Precedent::tokens).sum()).isLessThanOrEqualTo(tokens);
            assertThat(near.stream().mapToInt(each -> each.text().length()).sum())
                    .isLessThanOrEqualTo(4 * tokens);
            assertThat(near).hasSizeLessThanOrEqualTo(8);
        }
        assertThat(PRECEDENTS.near(LOGS.getFirst().messages().subList(0, 7), log -> true, 8, 400))
                .isNotEmpty();
    }

    @Test
    void what_is_shown_is_the_same_every_time() {
        Task task = TASKS.whole().getFirst();

        assertThat(shownAlong(task)).isEqualTo(shownAlong(task));
    }

    private static Conversation about(String id, String matter, String tool) {
        return Conversation.of(
                id,
                List.of(
                        Message.User.says(matter),
                        Message.Assistant.calls(List.of(new ToolCall("a", tool, Json.object()))),
                        new Message.Tool("a", tool, Json.of("ok"), false, Details.NONE)),
                Outcome.SUCCESS);
    }

    // Four times the same shows nothing that once does not.
    @Test
    void what_is_shown_is_near_first_and_then_unlike_what_was_shown() {
        List<Conversation> logs = new ArrayList<>();
        IntStream.range(0, 6).forEach(i -> logs.add(about("same" + i, "I want to return my shoes", "start_return")));
        logs.add(about("other", "I want to return my shoes and get larger ones", "start_exchange"));
        Precedents precedents = Precedents.of(logs, EMBEDDER);

        List<Precedent> two =
                precedents.near(List.of(Message.User.says("I want to return my shoes")), log -> true, 2, 1000);

        assertThat(two)
                .extracting(Precedent::tools)
                .containsExactly(List.of("start_return"), List.of("start_exchange"));
    }

    @Test
    void what_the_logs_say_of_nobodys_end_is_shown_where_no_log_says_any() {
        Conversation open = about("open", "I want to return my shoes", "start_return");
        Conversation unknown = Conversation.of(open.id(), open.messages(), Outcome.UNKNOWN);
        Conversation other = about("other", "I want to return my shoes", "start_return");
        List<Message> now = List.of(Message.User.says("I want to return my shoes"));

        assertThat(Precedents.of(List.of(unknown), EMBEDDER).near(now, log -> true, 2, 1000))
                .hasSize(1);
        assertThat(Precedents.of(List.of(unknown, other), EMBEDDER).near(now, log -> true, 2, 1000))
                .extracting(Precedent::conversation)
                .containsExactly("other");
    }

    @Test
    void an_agent_that_cannot_be_shown_anything_says_so() {
        Task task = Objects.requireNonNull(TASKS.whole().getFirst());

        assertThatThrownBy(() -> factory(new NullAgent()).agent(task, 1))
                .isInstanceOf(GymException.class)
                .hasMessageContaining("null cannot be shown demonstrations");
        assertThat(factory(new Watching()).name()).isEqualTo("watching with 4 demonstrations");
    }
}
