package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.one;
import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// One invented check for every form of condition that a guard may have.
class GuardFormsTest {

    private static void assertLearned(InventedTool tool, String... conditions) {
        Guards guards = tool.learned(200, 11);
        assertThat(guards.inOrder()).extracting(guard -> guard.when().text()).containsExactly(conditions);
        assertThat(guards.unexplained()).isEmpty();
        InventedTool.Score score = tool.score(guards, 500, 12);
        assertThat(score.undecided()).isZero();
        assertThat(score.precision()).as(score.toString()).isGreaterThanOrEqualTo(0.99);
        assertThat(score.recall()).as(score.toString()).isGreaterThanOrEqualTo(0.95);
        assertThat(score.words()).as(score.toString()).isGreaterThanOrEqualTo(0.99);
    }

    private static JsonNode at(JsonNode value, String... steps) {
        JsonNode found = value;
        for (String step : steps) {
            found = found.path(step);
        }
        return found;
    }

    private static Predicate<JsonNode> text(String value, String... steps) {
        return scope -> at(scope, steps).asText().equals(value);
    }

    /// A library's loan: a row per book, a user, a day.
    private static InventedTool library() {
        return InventedTool.drawing(random -> {
            ObjectNode scope = scope();
            scope.withObject("args")
                    .put("book_id", "b" + random.nextInt(90))
                    .put("card", one(random, "C-", "X-") + random.nextInt(1000, 9999))
                    .put("weeks", random.nextInt(1, 12));
            if (random.nextInt(3) > 0) {
                scope.withObject("args").put("language", one(random, "en", "de", "fr", "latin", "xx"));
            }
            scope.withObject("args").put("note", "n".repeat(random.nextInt(0, 200)));
            if (random.nextInt(8) == 0) {
                scope.putNull("row");
            } else {
                scope.putObject("row")
                        .put("status", one(random, "in", "out", "lost", "in", "in"))
                        .put("due", "2024-05-" + random.nextInt(10, 30))
                        .put("holder", one(random, "ann", "bob", "eve"))
                        .put("shelf", random.nextInt(100));
            }
            scope.putObject("user")
                    .put("name", one(random, "ann", "bob", "eve"))
                    .put("joined", "2024-0" + random.nextInt(1, 5) + "-0" + random.nextInt(1, 9));
            for (int i = random.nextInt(1, 7); i > 0; i--) {
                scope.withObject("user").withArray("loans").add("b" + random.nextInt(90));
            }
            return scope.put("now", "2024-05-" + random.nextInt(10, 30));
        });
    }

    @Test
    void a_row_that_does_not_exist() {
        assertLearned(
                library()
                        .refusing(
                                scope -> scope.path("row").isNull(),
                                scope -> "No book "
                                        + at(scope, "args", "book_id").asText()),
                "row = null");
    }

    @Test
    void a_certain_value() {
        assertLearned(
                library().refusing(text("lost", "row", "status"), "This book is lost"),
                "row ≠ null and row.status = \"lost\"");
    }

    @Test
    void another_value_than_the_required_one() {
        assertLearned(
                library()
                        .refusing(scope -> scope.path("row").isNull(), "Error: book not found")
                        .refusing(text("in", "row", "status").negate(), "Error: the book must be in"),
                "row = null",
                "row.status ≠ \"in\"");
    }

    @Test
    void one_of_the_values_that_a_tool_takes_if_it_is_given() {
        assertLearned(
                library()
                        .refusing(
                                scope -> at(scope, "args").has("language")
                                        && !Set.of("en", "de", "fr")
                                                .contains(at(scope, "args", "language")
                                                        .asText()),
                                scope -> "Error: invalid language "
                                        + at(scope, "args", "language").asText()),
                "args.language is given and not (args.language in [\"de\",\"en\",\"fr\"])");
    }

    @Test
    void the_same_value_in_two_places() {
        assertLearned(
                library()
                        .refusing(
                                scope -> at(scope, "row", "holder").equals(at(scope, "user", "name")),
                                scope -> "Error: " + at(scope, "user", "name").asText() + " already holds it"),
                "row ≠ null and row.holder = user.name");
    }

    @Test
    void different_values_in_two_places() {
        assertLearned(
                library()
                        .refusing(scope -> scope.path("row").isNull(), "Error: book not found")
                        .refusing(
                                scope -> !at(scope, "row", "holder").equals(at(scope, "user", "name")),
                                "Error: held by somebody else"),
                "row = null",
                "row.holder ≠ user.name");
    }

    @Test
    void a_prefix() {
        assertLearned(
                library()
                        .refusing(
                                scope -> !at(scope, "args", "card").asText().startsWith("C-"),
                                scope -> "Error: invalid card "
                                        + at(scope, "args", "card").asText()),
                "not (args.card looks like C-.*)");
    }

    @Test
    void a_length_of_text() {
        assertLearned(
                library()
                        .refusing(
                                scope -> at(scope, "args", "note").asText().length() > 140, "Note too long (max 140)"),
                "not (args.note looks like (?s).{0,140})");
    }

    @Test
    void an_argument_that_is_required() {
        assertLearned(
                library().refusing(scope -> !at(scope, "args").has("language"), "Error: language is required"),
                "not (args.language is given)");
    }

    @Test
    void a_number_above_a_round_limit() {
        assertLearned(
                library().refusing(scope -> at(scope, "args", "weeks").asInt() > 8, "Error: at most 8 weeks"),
                "args.weeks > 8");
    }

    @Test
    void a_list_that_is_too_long() {
        assertLearned(
                library().refusing(scope -> at(scope, "user", "loans").size() >= 5, "Error: too many loans"),
                "count of user.loans ≥ 5");
    }

    @Test
    void a_date_before_another() {
        assertLearned(
                library()
                        .refusing(
                                scope -> scope.path("row").isObject()
                                        && at(scope, "row", "due")
                                                        .asText()
                                                        .compareTo(scope.path("now")
                                                                .asText())
                                                < 0,
                                scope -> "Error: due on "
                                        + at(scope, "row", "due").asText()),
                "row ≠ null and now > row.due");
    }

    @Test
    void two_conditions_at_once() {
        assertLearned(
                library()
                        .refusing(
                                text("out", "row", "status")
                                        .and(scope -> at(scope, "user", "loans").size() > 3),
                                "Error: with so many loans no book that is out can be reserved"),
                "row ≠ null and row.status = \"out\" and count of user.loans > 3");
    }
}
