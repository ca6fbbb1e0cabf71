package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.one;
import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the words of few refusals say decides between conditions that tell them equally well.
class GuardWordsTest {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    /// A library: a book is lent to a reader who leaves a deposit and a note.
    private static ObjectNode draw(Random random) {
        ObjectNode scope = scope();
        scope.withObject("args")
                .put("reader", "R" + random.nextInt(1000, 9999))
                .put("deposit", random.nextInt(1, 11))
                .put("street", street(random))
                .put("city", one(random, "Rome", "Oslo", "Bern"))
                .put("note", word(random, random.nextInt(10, 30)));
        scope.putObject("row")
                .put("shelf", one(random, "A-1", "B-2", "C-3"))
                .put("price", random.nextInt(11, 60))
                .put("lent", random.nextInt(0, 50))
                .put("weight", random.nextInt(0, 50));
        scope.putObject("user").put("street", street(random)).put("city", one(random, "Rome", "Oslo", "Bern"));
        return scope;
    }

    private static String street(Random random) {
        return one(random, "2 Mill Road", "7 High Street", "11 Park Lane", "5 Lake Drive", "40 Old Way");
    }

    private static String word(Random random, int length) {
        return random.ints(length, 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static List<Case> accepted(int count) {
        return new ArrayList<>(InventedTool.drawing(GuardWordsTest::draw).calls(count, new Random(1)));
    }

    private static Case refused(ObjectNode scope, String text) {
        return new Case(Scope.of(scope), Optional.of(TextNode.valueOf(text)));
    }

    private static Guards learn(List<Case> cases) {
        return new GuardSearch(List.of("args", "row", "user")).learn(cases);
    }

    /// Refusals of deposits below zero, each said with its two decimals.
    private static String saysOfDeposits(double... deposits) {
        List<Case> cases = accepted(60);
        Random random = new Random(4);
        for (double deposit : deposits) {
            ObjectNode scope = draw(random);
            scope.withObject("args").put("deposit", deposit);
            cases.add(refused(
                    scope, String.format(Locale.ROOT, "Error: the deposit must be above zero, got %.2f", deposit)));
        }
        return learn(cases).inOrder().getFirst().says().text();
    }

    @Test
    void amounts_that_always_have_two_decimals_are_money() {
        assertThat(saysOfDeposits(-2.99, -7.45, -0.51, -3.98, -6.17, -9.99)).contains("{args.deposit as money}");
    }

    @Test
    void a_few_amounts_with_two_decimals_are_told_as_they_are() {
        assertThat(saysOfDeposits(-2.99, -7.45, -0.51)).contains("{args.deposit}");
    }

    /// Both refusals are of one word in lower case, as is everything accepted: the length is what is said.
    @Test
    void a_length_that_is_said_is_the_condition() {
        List<Case> cases = accepted(60);
        Random random = new Random(2);
        for (int length : new int[] {8, 7}) {
            ObjectNode scope = draw(random);
            scope.withObject("args").put("note", word(random, length));
            cases.add(refused(scope, "Error: a note must have at least 10 characters, got " + length));
        }
        assertThat(learn(cases).inOrder()).singleElement().satisfies(guard -> {
            assertThat(guard.when().text()).isEqualTo("args.note looks like (?s).{0,9}");
            assertThat(guard.says().text())
                    .isEqualTo("\"Error: a note must have at least 10 characters, got {args.note as length}\"");
        });
    }

    /// A limit of 50 would tell the two from the rest as well.
    @Test
    void two_numbers_that_are_said_are_compared_with_each_other() {
        List<Case> cases = accepted(60);
        Random random = new Random(3);
        for (int i = 0; i < 2; i++) {
            ObjectNode scope = draw(random);
            int price = scope.path("row").path("price").asInt();
            scope.withObject("args").put("deposit", 10 * price);
            cases.add(refused(scope, "Error: the book takes at most %d, got %d".formatted(price, 10 * price)));
        }
        assertThat(learn(cases).inOrder())
                .extracting(guard -> guard.when().text())
                .containsExactly("args.deposit > row.price");
    }

    /// The street alone tells the refusals from the calls that were logged, not from those that are to come.
    @Test
    void all_arguments_that_are_said_are_compared_with_the_row() {
        List<Case> cases = accepted(60).stream()
                .filter(call -> !call.scope()
                        .get("args")
                        .path("street")
                        .equals(call.scope().get("user").path("street")))
                .collect(Collectors.toCollection(ArrayList::new));
        Random random = new Random(4);
        for (int i = 0; i < 4; i++) {
            ObjectNode scope = draw(random);
            JsonNode user = scope.path("user");
            scope.withObject("args").set("street", user.path("street"));
            scope.withObject("args").set("city", user.path("city"));
            String address =
                    user.path("street").asText() + ", " + user.path("city").asText();
            cases.add(refused(
                    scope,
                    "Error: %s is already the address of %s"
                            .formatted(
                                    address, scope.path("args").path("reader").asText())));
        }
        assertThat(learn(cases).inOrder())
                .extracting(guard -> guard.when().text())
                .containsExactly("args.city = user.city and args.street = user.street");
    }

    @Test
    void a_computed_condition_of_which_the_words_say_nothing_needs_many_refusals() {
        for (int count : new int[] {8, 40}) {
            List<Case> cases = new ArrayList<>();
            Random random = new Random(5);
            int refusals = 0;
            while (cases.size() < 150 || refusals < count) {
                ObjectNode scope = draw(random);
                JsonNode row = scope.path("row");
                boolean bad = row.path("lent").asInt() + row.path("weight").asInt()
                        < row.path("price").asInt()
                                - scope.path("args").path("deposit").asInt();
                if (!bad || refusals < count) {
                    cases.add(bad ? refused(scope, "Error: try again") : new Case(Scope.of(scope), Optional.empty()));
                    refusals += bad ? 1 : 0;
                }
            }
            assertThat(learn(cases).inOrder()).as("%d refusals", count).hasSize(count < 12 ? 0 : 1);
        }
    }

    /// Six refusals, and by chance each of a book of the same weight, as few others are.
    @Test
    void a_number_that_the_words_do_not_say_is_no_reason() {
        List<Case> cases = accepted(60).stream()
                .filter(call -> call.scope().get("row").path("weight").asInt() != 17)
                .collect(Collectors.toList());
        Random random = new Random(9);
        for (int i = 0; i < 6; i++) {
            ObjectNode scope = draw(random);
            scope.withObject("row").put("weight", 17);
            cases.add(refused(scope, "The reading room is shut."));
        }

        assertThat(learn(cases).inOrder()).isEmpty();
    }
}
