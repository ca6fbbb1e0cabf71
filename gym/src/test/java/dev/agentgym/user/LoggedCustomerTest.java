package dev.agentgym.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.task.Desk;
import dev.agentgym.task.Mention;
import dev.agentgym.task.Task;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.task.Tasks;
import dev.agentgym.task.Turn;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoggedCustomerTest {

    private static final List<Conversation> LOGS = Desk.logs();
    private static final Tasks TASKS = TaskMiner.mine(LOGS, World.induce(LOGS));
    private static final LoggedCustomer CUSTOMER = LoggedCustomer.of(LOGS, TASKS);

    private static Task task(String id) {
        return TASKS.find(id).orElseThrow();
    }

    /// A visit with what was said in it.
    private static final class Call {
        private final Visit visit;
        private final List<Message> said = new ArrayList<>();

        private Call(String task, long seed) {
            this(CUSTOMER.visit(task(task), seed));
        }

        private Call(Visit visit) {
            this.visit = visit;
        }

        private Utterance opens() {
            return answer();
        }

        private Utterance hears(String text) {
            said.add(Message.Assistant.says(text));
            return answer();
        }

        private Utterance answer() {
            Utterance utterance = visit.next(said);
            said.add(Message.User.says(utterance.text()));
            return utterance;
        }
    }

    @Test
    void an_agent_who_goes_the_way_of_the_log_hears_the_words_of_the_log() {
        for (Conversation log : LOGS) {
            Call call = new Call(log.id(), 1);
            for (Turn turn : Turn.of(log.messages())) {
                turn.cue().forEach(text -> call.said.add(Message.Assistant.says(text)));
                assertThat(call.answer().text()).isEqualTo(turn.text());
            }
        }
    }

    @Test
    void a_fact_is_given_when_it_is_asked_for_in_other_words() {
        Call call = new Call("cancel-2", 1);
        call.opens();

        assertThat(call.hears("For safety, your postcode please").text()).contains("AB-27");
    }

    @Test
    void a_fact_is_not_given_away_before_it_is_asked_for() {
        Call call = new Call("cancel-2", 1);

        assertThat(call.opens().text()
                        + call.hears("How can I help?").text()
                        + call.hears("I see.").text())
                .doesNotContain("AB-27")
                .doesNotContain("W-200");
    }

    @Test
    void what_the_log_never_asks_a_customer_knows_of_themselves() {
        Call call = new Call("ask-14", 1);
        call.opens();

        assertThat(call.hears("Thank you. What is your postcode?").text()).contains("AB-147");
    }

    @Test
    void yes_is_said_to_what_the_customer_came_for() {
        Call call = new Call("cancel-3", 1);
        call.opens();

        assertThat(DialogueAct.of(call.hears("So shall I cancel the order now?").text(), false, false))
                .isEqualTo(DialogueAct.AGREE);
    }

    @Test
    void no_is_said_to_a_change_that_nobody_came_for() {
        Call call = new Call("ask-15", 1);
        call.opens();

        assertThat(DialogueAct.of(
                        call.hears("I can cancel the order. Shall I do that?").text(), false, false))
                .isNotEqualTo(DialogueAct.AGREE);
    }

    @Test
    void who_is_told_what_they_came_for_leaves_when_asked_for_more() {
        Call call = new Call("ask-16", 1);
        call.opens();
        call.hears("That would be on the 8 March 2026.");

        assertThat(call.hears("Do you need anything else?").leaves()).isTrue();
    }

    @Test
    void who_was_told_nothing_insists_before_they_leave() {
        Call call = new Call("ask-16", 1);
        call.opens();

        Utterance insisting = call.hears("Well then, is there anything else?");
        assertThat(insisting.leaves()).isFalse();
    }

    // A customer who forgets their second matter leaves while the log goes on with it.
    @Test
    void who_came_for_a_second_thing_brings_it_up_before_they_leave() {
        List<Conversation> logs = new ArrayList<>(LOGS);
        List<Message> messages = new ArrayList<>(Desk.asking(21).messages());
        messages.removeLast();
        messages.add(Message.User.says("And another question. Do you sell lamps?"));
        messages.add(Message.Assistant.says("We do."));
        messages.add(Message.User.says("Great, thanks"));
        messages.add(Message.Assistant.says("Is there anything else?"));
        messages.add(Message.User.says("No, that's all"));
        logs.add(Conversation.of("ask-21", messages, Outcome.SUCCESS));
        Tasks tasks = TaskMiner.mine(logs, World.induce(logs));
        LoggedCustomer customer = LoggedCustomer.of(logs, tasks);
        Call call = new Call(customer.visitWithoutScript(tasks.find("ask-21").orElseThrow(), 1));
        call.opens();
        call.hears("It will be there on 4 March 2026.");

        Utterance asking = call.hears("Is there anything else you need?");
        assertThat(asking.text()).contains("lamps");
        assertThat(asking.leaves()).isFalse();
        call.hears("Yes, lamps too.");
        assertThat(call.hears("Is there anything else you need?").text()).doesNotContain("lamps");
    }

    private static Conversation postponing(int n, String consent) {
        List<Message> messages = new ArrayList<>(Desk.cancelling(n).messages());
        int yes = messages.indexOf(Message.User.says("Yes, go ahead"));
        messages.set(yes, Message.User.says(consent));
        Message.Assistant call = (Message.Assistant) messages.get(yes + 1);
        ToolCall cancel = call.toolCalls().getFirst();
        Map<String, String> arguments = Map.of("order_id", "W-" + n + "00", "from_date", "2026-03-1" + n % 10);
        messages.set(
                yes + 1,
                Message.Assistant.calls(List.of(new ToolCall(cancel.id(), cancel.name(), Json.arguments(arguments)))));
        return Conversation.of("postpone-" + n, messages, Outcome.SUCCESS);
    }

    // A yes alone would have it done at once.
    @Test
    void who_wants_it_later_says_so_when_they_agree() {
        List<Conversation> logs = new ArrayList<>(LOGS);
        logs.add(postponing(22, "Yes, but not before 12 March"));
        Tasks tasks = TaskMiner.mine(logs, World.induce(logs));
        Task task = tasks.find("postpone-22").orElseThrow();
        Call call = new Call(LoggedCustomer.of(logs, tasks).visitWithoutScript(task, 1));
        call.opens();

        assertThat(call.hears("So shall I cancel the order now?").text()).isEqualTo("Yes, but not before 12 March");
        assertThat(call.hears("So shall I cancel the order then?").text()).doesNotContain("12 March");
    }

    private static Conversation choosing(int n) {
        String date = "2026-03-1" + n % 10;
        List<Message> messages = new ArrayList<>(Desk.asking(n).messages());
        messages.removeLast();
        messages.removeLast();
        messages.add(Message.User.says("Can it come on another day?"));
        messages.add(Message.Assistant.says("I have the 1" + n % 10 + " March and the 21 March. Which day suits you?"));
        messages.add(Message.User.says("The 1" + n % 10 + " March would be better"));
        messages.add(Message.Assistant.calls(List.of(new ToolCall(
                "move-" + n, "move_order", Json.arguments(Map.of("order_id", "W-" + n + "00", "date", date))))));
        messages.add(new Message.Tool("move-" + n, "move_order", Json.object().put("date", date), false, Details.NONE));
        messages.add(Message.Assistant.says("It comes on that day."));
        return Conversation.of("choose-" + n, messages, Outcome.SUCCESS);
    }

    @Test
    void what_they_choose_from_an_offer_nobody_knows_before_it() {
        List<Conversation> logs = new ArrayList<>(LOGS);
        for (int n = 21; n <= 28; n++) {
            logs.add(choosing(n));
        }
        Tasks tasks = TaskMiner.mine(logs, World.induce(logs));
        Task task = tasks.find("choose-23").orElseThrow();
        Call call = new Call(LoggedCustomer.of(logs, tasks).visitWithoutScript(task, 1));
        call.opens();

        assertThat(call.hears("Which day suits you?").text()).doesNotContain("13 March");
        assertThat(call.hears("I have the 13 March and the 25 March. Which day suits you?")
                        .text())
                .contains("13 March");
    }

    // What was volunteered at the end of a matter is no secret in another.
    @Test
    void a_second_matter_is_brought_up_with_what_it_is_about() {
        List<Conversation> logs = new ArrayList<>(LOGS);
        List<Message> messages = new ArrayList<>(Desk.asking(21).messages());
        messages.removeLast();
        messages.add(Message.User.says("And another question. What became of W-9900?"));
        messages.add(Message.Assistant.calls(
                List.of(new ToolCall("more", "get_order", Json.arguments(Map.of("order_id", "W-9900"))))));
        messages.add(new Message.Tool(
                "more",
                "get_order",
                Json.object().put("order_id", "W-9900").put("status", "open"),
                false,
                Details.NONE));
        messages.add(Message.Assistant.says("It is open."));
        messages.add(Message.User.says("No, that's all"));
        logs.add(Conversation.of("ask-21", messages, Outcome.SUCCESS));
        Tasks tasks = TaskMiner.mine(logs, World.induce(logs));
        Call call = new Call(LoggedCustomer.of(logs, tasks)
                .visitWithoutScript(tasks.find("ask-21").orElseThrow(), 1));
        call.opens();
        call.hears("It will be there on 4 March 2026.");

        Utterance asking = call.hears("Is there anything else you need?");
        assertThat(asking.text()).contains("W-9900");
        assertThat(asking.fault()).isEmpty();
    }

    private static Call changing(int n, String mind) {
        List<Conversation> logs = new ArrayList<>(LOGS);
        List<Message> messages = new ArrayList<>(Desk.cancelling(n).messages());
        messages = new ArrayList<>(messages.subList(0, 8));
        messages.add(Message.User.says(mind));
        messages.add(Message.Assistant.says("Alright, nothing was changed."));
        messages.add(Message.User.says("Good. Do you sell lamps?"));
        messages.add(Message.Assistant.says("We do. Is there anything else?"));
        messages.add(Message.User.says("No, that's all"));
        logs.add(Conversation.of("change-" + n, messages, Outcome.SUCCESS));
        Tasks tasks = TaskMiner.mine(logs, World.induce(logs));
        Call call = new Call(LoggedCustomer.of(logs, tasks)
                .visitWithoutScript(tasks.find("change-" + n).orElseThrow(), 1));
        call.opens();
        return call;
    }

    // Whoever says a plain no, or yes, keeps to themselves what they want instead.
    @Test
    void who_changes_their_mind_says_what_they_want_instead_however_it_is_proposed() {
        Call call = changing(22, "Hmm, rather keep it and send it to my office");

        Utterance answer = call.hears("So shall I cancel the order now?");
        assertThat(answer.text()).isEqualTo("Hmm, rather keep it and send it to my office");
        assertThat(answer.fault()).isEmpty();
        assertThat(DialogueAct.of(call.hears("But shall I cancel it now?").text(), false, false))
                .isEqualTo(DialogueAct.DECLINE);
    }

    @Test
    void wordings_are_those_of_customers_who_talk_alike() {
        List<Conversation> logs = new ArrayList<>(LOGS);
        for (int n = 21; n <= 24; n++) {
            logs.add(Desk.thanking(n, "Wonderful, perfect, that is so kind of you, thank you so very much"));
        }
        for (int n = 25; n <= 28; n++) {
            logs.add(Desk.thanking(n, "thx"));
        }
        Tasks tasks = TaskMiner.mine(logs, World.induce(logs));
        LoggedCustomer customer = LoggedCustomer.of(logs, tasks);

        assertThat(thanks(customer, tasks, "thank-22")).startsWith("Wonderful");
        assertThat(thanks(customer, tasks, "thank-26")).isEqualTo("thx");
    }

    private static String thanks(LoggedCustomer customer, Tasks tasks, String id) {
        Call call = new Call(customer.visitWithoutScript(tasks.find(id).orElseThrow(), 1));
        call.opens();
        return call.hears("It will arrive on time at your place.").text();
    }

    @Test
    void patience_ends() {
        Call call = new Call("cancel-4", 1);
        call.opens();
        List<Utterance> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(call.hears("Lalala."));
        }

        assertThat(answers).anyMatch(Utterance::leaves);
        assertThat(answers.subList(0, task("cancel-4").persona().patience())).noneMatch(Utterance::leaves);
    }

    @Test
    void a_visit_may_begin_in_the_middle() {
        Task pivot = task("cancel-5#9");
        Call call = new Call(CUSTOMER.visit(pivot, 1));
        call.said.addAll(LOGS.get(4).messages().subList(0, pivot.start()));

        assertThat(call.hears("Your order is cancelled. RF-555 brings €5.50 back.")
                        .text())
                .isEqualTo("Thanks a lot");
    }

    @Test
    void a_branch_goes_its_own_way() {
        Call call = new Call("cancel-6", 1);
        call.opens();
        Call branch = new Call(call.visit.branch());
        branch.said.addAll(call.said);

        assertThat(branch.hears("What is the number of the order?").text()).contains("W-600");
        assertThat(call.hears("What is your postcode?").text()).contains("AB-67");
    }

    @Test
    void equal_seeds_make_equal_visits() {
        assertThat(babble("cancel-7", 5, 9)).isEqualTo(babble("cancel-7", 5, 9));
    }

    /// Would catch wordings of other customers in which a value was not exchanged.
    @Test
    void whatever_an_agent_says_nobody_says_a_value_of_another_customer_or_faults() {
        for (int dice = 0; dice < 60; dice++) {
            Task task = TASKS.whole().get(dice % TASKS.whole().size());
            for (Utterance utterance : babble(task.id(), dice, dice)) {
                assertThat(utterance.fault()).isEmpty();
                for (Task other : TASKS.whole()) {
                    if (!other.conversation().equals(task.conversation())) {
                        assertThat(other.facts())
                                .as(utterance.text())
                                .noneMatch(fact -> Mention.of(utterance.text(), fact.value())
                                        .isPresent());
                    }
                }
            }
        }
    }

    /// An agent who says things of any log, without their values, in any order.
    private static List<Utterance> babble(String task, long seed, long dice) {
        Random random = new Random(dice);
        Call call = new Call(task, seed);
        List<Utterance> heard = new ArrayList<>(List.of(call.opens()));
        List<String> texts = LOGS.stream()
                .flatMap(log -> Turn.of(log.messages()).stream())
                .flatMap(turn -> turn.cue().stream())
                .filter(text -> text.chars().noneMatch(Character::isDigit))
                .distinct()
                .toList();
        for (int i = 0; i < 12; i++) {
            heard.add(call.hears(texts.get(random.nextInt(texts.size()))));
        }
        return heard;
    }

    /// The trap: who asks for street, town and postcode hears the same sentence three times.
    @Test
    void a_sentence_that_holds_several_answers_is_said_once() {
        String all = "It's 9 Mill Road, DS-1810 Dunstrand";
        assertThat(Wordings.together(List.of("Dunstrand", all, all, "DS-1810", "and a landline")))
                .isEqualTo(all + " and a landline");
    }
}
