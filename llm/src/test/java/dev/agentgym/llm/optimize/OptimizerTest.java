package dev.agentgym.llm.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.agent.SystemPrompt;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Limits;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class OptimizerTest {

    private static Stream<String> names() {
        return Optimizers.all().stream().map(Optimizer::name);
    }

    private static Stream<Arguments> namesAndThreads() {
        return names().flatMap(name -> Stream.of(Arguments.of(name, 1), Arguments.of(name, 16)));
    }

    private static Optimizer optimizer(String name) {
        return Optimizers.named(name).orElseThrow();
    }

    private static Session played(String name, Problem problem, Budget budget) {
        Session session = Session.begin(problem, optimizer(name), budget, event -> {});
        while (session.step()) {}
        return session;
    }

    private static Session played(String name, Office office) {
        Budget budget = new Budget(Limits.NONE);
        return played(name, office.problem(budget, SearchSettings.DEFAULT), budget);
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_better_prompt_is_found_and_the_gain_holds_on_tasks_that_nobody_saw(String name) {
        Office office = new Office(true, 0);

        Session session = played(name, office);
        Confirmation confirmation = Confirmation.of(office.problem(), session.best(), Office.heldOut(), 1);

        assertThat(session.reason()).isEqualTo("finished");
        assertThat(confirmation.isGain()).as(confirmation.toString()).isTrue();
        assertThat(confirmation.p()).isLessThan(0.01);
        assertThat(confirmation.tasks()).isEqualTo(90);
    }

    @ParameterizedTest
    @MethodSource("names")
    void where_the_prompt_makes_no_difference_no_gain_is_claimed(String name) {
        Office office = new Office(false, 0);

        Confirmation confirmation =
                Confirmation.of(office.problem(), played(name, office).best(), Office.heldOut(), 1);

        assertThat(confirmation.isGain()).as(confirmation.toString()).isFalse();
    }

    // The reference implementation of GEPA restarts its random generator and its merges on resume, and so finds
    // something else than the run that was not killed.
    @ParameterizedTest
    @MethodSource("namesAndThreads")
    void a_search_that_is_killed_after_every_step_is_the_one_that_was_not(String name, int threads) {
        Office office = new Office(true, 10);
        Budget straight = new Budget(Limits.NONE);
        Session whole = played(name, office.problem(straight, SearchSettings.DEFAULT), straight);

        Office other = new Office(true, 10);
        SearchSettings settings = SearchSettings.DEFAULT.threads(threads);
        List<ObjectNode> events = new ArrayList<>();
        Budget first = new Budget(Limits.NONE);
        Session session = Session.begin(other.problem(first, settings), optimizer(name), first, events::add);
        while (session.step()) {
            String saved = session.state().toString();
            Budget again = new Budget(Limits.NONE);
            session = Session.resume(
                    other.problem(again, settings), optimizer(name), again, events::add, Json.parse(saved));
        }

        assertThat(session.state().toString()).isEqualTo(whole.state().toString());
        List<ObjectNode> straightEvents = new ArrayList<>();
        Budget third = new Budget(Limits.NONE);
        Session told = Session.begin(
                new Office(true, 10).problem(third, SearchSettings.DEFAULT),
                optimizer(name),
                third,
                straightEvents::add);
        while (told.step()) {}
        assertThat(events).isEqualTo(straightEvents);
    }

    // MIPROv2 of DSPy gives a failed row the score 0, so that an outage looks like a bad prompt.
    @ParameterizedTest
    @MethodSource("names")
    void errors_of_the_provider_cost_calls_and_change_no_winner(String name) {
        Budget smooth = new Budget(Limits.NONE);
        Budget bumpy = new Budget(Limits.NONE);

        Session calm = played(name, new Office(true, 0).problem(smooth, SearchSettings.DEFAULT), smooth);
        Session rough = played(name, new Office(true, 30).problem(bumpy, SearchSettings.DEFAULT), bumpy);

        assertThat(rough.best()).isEqualTo(calm.best());
        assertThat(bumpy.spent().failures()).isGreaterThan(bumpy.spent().calls() / 10);
        assertThat(bumpy.spent().calls()).isGreaterThan(smooth.spent().calls());
        assertThat(rough.rollouts()).isEqualTo(calm.rollouts());
    }

    private static int rolloutsUntil(double score, Session session) {
        do {
            if (best(session) >= score) {
                return session.rollouts();
            }
        } while (session.step());
        return session.rollouts();
    }

    private static double best(Session session) {
        return session.means().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private static Session begun(String name, Office office, int seed) {
        Budget budget = new Budget(Limits.NONE);
        SearchSettings settings = new SearchSettings(seed, 8, 800, SearchSettings.DEFAULT.sections(), 6000, 0.01);
        return Session.begin(office.problem(budget, settings), optimizer(name), budget, event -> {});
    }

    // One seed says nothing: with the first of them it was the other way round. Where showing does nearly as much as
    // telling, a search that only rewrites is the slower one.
    @ParameterizedTest
    @ValueSource(ints = {45, 70})
    void gepa_needs_fewer_rollouts_than_random_search_to_where_that_ends(int shownSkill) {
        Office office = new Office(true, 0, shownSkill);
        int ours = 0;
        int theirs = 0;
        for (int seed = 1; seed <= 15; seed++) {
            Session random = begun("random", office, seed);
            while (random.step()) {}
            double end = best(random);
            theirs += rolloutsUntil(end, begun("random", office, seed));
            ours += rolloutsUntil(end, begun("gepa", office, seed));
        }

        assertThat(ours).isLessThan(theirs);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 45, 100, 150})
    void a_budget_of_calls_ends_the_search_and_is_kept(int limit) {
        Office office = new Office(true, 10);
        Budget budget = new Budget(Limits.calls(limit));

        Session session = played("gepa", office.problem(budget, SearchSettings.DEFAULT), budget);

        assertThat(budget.spent().calls()).isLessThanOrEqualTo(limit);
        assertThat(session.reason()).startsWith("stopped: ");
        assertThat(session.isDone()).isTrue();
    }

    @Test
    void a_limit_of_rollouts_is_kept_and_more_of_them_go_on_where_it_stopped() {
        Office office = new Office(true, 0);
        Budget budget = new Budget(Limits.NONE);
        Session brief = played("gepa", office.problem(budget, SearchSettings.DEFAULT.rollouts(150)), budget);
        assertThat(brief.rollouts()).isLessThanOrEqualTo(150);

        Budget more = new Budget(Limits.NONE);
        Session longer = Session.resume(
                office.problem(more, SearchSettings.DEFAULT), optimizer("gepa"), more, event -> {}, brief.state());
        while (longer.step()) {}

        assertThat(longer.best()).isEqualTo(played("gepa", office).best());
    }

    @Test
    void a_state_of_another_search_is_refused() {
        Office office = new Office(true, 0);
        Budget budget = new Budget(Limits.NONE);
        Session session = Session.begin(office.problem(), optimizer("gepa"), budget, event -> {});

        assertThatThrownBy(() ->
                        Session.resume(office.problem(), optimizer("simba"), budget, event -> {}, session.state()))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("simba");
        SearchSettings otherSeed = new SearchSettings(2, 1, 9, List.of(SystemPrompt.POLICY), 100, 0);
        assertThatThrownBy(() -> Session.resume(
                        office.problem(budget, otherSeed), optimizer("gepa"), budget, event -> {}, session.state()))
                .isInstanceOf(TraceException.class)
                .hasMessageContaining("seed");
    }
}
