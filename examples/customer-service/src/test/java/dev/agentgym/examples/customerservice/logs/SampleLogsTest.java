package dev.agentgym.examples.customerservice.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.simulation.AgentProfile;
import dev.agentgym.examples.customerservice.simulation.Event;
import dev.agentgym.examples.customerservice.simulation.Outcome;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import dev.agentgym.examples.customerservice.simulation.SampleConversation.Split;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The truth behind the logs: its rates, its splits, and that it is one true history of the office.
class SampleLogsTest {

    private final SampleLogs logs = Generated.LOGS;

    @Test
    void replaying_every_call_in_the_order_of_time_gives_every_answer_again() {
        // The logs tell one history: an answer that came from another state than the log shows would differ here.
        record Logged(String ticket, Event.Called call) {}
        try (BackOffice office = BackOffice.open(SampleLogs.SEED)) {
            logs.conversations().stream()
                    .flatMap(one -> calls(one).map(call -> new Logged(one.id(), call)))
                    .sorted(Comparator.comparing(logged -> logged.call().at()))
                    .forEach(logged -> {
                        office.advanceTo(logged.call().at());
                        assertThat(office.call(
                                        logged.call().tool(),
                                        logged.call().arguments().deepCopy()))
                                .as(logged.ticket() + " " + logged.call().at())
                                .isEqualTo(logged.call().answer());
                    });
        }
    }

    @Test
    void there_are_1500_conversations_of_twenty_intents_with_seventy_percent_solved() {
        List<SampleConversation> all = logs.conversations();
        assertThat(all).hasSize(1500);
        assertThat(all.stream().map(one -> one.intents().getFirst()).distinct().count())
                .isEqualTo(20);
        assertThat(share(one -> one.outcome() == Outcome.SOLVED)).isCloseTo(0.7, within(0.03));
        for (Outcome outcome : Outcome.values()) {
            assertThat(share(one -> one.outcome() == outcome))
                    .as(outcome.label())
                    .isGreaterThan(0.015);
        }
        assertThat(share(one -> one.intents().size() == 2)).isBetween(0.03, 0.09);
        assertThat(all.stream().map(SampleConversation::customerId).distinct().count())
                .isBetween(400L, 600L);
    }

    @Test
    void satisfaction_is_missing_in_forty_percent_and_follows_outcome_and_agent() {
        assertThat(share(one -> one.satisfaction().isEmpty())).isCloseTo(0.4, within(0.03));
        assertThat(mean(one -> one.outcome() == Outcome.SOLVED))
                .isGreaterThan(mean(one -> one.outcome() == Outcome.UNSOLVED) + 1);
        assertThat(mean(one -> one.agent().equals(AgentProfile.MAYA)))
                .isGreaterThan(mean(one -> one.agent().equals(AgentProfile.KYLE)) + 0.5);
        Set<Integer> ofSolved = logs.conversations().stream()
                .filter(one -> one.outcome() == Outcome.SOLVED)
                .flatMap(one -> one.satisfaction().stream())
                .collect(Collectors.toSet());
        assertThat(ofSolved).as("noise").contains(2, 3, 4, 5);
    }

    @Test
    void the_last_fifth_is_the_test_split_and_only_it_has_held_out_phrases() {
        List<SampleConversation> all = logs.conversations();
        assertThat(all.subList(0, 1200)).allMatch(one -> one.split() == Split.TRAIN);
        assertThat(all.subList(1200, 1500)).allMatch(one -> one.split() == Split.TEST);
        Set<String> trained = new HashSet<>();
        Set<String> heldOut = new LinkedHashSet<>();
        for (SampleConversation one : all) {
            said(one).forEach(said -> (said.heldOut() ? heldOut : trained).add(said.text()));
            assertThat(one.split() == Split.TEST || said(one).noneMatch(Event.Said::heldOut))
                    .isTrue();
        }
        assertThat(heldOut).hasSizeGreaterThan(600);
        assertThat(Collections.disjoint(heldOut, trained)).isTrue();
    }

