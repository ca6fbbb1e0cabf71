package dev.agentgym.llm.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.task.Task;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.task.Tasks;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.user.LoggedCustomer;
import dev.agentgym.user.Utterance;
import dev.agentgym.user.Visit;
import dev.agentgym.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCustomerTest {

    private static final List<Conversation> LOGS = logs();
    private static final Tasks TASKS = TaskMiner.mine(LOGS, World.induce(LOGS));
    private static final LoggedCustomer LOGGED = LoggedCustomer.of(LOGS, TASKS);
    private static final Task TASK = TASKS.find("cancel-3").orElseThrow();

    private static List<Conversation> logs() {
        List<Conversation> logs = new ArrayList<>();
        for (int n = 1; n <= 12; n++) {
            String order = "W-" + n + "00";
            List<Message> said = new ArrayList<>();
            said.add(Message.User.says("Hello there. I want to cancel my order."));
            said.add(Message.Assistant.says("Hi. What is the number of the order?"));
            said.add(Message.User.says("It is " + order));
            answered(said, "get_order", n, "open");
            said.add(Message.Assistant.says("Thank you. What is your postcode?"));
            said.add(Message.User.says("AB-" + n + "7"));
            said.add(Message.Assistant.says("I can cancel the order. Shall I do that?"));
            said.add(Message.User.says("Yes, go ahead"));
            answered(said, "cancel_order", n, "cancelled");
            said.add(Message.Assistant.says("Your order is cancelled. €" + n + ".50 come back."));
            said.add(Message.User.says("Thanks a lot"));
            said.add(Message.Assistant.says("Is there anything else?"));
            said.add(Message.User.says("No, that's all"));
            logs.add(Conversation.of("cancel-" + n, said, Outcome.SUCCESS));
        }
        return logs;
    }

    private static void answered(List<Message> said, String tool, int n, String status) {
        String id = "call-" + said.size();
        said.add(Message.Assistant.calls(
                List.of(new ToolCall(id, tool, Json.object().put("order_id", "W-" + n + "00")))));
        said.add(new Message.Tool(
                id,
                tool,
                Json.object()
                        .put("order_id", "W-" + n + "00")
                        .put("postcode", "AB-" + n + "7")
                        .put("status", status)
                        .put("refund", n + 0.5),
                false,
                Details.NONE));
    }

    /// A model that says one line after the other, each as JSON unless it is JSON or something else already.
    private static final class Actor implements ModelClient {
        private final Deque<String> lines = new ArrayDeque<>();
        private final List<Request> asked = new ArrayList<>();

        Actor(String... lines) {
            this.lines.addAll(List.of(lines));
        }

        @Override
        public Completion complete(Request request) {
            asked.add(request);
            if (lines.isEmpty()) {
                throw new ModelException("out of lines", new Failure.Overloaded(503, Optional.empty()));
            }
            String line = lines.remove();
            boolean leaves = line.startsWith("LEAVE ");
            String text = line.startsWith("RAW ")
                    ? line.substring(4)
                    : Json.object()
                            .put("say", leaves ? line.substring(6) : line)
                            .put("leave", leaves)
                            .toString();
            return new Completion(text, List.of(), Optional.empty(), "stop", "actor");
        }
    }

    private static final class Call {
        private final Actor actor;
        private final Visit visit;
        private final List<Message> said = new ArrayList<>();

        Call(Actor actor) {
            this.actor = actor;
            this.visit = new ModelCustomer(actor, "actor", LOGGED, ModelCustomer.Settings.DEFAULT).visit(TASK, 1);
        }

        Utterance hears(String text) {
            said.add(Message.Assistant.says(text));
            return answer();
        }

        Utterance answer() {
            Utterance utterance = visit.next(said);
            said.add(Message.User.says(utterance.text()));
            return utterance;
        }
    }

    @Test
    void words_that_are_in_order_are_said_as_the_model_found_them() {
        Call call = new Call(new Actor(
                "Hi, I'd like my order cancelled.",
                "Sure, the order is W-300.",
                "My postcode is AB-37.",
                "Yes please, cancel it.",
                "Great, thank you!",
                "LEAVE No, bye."));

        assertThat(call.answer().text()).isEqualTo("Hi, I'd like my order cancelled.");
        assertThat(call.hears("Hi. What is the number of the order?").text()).isEqualTo("Sure, the order is W-300.");
        assertThat(call.hears("Thank you. What is your postcode?").text()).isEqualTo("My postcode is AB-37.");
        assertThat(call.hears("I can cancel the order. Shall I do that?").text())
                .isEqualTo("Yes please, cancel it.");
        call.hears("Your order is cancelled. €3.50 come back.");
        Utterance last = call.hears("Is there anything else?");
        assertThat(last).isEqualTo(new Utterance("No, bye.", true, Optional.empty()));
        assertThat(call.actor.asked).hasSize(6);
    }

    // The agent of a log may have asked with other words; a fact that was asked for is no leak.
    @Test
    void a_fact_that_is_asked_for_in_new_words_may_be_given() {
        Call call = new Call(new Actor("Please cancel my order.", "It's AB-37"));
        call.answer();
        Utterance said = call.hears("For security I need to confirm the postcode on the account.");
        assertThat(said).isEqualTo(new Utterance("It's AB-37", false, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I want to cancel W-300. My postcode is AB-37. | gives away",
                "Cancel my order, it cost $912.40 last week. | invents $912.40",
                "I want to cancel. I live at XY-9921. | invents XY-9921",
                "As an AI language model I would like to cancel. | speaks of their role",
                "The customer says that they want to cancel. | speaks of their role",
                "Thank you for contacting us. How can I help you? | speaks as the agent",
                "I have processed your cancellation. | speaks as the agent",
                "Customer: please cancel my order | writes markup",
                "*sighs loudly* | writes markup",
                "LEAVE Never mind. | leaves before",
                "RAW Just plain text | is not",
                "RAW {\"say\": 5, \"leave\": false} | is not",
            })
    void what_breaks_the_part_is_asked_for_again_with_the_reason(String line, String reason) {
        Call call = new Call(new Actor(line, "Please cancel my order."));

        Utterance said = call.answer();

        assertThat(said.text()).isEqualTo("Please cancel my order.");
        assertThat(said.fault()).isEmpty();
        assertThat(said.because())
                .hasValueSatisfying(because -> assertThat(because).contains(reason));
        assertThat(call.actor.asked).hasSize(2);
        assertThat(call.actor.asked.getLast().messages().getLast().text()).contains(reason);
    }

    @Test
    void who_repeats_the_agent_is_asked_again() {
        Call call = new Call(new Actor("Please cancel my order.", "What is the number of the order?", "W-300"));
        call.answer();
        Utterance said = call.hears("Hi. What is the number of the order?");
        assertThat(said.text()).isEqualTo("W-300");
        assertThat(said.because())
                .hasValueSatisfying(because -> assertThat(because).contains("says the agent's words again"));
    }

    // Nothing of the ledger may slip through because a model insists.
    @Test
    void a_model_that_keeps_leaking_is_replaced_by_the_logged_customer_who_says_so() {
        String leak = "Cancel W-300, postcode AB-37.";
        Call call = new Call(new Actor(leak, leak, leak, "W-300 it is"));

        Utterance said = call.answer();

        assertThat(said.text()).isEqualTo("Hello there. I want to cancel my order.");
        assertThat(said.fault()).isEmpty();
        assertThat(said.because())
                .hasValueSatisfying(
                        because -> assertThat(because).contains("the logged customer speaks", "gives away"));
        assertThat(call.actor.asked).hasSize(3);
        assertThat(call.hears("Hi. What is the number of the order?").text()).isEqualTo("W-300 it is");
    }

    @Test
    void a_model_that_does_not_answer_spoils_the_episode_and_not_the_agent() {
        Utterance said = new Call(new Actor()).answer();
        assertThat(said.leaves()).isTrue();
        assertThat(said.fault()).hasValueSatisfying(fault -> assertThat(fault).contains("actor did not answer"));
    }

    @Test
    void who_left_says_nothing_more_and_asks_no_model() {
        Call call = new Call(new Actor("Please cancel my order.", "LEAVE Thanks, bye."));
        call.answer();
        call.hears("Your order is cancelled. €3.50 come back.");
        int asked = call.actor.asked.size();
        assertThat(call.hears("Hello?")).isEqualTo(new Utterance("", true, Optional.empty()));
        assertThat(call.actor.asked).hasSize(asked);
    }

    @Test
    void a_branch_goes_on_from_the_same_point_apart() {
        Call call = new Call(new Actor("Please cancel my order.", "W-300", "W-300 again"));
        call.answer();
        Visit branch = call.visit.branch();
        List<Message> same = new ArrayList<>(call.said);
        same.add(Message.Assistant.says("Hi. What is the number of the order?"));

        assertThat(call.hears("Hi. What is the number of the order?").text()).isEqualTo("W-300");
        assertThat(branch.next(same).text()).isEqualTo("W-300 again");
    }

    // A model that is told what the tools answered could know what no customer knows.
    @Test
    void the_model_sees_the_conversation_from_the_customers_side() {
        Call call = new Call(new Actor("Please cancel my order.", "W-300"));
        call.answer();
        call.said.add(Message.Assistant.calls(
                List.of(new ToolCall("x", "get_order", Json.object().put("order_id", "W-999")))));
        call.said.add(new Message.Tool("x", "get_order", Json.of("SECRET-1"), false, Details.NONE));
        call.hears("Hi. What is the number of the order?");

        Request request = call.actor.asked.getLast();
        assertThat(request.messages().toString()).doesNotContain("SECRET-1", "W-999");
        assertThat(request.messages().getLast()).isEqualTo(Message.User.says("Hi. What is the number of the order?"));
        assertThat(request.messages().getFirst().text()).contains("AB-37 (only when asked)");
        assertThat(request.tools()).isEmpty();
    }

    @Test
    void equal_seeds_ask_equal_questions_and_others_draw_anew() {
        assertThat(asked(1)).isEqualTo(asked(1));
        assertThat(asked(1)).isNotEqualTo(asked(2));
    }

    private static List<Request> asked(long seed) {
        Actor actor = new Actor("Please cancel my order.");
        new ModelCustomer(actor, "actor", LOGGED, ModelCustomer.Settings.DEFAULT)
                .visit(TASK, seed)
                .next(List.of());
        return actor.asked;
    }
}
