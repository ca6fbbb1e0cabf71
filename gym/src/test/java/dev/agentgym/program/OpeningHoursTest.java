package dev.agentgym.program;

import static dev.agentgym.program.InventedTool.one;
import static dev.agentgym.program.InventedTool.scope;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A garage that takes cars in while it is open, and tows them at any time.
class OpeningHoursTest {

    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            open Monday to Friday from 08:00 to 18:00 | 2026-01-30T17:59:59Z | 2026-01-31T12:00:00Z
            open Monday to Friday from 08:00 to 18:00 | 2026-01-30T08:00:00Z | 2026-01-30T18:00:00Z
            we take calls on weekdays, 9 am - 5 pm    | 2026-01-29T16:30:00Z | 2026-01-29T17:00:00Z
            no deliveries on weekends                 | 2026-02-01T10:00:00Z | 2026-02-02T10:00:00Z
            closed on Sundays and Mondays             | 2026-02-02T10:00:00Z | 2026-02-03T10:00:00Z
            closed from Fri until Sun                 | 2026-01-31T10:00:00Z | 2026-01-29T10:00:00Z
            between 07:30 and 12:00 only              | 2026-01-29T07:30:00Z | 2026-01-29T07:29:00Z
            """)
    void words_say_days_and_hours(String words, String within, String outside) {
        Predicate hours = OpeningHours.said(words).orElseThrow().within(Program.Path.of("now"));

        assertThat(hours.test(at(within))).isEqualTo(Predicate.Verdict.TRUE);
        assertThat(hours.test(at(outside))).isEqualTo(Predicate.Verdict.FALSE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the order 12-14 was sent
            from 2026-01-10 to 2026-02-10
            at least 3 to 5 working hours
            """)
    void other_numbers_are_no_hours(String words) {
        assertThat(OpeningHours.said(words)).isEmpty();
    }

    @Test
    void a_refusal_that_says_its_hours_is_of_calls_outside_of_them() {
        Guards guards = learn(
                time -> !isOpen(time),
                time -> "Error: we are open Monday to Saturday from 07:30 to " + "16:00; it is now " + NOW.format(time)
                        + ".");

        assertThat(guards.inOrder()).singleElement().satisfies(guard -> {
            assertThat(guard.when().text()).contains("now as weekday", "now as time", "args.service");
            assertThat(guard.says().text()).contains("it is now {now as weekday} {now as time}.");
            assertThat(guard.against() + guard.unknown()).isZero();
        });
        assertThat(guards.unexplained()).isEmpty();
    }

    @Test
    void a_refusal_that_names_a_day_is_of_calls_on_that_day() {
        Guards guards =
                learn(time -> time.getDayOfWeek().getValue() == 7, _ -> "Error: no cars are taken in on Sundays.");

        assertThat(guards.inOrder())
                .singleElement()
                .satisfies(guard -> assertThat(guard.when().text()).contains("now as weekday", "Sunday"));
    }

    @Test
    void rules_with_days_and_hours_can_be_read_again() {
        String rule = OpeningHours.said("Monday to Friday from 08:00 to 18:00")
                .orElseThrow()
                .within(Program.Path.of("now"))
                .text();

        assertThat(RuleReader.predicate(rule, Set.of("now")).text()).isEqualTo(rule);
    }

    private static Guards learn(Function<LocalDateTime, Boolean> refuses, Function<LocalDateTime, String> words) {
        Random random = new Random(4);
        List<Case> cases = new ArrayList<>();
        for (int call = 0; call < 120; call++) {
            LocalDateTime time = LocalDateTime.of(2031, 3, 1, 6, 0).plusMinutes(random.nextInt(40 * 24 * 60));
            ObjectNode scope = scope().put("now", time.withNano(0) + ":00Z");
            String service = one(random, "repair", "tyres", "repair", "tow");
            scope.withObject("args").put("service", service).put("plate", "B-" + random.nextInt(1000, 9999));
            boolean refused = refuses.apply(time) && !service.equals("tow");
            cases.add(new Case(
                    Scope.of(scope), refused ? Optional.of(TextNode.valueOf(words.apply(time))) : Optional.empty()));
        }
        return new GuardSearch(List.of("args", "now")).learn(cases);
    }

    private static boolean isOpen(LocalDateTime time) {
        String clock = time.toLocalTime().toString();
        return time.getDayOfWeek().getValue() < 7 && clock.compareTo("07:30") >= 0 && clock.compareTo("16:00") < 0;
    }

    private static Scope at(String time) {
        return Scope.of(scope().put("now", time));
    }
}