    @Test
    void first_sentences_hardly_repeat() {
        List<String> openings = logs.conversations().stream()
                .map(one -> said(one)
                        .filter(said -> said.speaker() == Event.Speaker.CUSTOMER
                                && said.text().length() > 25)
                        .findFirst()
                        .map(Event.Said::text)
                        .orElse(""))
                .toList();
        assertThat(new HashSet<>(openings).size()).isGreaterThan(1200);
    }

    @Test
    void refused_and_repeated_calls_occur_and_calls_of_tickets_interleave() {
        List<Event.Called> calls =
                logs.conversations().stream().flatMap(SampleLogsTest::calls).toList();
        double refused =
                (double) calls.stream().filter(call -> call.answer().isError()).count() / calls.size();
        assertThat(refused).isCloseTo(0.21, within(0.01));
        Set<String> codes = calls.stream()
                .filter(call -> call.answer().isError())
                .map(call -> call.answer().result().asText().split(":", -1)[1])
                .collect(Collectors.toSet());
        assertThat(codes).as("of the 67 codes of Refusal").hasSize(64);
        List<String> tickets = Generated.FILES.audit().stream()
                .map(entry -> entry.get("ticket").asText())
                .toList();
        int switches = 0;
        for (int i = 1; i < tickets.size(); i++) {
            switches += tickets.get(i).equals(tickets.get(i - 1)) ? 0 : 1;
        }
        assertThat(switches).as("1499 if no two tickets overlapped").isGreaterThan(1600);
    }

    @Test
    void times_of_a_ticket_rise_strictly() {
        for (SampleConversation one : logs.conversations()) {
            List<Instant> times = one.events().stream().map(Event::at).toList();
            assertThat(times).isSorted().doesNotHaveDuplicates();
            assertThat(times).allMatch(time -> time.equals(time.truncatedTo(ChronoUnit.MILLIS)));
        }
    }

    @Test
    void nothing_of_the_phrase_notation_is_left_in_a_message() {
        assertThat(logs.conversations().stream().flatMap(SampleLogsTest::said).map(Event.Said::text))
                .noneMatch(text -> text.matches("(?s).*[{}\\[\\]|<>].*"));
    }

    @Test
    void careful_agents_speak_only_of_ids_they_have_seen() {
        Pattern id = Pattern.compile("\\b(INV|PAY|RF|CR|AP|TK|S)-\\d+");
        for (SampleConversation one : logs.conversations()) {
            Set<String> seen = new HashSet<>();
            for (Event event : one.events()) {
                switch (event) {
                    case Event.Called called ->
                        ids(id, called.answer().result().toString()).forEach(seen::add);
                    case Event.Said said -> {
                        if (said.speaker() == Event.Speaker.AGENT) {
                            assertThat(seen)
                                    .as(one.id())
                                    .containsAll(ids(id, said.text()).toList());
                        }
                    }
                }
            }
        }
    }

    @Test
    void personal_data_holds_what_customers_say_about_themselves() {
        Pattern contact = Pattern.compile("020 91\\d \\d{4}|[a-z.]+\\d*@[a-z]+\\.example");
        long told = 0;
        for (SampleConversation one : logs.conversations()) {
            assertThat(one.personalData()).contains(one.customerId());
            told += calls(one)
                    .filter(call -> call.tool().equals("find_customer")
                            && !call.answer().isError())
                    .flatMap(call -> ids(contact, call.arguments().toString()))
                    .peek(value -> assertThat(one.personalData()).contains(value))
                    .count();
        }
        assertThat(told).isGreaterThan(800);
    }

    private double share(Predicate<SampleConversation> what) {
        return (double) logs.conversations().stream().filter(what).count()
                / logs.conversations().size();
    }

    private double mean(Predicate<SampleConversation> which) {
        return logs.conversations().stream()
                .filter(which)
                .flatMap(one -> one.satisfaction().stream())
                .mapToInt(Integer::intValue)
                .average()
                .orElseThrow();
    }

    private static Stream<Event.Said> said(SampleConversation one) {
        return one.events().stream().filter(Event.Said.class::isInstance).map(Event.Said.class::cast);
    }

    private static Stream<Event.Called> calls(SampleConversation one) {
        return one.events().stream().filter(Event.Called.class::isInstance).map(Event.Called.class::cast);
    }

    private static Stream<String> ids(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(result -> result.group());
    }
}
