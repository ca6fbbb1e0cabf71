package dev.agentgym.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an agent sees of a conversation: [Situation], [Moment] and [CommonWords].
class SituationTest {

    private static final String TALK = """
            customer: Hi
            customer: I want a refund
            agent: Sure.
            agent: What is your number?
            customer: W-1
            agent: One moment.
            call: get_order {"id": "W-1"}
            refused: "Error: closed"
            call: get_order {"id": "W-1", "force": true}
            ok: {"id": "W-1"}
            agent: Done.
            """;

    private static final Conversation CONVERSATION =
            Script.conversations("= talk success\n" + TALK).getFirst();

    @Test
    void a_run_of_messages_up_to_a_call_is_one_act() {
        List<Situation> situations = Situation.of(CONVERSATION);
        assertThat(situations).map(Situation::position).containsExactly(2, 5, 8, 10);
        assertThat(situations).map(Situation::words).containsExactly("Sure.\nWhat is your number?", "", "", "Done.");
        assertThat(situations).map(situation -> situation.calls().size()).containsExactly(0, 1, 1, 0);
    }

    @Test
    void an_act_knows_only_what_was_before_it() {
        Situation asks = Situation.of(CONVERSATION).getFirst();
        assertThat(asks.before()).map(Message::text).containsExactly("Hi", "I want a refund");
        assertThat(asks.label()).isEqualTo("talk, message 3");
    }

    @Test
    void a_silent_agent_has_no_situation() {
        assertThat(Situation.of(Script.conversations("= quiet abandoned\ncustomer: hello?")
                        .getFirst()))
                .isEmpty();
    }

    @Test
    void a_moment_is_named_by_what_just_happened() {
        List<Message> messages = CONVERSATION.messages();
        assertThat(List.of(0, 1, 4, 5, 8, 10).stream()
                        .map(end -> Moment.of(messages.subList(0, end)).event()))
                .containsExactly("start", "opening", "opening", "user", "refused:get_order", "ok:get_order");
    }

    @Test
    void a_moment_remembers_deeds_question_words_and_goal() {
        Moment moment = Moment.of(CONVERSATION.messages());
        assertThat(moment.done()).containsExactly("!get_order", "get_order");
        assertThat(moment.asked()).isEqualTo("Done.");
        assertThat(moment.said()).isEqualTo("W-1");
        assertThat(moment.goal()).isEqualTo("Hi\nI want a refund");
    }

    @Test
    void deeds_are_compared_by_what_is_shared() {
        Moment nothing = Moment.of(List.of());
        Moment all = Moment.of(CONVERSATION.messages());
        Moment half = Moment.of(CONVERSATION.messages().subList(0, 8));
        assertThat(nothing.sameDeeds(nothing)).isEqualTo(1);
        assertThat(all.sameDeeds(all)).isEqualTo(1);
        assertThat(all.sameDeeds(half)).isEqualTo(0.5);
        assertThat(all.sameDeeds(nothing)).isZero();
    }

    @Test
    void a_call_is_repeated_only_with_the_same_arguments() {
        ToolCall again = new ToolCall("x", "get_order", Json.arguments(Map.of("id", "W-1", "force", true)));
        ToolCall other = new ToolCall("x", "get_order", Json.arguments(Map.of("id", "W-2")));
        assertThat(Moment.repeats(CONVERSATION.messages(), List.of(again))).isTrue();
        assertThat(Moment.repeats(CONVERSATION.messages(), List.of(other))).isFalse();
    }

    @Test
    void a_refused_call_is_made_again_only_after_another_tool_helped() {
        List<Message> refused = CONVERSATION.messages().subList(0, 8);
        ToolCall again = new ToolCall("x", "get_order", Json.arguments(Map.of("id", "W-1")));
        assertThat(Moment.repeats(refused, List.of(again))).isTrue();
        assertThat(Moment.repeats(CONVERSATION.messages(), List.of(again))).isFalse();
    }

    @Test
    void the_goal_is_the_last_matter_that_took_many_words() {
        Moment moment = Moment.of(Script.messages("""
                customer: I have a question about the last invoice you sent me
                agent: It is paid.
                customer: Good. Now please cancel the television package that I never use
                agent: What is your number?
                customer: it is C-7070 and my address is a@b.example
                """));
        assertThat(moment.goal()).isEqualTo("Good. Now please cancel the television package that I never use");
    }

    @Test
    void an_answer_is_marked_by_its_fields_options_and_signs() {
        Moment moment = Moment.of(Script.messages("""
                call: get_bill {}
                ok: {"state": "open", "due": -3.5, "id": "B-1", "lines": [{"paid": true}, {"paid": false}]}
                """));
        assertThat(moment.shown())
                .containsExactlyInAnyOrder(
                        ".state=open", ".due=-1", ".lines*2", ".lines.paid=true", ".lines.paid=false");
    }

    @Test
    void words_of_many_agents_are_common_and_those_of_one_are_not() {
        CommonWords common = CommonWords.of(Script.shop());
        assertThat(common.contains("Goodbye!")).isTrue();
        assertThat(common.contains("EUR.")).isTrue();
        assertThat(common.contains("W-501")).isFalse();
        assertThat(common.contains("Anna")).isFalse();
    }

    @Test
    void a_rare_word_with_a_capital_may_be_a_name_unless_it_is_also_written_small() {
        CommonWords common = CommonWords.of(Script.shop());
        assertThat(common.mayBeName("Anna,")).isTrue();
        assertThat(common.mayBeName("Welcome")).isFalse();
        assertThat(common.mayBeName("anna")).isFalse();
        CommonWords twice = CommonWords.of(
                Script.conversations("= a success\nagent: we cannot do it\n= b success\nagent: that cannot be\n"));
        assertThat(twice.mayBeName("Cannot")).isFalse();
        assertThat(twice.mayBeName("Canter")).isTrue();
    }
}
