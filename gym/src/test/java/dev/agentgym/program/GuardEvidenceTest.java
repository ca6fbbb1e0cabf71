package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.one;
import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How much evidence a guard needs, and what happens where there is too little or the logs contradict themselves.
class GuardEvidenceTest {

    /// A telecom shop: a line with a plan and usage, a customer with a balance.
    private static ObjectNode draw(Random random) {
        ObjectNode scope = scope();
        scope.withObject("args")
                .put("line_id", "L" + random.nextInt(1000, 9999))
                .put("gigabytes", random.nextInt(1, 30))
                .put("reason", one(random, "travel", "work", "other"));
        scope.putObject("row")
                .put("status", one(random, "active", "active", "active", "suspended", "closed"))
                .put("plan", one(random, "basic", "plus", "max"))
                .put("used", random.nextInt(0, 50))
                .put("roaming", random.nextBoolean());
        scope.putObject("user")
                .put("balance", random.nextInt(0, 100))
                .put("age", random.nextInt(15, 80))
                .put("city", one(random, "Rome", "Oslo", "Bern", "Wien"));
        return scope;
    }

    private static InventedTool accepting() {
        return InventedTool.drawing(GuardEvidenceTest::draw);
    }

    private static Guards learn(List<Case> cases) {
        return new GuardSearch(List.of("args", "row", "user", "now")).learn(cases);
    }

    private static Case refused(ObjectNode scope, String text) {
        return new Case(Scope.of(scope), Optional.of(TextNode.valueOf(text)));
    }

