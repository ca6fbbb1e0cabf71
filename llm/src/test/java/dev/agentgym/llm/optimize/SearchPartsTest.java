package dev.agentgym.llm.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.agent.SystemPrompt;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchPartsTest {

    private static final ModelClient NOBODY = request -> {
        throw new AssertionError("nobody is to be asked");
    };

    private static List<String> tasks(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(n -> prefix + n).toList();
    }

    private static Problem problem(Arena arena, ModelClient reflection) {
        return new Problem(
                new Candidate(SystemPrompt.STANDARD, List.of()),
                arena,
                reflection,
                tasks("learn", 20),
                tasks("compare", 40),
                tasks("learn", 8).stream()
                        .map(task -> new Demonstration(task, "shows " + task))
                        .toList(),
                SearchSettings.DEFAULT);
    }

    private static Candidate policy(String text) {
        return new Candidate(SystemPrompt.STANDARD.with(SystemPrompt.POLICY, text), List.of());
    }

    private static Lab lab(Arena arena) {
        Lab lab = new Lab(problem(arena, NOBODY), new State());
        lab.add(lab.problem().start(), List.of(), "start");
        Race.run(lab, 0);
        return lab;
    }

    @Test
    void a_hopeless_candidate_is_not_played_to_the_end() {
        Lab lab = lab((candidate, task, attempt) ->
                new Outcome.Scored(candidate.prompt().text(SystemPrompt.POLICY).isEmpty() ? 0.8 : 0.1, "", ""));
        int bad = lab.add(policy("bad"), List.of(0), "test").orElseThrow();

        assertThat(Race.run(lab, bad)).isFalse();

        assertThat(lab.entry(bad).scores()).hasSize(16);
        assertThat(lab.leader()).isZero();
    }

    @Test
    void of_two_that_score_the_same_the_shorter_one_leads() {
        Lab lab = lab((candidate, task, attempt) ->
                new Outcome.Scored(candidate.prompt().text(SystemPrompt.POLICY).isEmpty() ? 0.5 : 0.9, "", ""));
        int lengthy = lab.add(policy("word ".repeat(300)), List.of(0), "test").orElseThrow();
        int brief = lab.add(policy("word"), List.of(0), "test").orElseThrow();
        Race.run(lab, lengthy);
        Race.run(lab, brief);

        assertThat(lab.leader()).isEqualTo(brief);
    }

    @Test
    void what_is_too_long_or_known_is_not_tried() {
        Lab lab = lab((candidate, task, attempt) -> new Outcome.Scored(0.5, "", ""));

        assertThat(lab.add(policy("word ".repeat(9000)), List.of(0), "test")).isEmpty();
        assertThat(lab.add(lab.problem().start(), List.of(0), "test")).isEmpty();
    }

    // A conversation that is shown to its own task tells the answer.
    @Test
    void no_task_ever_sees_its_own_demonstration() {
        Map<String, String> seen = new ConcurrentHashMap<>();
        Arena arena = (candidate, task, attempt) -> {
            seen.merge(task, candidate.whole(task).text(SystemPrompt.EXAMPLES), String::concat);
            return new Outcome.Scored(1, "", "played " + task);
        };
        for (String name : List.of("labelled", "bootstrap", "random")) {
            Budget budget = new Budget(Limits.NONE);
            Session session =
                    Session.begin(problem(arena, NOBODY), Optimizers.named(name).orElseThrow(), budget, event -> {});
            while (session.step()) {}
        }

        assertThat(seen.values().stream().filter(text -> !text.isEmpty())).isNotEmpty();
        seen.forEach((task, shown) -> assertThat(shown.lines()).doesNotContain("shows " + task, "played " + task));
    }

    @Test
    void a_model_that_answers_nobody_stops_the_search_which_goes_on_later() {
        boolean[] down = {true};
        Arena arena = (candidate, task, attempt) ->
                down[0] ? new Outcome.Failed(false, "no route") : new Outcome.Scored(0.5, "", "");
        Problem problem = problem(arena, NOBODY);
        Budget budget = new Budget(Limits.NONE);
        List<ObjectNode> events = new ArrayList<>();
        Session session = Session.begin(problem, Optimizers.named("labelled").orElseThrow(), budget, events::add);

        assertThat(session.step()).isFalse();
        assertThat(session.reason()).contains("stopped", "no route");
        assertThatThrownBy(session::best).isInstanceOf(SearchStopped.class);

        down[0] = false;
        Session again = Session.resume(
                problem,
                Optimizers.named("labelled").orElseThrow(),
                new Budget(Limits.NONE),
                events::add,
                session.state());
        while (again.step()) {}
        assertThat(again.reason()).isEqualTo("finished");
        assertThat(again.candidates()).isEqualTo(2);
    }

    @Test
    void a_candidate_that_no_model_takes_goes_aside_and_the_search_goes_on() {
        Lab lab = lab((candidate, task, attempt) ->
                candidate.prompt().text(SystemPrompt.POLICY).isEmpty()
                        ? new Outcome.Scored(0.5, "", "")
                        : new Outcome.Failed(true, "400: too strange"));
        int strange = lab.add(policy("strange"), List.of(0), "test").orElseThrow();

        assertThat(Race.run(lab, strange)).isFalse();
        assertThat(lab.entry(strange).aside()).contains("too strange");
    }

    @Test
    void two_that_are_good_at_different_things_are_merged() {
        Arena arena = (candidate, task, attempt) -> {
            boolean even = task.charAt(task.length() - 1) % 2 == 0;
            boolean knows = candidate
                    .prompt()
                    .text(even ? SystemPrompt.POLICY : SystemPrompt.TOOLS)
                    .contains("good");
            return new Outcome.Scored(knows ? 1 : 0.3, "", "");
        };
        Lab lab = lab(arena);
        Candidate start = lab.problem().start();
        int one = lab.add(start.with(SystemPrompt.POLICY, "good"), List.of(0), "test")
                .orElseThrow();
        int other = lab.add(start.with(SystemPrompt.TOOLS, "good"), List.of(0), "test")
                .orElseThrow();
        Race.run(lab, one);
        Race.run(lab, other);

        Optional<Integer> child = Merge.run(lab);

        assertThat(Front.of(lab).members()).contains(child.orElseThrow());
        assertThat(lab.leader()).isEqualTo(child.orElseThrow());
        assertThat(lab.mean(lab.leader(), lab.validation())).hasValue(1);
        assertThat(lab.entry(child.orElseThrow()).parents()).containsExactly(one, other);
    }

    @Test
    void the_estimator_finds_the_good_choice_more_often_than_chance() {
        Tpe space = new Tpe(List.of(6, 6));
        List<Tpe.Tried> tried = new ArrayList<>();
        SplittableRandom dice = new SplittableRandom(5);
        for (int i = 0; i < 40; i++) {
            List<Integer> choice = space.next(tried, dice);
            double value = (choice.get(0) == 4 ? 1 : 0) + (choice.get(1) == 2 ? 1 : 0);
            tried.add(new Tpe.Tried(choice, value));
        }

        long both = tried.stream().filter(each -> each.value() == 2).count();
        assertThat(both).as("chance alone gives about one").isGreaterThan(8);
    }

    @Test
    void a_diff_shows_what_changed_and_nothing_else() {
        SystemPrompt before = SystemPrompt.STANDARD.with(SystemPrompt.POLICY, "one\ntwo\nthree");
        SystemPrompt after = before.with(SystemPrompt.POLICY, "one\n2\nthree\nfour");

        assertThat(PromptDiff.of(before, after)).isEqualTo("## policy\n  one\n- two\n+ 2\n  three\n+ four\n");
        assertThat(PromptDiff.of(before, before)).isEmpty();
    }

    @Test
    void what_stands_around_the_fences_of_an_answer_is_left_out() {
        ModelClient chatty = request -> new Completion(
                "Sure!\n```text\nrule one\nrule two\n```\nHope it helps.", List.of(), Optional.empty(), "stop", "m");
        Lab lab = new Lab(problem((candidate, task, attempt) -> new Outcome.Scored(1, "", ""), chatty), new State());

        assertThat(Reflection.rewritten(lab, "policy", "old", List.of(), 0)).isEqualTo("rule one\nrule two");
    }

    @Test
    void a_gain_is_not_confirmed_on_tasks_that_were_searched_on() {
        Problem problem = problem((candidate, task, attempt) -> new Outcome.Scored(1, "", ""), NOBODY);

        assertThatThrownBy(() -> Confirmation.of(problem, problem.start(), List.of("compare3"), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Confirmation.of(problem, problem.start(), tasks("test", 20), 2)
                        .isGain())
                .isFalse();
    }
}