    @Test
    void random_refusals_are_left_unexplained() {
        int guards = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int refusals = one(random, 1, 2, 3, 5, 8, 20, 60);
            List<Case> cases = new ArrayList<>(accepting().calls(150 - refusals, random));
            for (int i = 0; i < refusals; i++) {
                cases.add(refused(draw(random), "Error: please try again later"));
            }
            Collections.shuffle(cases, random);
            Guards learned = learn(cases);
            guards += learned.inOrder().size();
            assertThat(learned.unexplained()).hasSize(learned.inOrder().isEmpty() ? 1 : 0);
        }
        assertThat(guards).isLessThanOrEqualTo(1);
    }

    @Test
    void one_single_refusal_is_enough_where_its_words_name_what_is_wrong() {
        List<Case> cases = new ArrayList<>(accepting().calls(30, new Random(3)));
        ObjectNode scope = draw(new Random(4));
        String id = scope.path("args").path("line_id").asText();
        scope.putNull("row");
        cases.add(refused(scope, "Error: line " + id + " not found"));
        Guards guards = learn(cases);
        assertThat(guards.inOrder()).singleElement().satisfies(guard -> {
            assertThat(guard.when().text()).isEqualTo("row = null");
            assertThat(guard.says().text()).isEqualTo("\"Error: line {args.line_id} not found\"");
            assertThat(guard.support()).isEqualTo(1);
        });
    }

    @Test
    void one_single_refusal_with_few_accepted_calls_is_not_enough() {
        List<Case> cases = new ArrayList<>(accepting().calls(6, new Random(3)));
        ObjectNode scope = draw(new Random(4));
        scope.putNull("row");
        cases.add(refused(scope, "Error: line not found"));
        Guards guards = learn(cases);
        assertThat(guards.inOrder()).isEmpty();
        assertThat(guards.unexplained()).singleElement().satisfies(rest -> {
            assertThat(rest.words()).isEqualTo("Error: line not found");
            assertThat(rest.cases()).containsExactly(6);
        });
    }

    /// Learning the ids of the refused calls by heart would explain all of them and no other call.
    @Test
    void ids_are_not_memorised() {
        List<Case> cases = new ArrayList<>(accepting().calls(100, new Random(5)));
        Random random = new Random(6);
        for (int i = 0; i < 6; i++) {
            ObjectNode scope = draw(random);
            scope.withObject("args").put("line_id", "L" + i % 2);
            cases.add(refused(scope, "Error: the line is busy"));
        }
        assertThat(learn(cases).inOrder())
                .noneMatch(guard -> guard.when().text().contains("L1"));
    }

    @Test
    void contradictory_logs_do_not_hide_a_guard() {
        InventedTool tool = accepting().refusing(GuardEvidenceTest::isSuspended, "Error: the line is suspended");
        List<Case> cases = new ArrayList<>(tool.calls(400, new Random(7)));
        ObjectNode contradiction = draw(new Random(8));
        contradiction.withObject("row").put("status", "suspended");
        cases.add(new Case(Scope.of(contradiction), Optional.empty()));
        Guards guards = learn(cases);
        assertThat(guards.inOrder()).singleElement().satisfies(guard -> {
            assertThat(guard.when().text()).isEqualTo("row.status = \"suspended\"");
            assertThat(guard.against()).isEqualTo(1);
        });
    }

    @Test
    void a_condition_that_many_accepted_calls_fulfil_is_no_guard() {
        Random random = new Random(9);
        InventedTool tool = accepting()
                .refusing(scope -> isSuspended(scope) && random.nextInt(10) > 0, "Error: the line is suspended");
        assertThat(learn(tool.calls(300, new Random(10))).inOrder())
                .noneMatch(guard -> guard.when().text().equals("row.status = \"suspended\""));
    }

    private static boolean isSuspended(JsonNode scope) {
        return scope.path("row").path("status").asText().equals("suspended");
    }

    @Test
    void rows_that_are_unknown_in_half_of_the_calls_leave_these_undecided() {
        InventedTool tool = accepting()
                .refusing(GuardEvidenceTest::isSuspended, "Error: the line is suspended")
                .refusing(
                        scope -> scope.path("args").path("gigabytes").asInt()
                                > scope.path("user").path("balance").asInt(),
                        "Error: not enough balance")
                .hiding(0.5);
        Guards guards = tool.learned(300, 11);
        assertThat(guards.inOrder())
                .extracting(guard -> guard.when().text())
                .containsExactly("row.status = \"suspended\"", "args.gigabytes > user.balance");
        assertThat(guards.inOrder().getFirst().unknown()).isBetween(100, 200);
        InventedTool.Score score = tool.score(guards, 400, 12);
        assertThat(score.undecided()).as(score.toString()).isBetween(200, 340);
        assertThat(score.precision()).isEqualTo(1);
        assertThat(score.recall()).isEqualTo(1);
    }

    @Test
    void an_undecided_check_tells_what_the_later_guards_say() {
        InventedTool tool = accepting()
                .refusing(GuardEvidenceTest::isSuspended, "Error: the line is suspended")
                .refusing(scope -> scope.path("user").path("age").asInt() < 18, "Error: under the age of 18");
        Guards guards = tool.learned(300, 13);
        ObjectNode scope = draw(new Random(1));
        scope.remove("row");
        scope.withObject("user").put("age", 16);
        assertThat(guards.check(Scope.of(scope))).isInstanceOfSatisfying(Check.Undecided.class, undecided -> {
            assertThat(undecided.guard()).isEqualTo(guards.inOrder().getFirst());
            assertThat(undecided.otherwise())
                    .isInstanceOfSatisfying(
                            Check.Refused.class,
                            refused -> assertThat(refused.text())
                                    .isEqualTo(TextNode.valueOf("Error: under the age of 18")));
        });
    }

    @Test
    void the_same_cases_give_the_same_guards() {
        InventedTool tool = accepting()
                .refusing(GuardEvidenceTest::isSuspended, "Error: the line is suspended")
                .refusing(scope -> scope.path("row").path("used").asInt() > 40, "Error: used up");
        assertThat(tool.learned(250, 14)).isEqualTo(tool.learned(250, 14));
    }

    @Test
    void a_threshold_tells_between_which_values_it_was_chosen() {
        InventedTool tool =
                accepting().refusing(scope -> scope.path("row").path("used").asInt() > 40, "Error: used up");
        Guards guards = tool.learned(60, 15);
        assertThat(guards.inOrder()).singleElement().satisfies(guard -> {
            assertThat(guard.when().text()).isEqualTo("row.used > 40");
            assertThat(guard.margin()).hasValueSatisfying(margin -> {
                assertThat(margin.accepted()).isLessThanOrEqualTo(40);
                assertThat(margin.refused()).isGreaterThan(40);
            });
        });
    }

    /// The kinds beyond the most frequent ones are not searched; their positions must not be taken for those of
    /// others.
    @Test
    void many_kinds_of_refusals_that_occur_once_do_not_hide_the_frequent_one() {
        List<Case> cases = new ArrayList<>();
        Random random = new Random(17);
        for (int i = 0; i < 60; i++) {
            String word = "" + (char) ('a' + i % 26) + (char) ('a' + i / 26);
            cases.add(refused(draw(random), word + " went " + word + " wrong " + word));
        }
        cases.addAll(accepting()
                .refusing(GuardEvidenceTest::isSuspended, "Error: the line is suspended")
                .calls(200, random));
        Guards guards = learn(cases);
        assertThat(guards.inOrder()).singleElement().satisfies(guard -> {
            assertThat(guard.when().text()).isEqualTo("row.status = \"suspended\"");
            assertThat(guard.says().text()).isEqualTo("\"Error: the line is suspended\"");
        });
        assertThat(guards.unexplained()).hasSize(60);
    }

    @Test
    void without_any_case_there_is_no_guard() {
        assertThat(learn(List.of())).isEqualTo(new Guards(List.of(), List.of()));
        assertThat(new Guards(List.of(), List.of()).check(Scope.of(scope()))).isEqualTo(new Check.Passed());
    }
}
