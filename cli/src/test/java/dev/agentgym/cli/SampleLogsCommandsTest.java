package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.AgentGym;
import dev.agentgym.Gym;
import dev.agentgym.examples.customerservice.simulation.Event;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.TraceWriter;
import dev.agentgym.trace.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way from the raw sample logs to a gym, by the commands that the documentation shows.
class SampleLogsCommandsTest {

    @TempDir
    static Path folder;

    private static Path raw;
    private static Ran converted;
    private static Ran created;
    private static List<Conversation> traces;

    @BeforeAll
    static void convertAndCreate() {
        raw = Ran.root().resolve("data/raw");
        assumeTrue(Files.exists(raw.resolve("support.sqlite.zst")), "no sample logs in " + raw);
        converted = Ran.agentGym("convert", raw, "--out", folder.resolve("traces"));
        created = Ran.agentGym("create", folder.resolve("traces"), "--out", folder.resolve("gym"), "--json");
        traces = Traces.read(folder.resolve("traces"));
    }

    @Test
    void converting_the_folder_loses_nothing_and_counts_all() {
        converted.endingWith(0);
        assertThat(converted.out())
                .contains("3000 conversations read = 1500 converted + 1500 repeated + 0 quarantined");
        assertThat(traces).hasSize(1500);
        assertThat(folder.resolve("traces/quarantine.jsonl")).doesNotExist();
    }

    @Test
    void outcomes_ratings_and_joined_calls_are_the_true_ones() {
        Map<String, Conversation> byId = new HashMap<>();
        traces.forEach(trace -> byId.put(trace.id(), trace));
        List<SampleConversation> truth = SampleTruth.conversations();
        assertThat(truth).hasSameSizeAs(traces).allSatisfy(real -> {
            Conversation trace = Objects.requireNonNull(byId.get(real.id()), real.id());
            assertThat(trace.outcome()).as(real.id()).isEqualTo(outcome(real));
            assertThat(trace.metadata().path("outcome_label").asText())
                    .isEqualTo(real.outcome().label());
            assertThat(trace.satisfaction().stream().boxed())
                    .as(real.id())
                    .containsExactlyElementsOf(real.satisfaction().map(Integer::doubleValue).stream()
                            .toList());
            assertThat(calls(trace)).as(real.id()).isEqualTo(calls(real));
        });
    }

    private static List<String> calls(Conversation trace) {
        return trace.exchanges().stream()
                .map(exchange -> call(
                        exchange.call().name(),
                        exchange.call().arguments(),
                        exchange.answer().orElseThrow().result(),
                        exchange.answer().orElseThrow().isError()))
                .toList();
    }

    private static List<String> calls(SampleConversation real) {
        return real.events().stream()
                .filter(Event.Called.class::isInstance)
                .map(Event.Called.class::cast)
                .map(called -> call(
                        called.tool(),
                        called.arguments(),
                        called.answer().result(),
                        called.answer().isError()))
                .toList();
    }

    private static String call(String tool, JsonNode arguments, JsonNode result, boolean refused) {
        return tool + " " + Json.canonical(arguments) + " -> " + refused + " " + Json.canonical(result);
    }

    private static Outcome outcome(SampleConversation real) {
        return switch (real.outcome()) {
            case SOLVED -> Outcome.SUCCESS;
            case PARTLY_SOLVED -> Outcome.PARTIAL;
            case UNSOLVED -> Outcome.FAILURE;
            case ESCALATED, ABANDONED -> Outcome.ABANDONED;
        };
    }

    @Test
    void tables_and_database_tell_the_same_story() {
        List<Conversation> tables = converted("messages.csv.zst", "tool_audit.jsonl.zst", "csat.csv.zst");
        List<Conversation> database = converted("support.sqlite.zst");
        // Only the survey knows that somebody answered it twice.
        tables.forEach(each -> each.metadata().remove("earlier_ratings"));
        assertThat(tables).hasSize(1500).isEqualTo(database);
    }

    private static List<Conversation> converted(String... names) {
        Path out = folder.resolve(names[0] + ".traces");
        Stream<Object> sources = Stream.of(names).map(raw::resolve);
        Ran ran = Ran.agentGym(Stream.concat(Stream.of("convert", "--json", "--out", out), sources)
                        .toArray())
                .endingWith(0);
        assertThat(ran.json().path("conversations").path("converted").asInt()).isEqualTo(1500);
        return Traces.read(out);
    }

    @Test
    void the_new_gym_is_told_as_json() {
        JsonNode json = created.endingWith(0).json();
        assertThat(json.path("quarantined").asInt()).isZero();
        assertThat(json.path("counts").path("conversations").asInt()).isEqualTo(1500);
        JsonNode measured = json.path("fidelity").path("measurements").path(0);
        assertThat(measured.path("tiers").path("replayed").path("all").asInt()).isPositive();
    }

    @Test
    void the_reward_of_the_sample_logs_agrees_with_their_outcomes_and_pays_no_hack() throws IOException {
        JsonNode card = Json.parse(Files.readString(folder.resolve("gym/cards/reward.json")));
        assertThat(card.path("passes").asBoolean())
                .as(card.path("warnings").toString())
                .isTrue();
        assertThat(card.at("/total/auc/low").doubleValue()).isGreaterThan(0.9);
        assertThat(card.at("/total/calibration_error/value").doubleValue()).isLessThan(0.1);
        assertThat(card.at("/weights/of_conversations/predicted_outcome").doubleValue())
                .isPositive();
        assertThat(card.path("by_intent")).hasSizeGreaterThan(10);
        JsonNode customer = Json.parse(Files.readString(folder.resolve("gym/cards/user.json")));
        assertThat(customer.at("/without_own_log/facts_right").doubleValue()).isGreaterThan(0.98);
        JsonNode environment = created.json().path("environment");
        assertThat(environment.path("tasks").asInt()).isPositive();
        assertThat(environment.path("broken_promises").asInt(-1))
                .as(environment.toString())
                .isZero();
        assertThat(Ran.agentGym("inspect", folder.resolve("gym")).endingWith(0).out())
                .contains(
                        "passed their audit",
                        "No hack pays",
                        "It is made of predicted_outcome",
                        "The simulated customer");
    }

    @Test
    void the_tasks_of_the_sample_logs_pass_with_what_their_logs_did() throws IOException {
        JsonNode card = Json.parse(Files.readString(folder.resolve("gym/cards/tasks.json")));
        assertThat(card.at("/logged_actions/share").doubleValue())
                .as(card.path("defects").toString())
                .isGreaterThanOrEqualTo(0.95);
        assertThat(card.at("/defects/unearned").asInt(-1)).isZero();
        assertThat(card.at("/null_agent/passes").asInt()).isPositive();
    }

    /// Every tenth conversation is enough of them to make each file of a gym twice: from Java, and by the command.
    @Test
    void the_same_traces_give_the_same_bytes_and_answers_as_before() throws IOException {
        List<Conversation> some = everyTenth();
        Gym before = AgentGym.createEnvironment(some, Map.of());
        before.save(folder.resolve("java"));
        try (TraceWriter writer = TraceWriter.create(folder.resolve("some.jsonl"))) {
            some.forEach(writer::write);
            writer.commit();
        }
        Ran.agentGym("create", folder.resolve("some.jsonl"), "--out", folder.resolve("command"))
                .endingWith(0);

        assertSameFiles(folder.resolve("java"), folder.resolve("command"));
        assertSameAnswers(before, Gym.load(folder.resolve("command")), some.subList(0, 100));
        assertThat(Gym.load(folder.resolve("gym")).traces()).isEqualTo(traces);
    }

    private static List<Conversation> everyTenth() {
        return IntStream.range(0, traces.size())
                .filter(i -> i % 10 == 0)
                .mapToObj(traces::get)
                .toList();
    }

    private static void assertSameFiles(Path one, Path other) throws IOException {
        List<String> files = List.of(
                "gym.json",
                "traces.jsonl.zst",
                "world.json",
                "rules.json",
                "tasks.jsonl",
                "reward.json",
                "cards/fidelity.json",
                "cards/tasks.json",
                "cards/reward.json",
                "cards/user.json",
                "cards/environment.json");
        for (String file : files) {
            assertThat(one.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
        }
        try (Stream<Path> all = Files.walk(one)) {
            assertThat(all.filter(Files::isRegularFile)).hasSameSizeAs(files);
        }
    }

    private static void assertSameAnswers(Gym before, Gym loaded, List<Conversation> conversations) {
        assertThat(loaded.toolMocker().accuracy()).isEqualTo(before.toolMocker().accuracy());
        for (Conversation conversation : conversations) {
            var now = loaded.toolMocker().session();
            var then = before.toolMocker().session();
            for (Exchange exchange : conversation.exchanges()) {
                assertThat(now.call(exchange.call().name(), exchange.call().arguments()))
                        .isEqualTo(then.call(
                                exchange.call().name(), exchange.call().arguments()));
            }
        }
    }

    @Test
    void a_gym_is_inspected_as_tables_and_as_json() {
        Ran tables = Ran.agentGym("inspect", folder.resolve("gym")).endingWith(0);
        JsonNode json = Ran.agentGym("inspect", folder.resolve("gym"), "--json")
                .endingWith(0)
                .json();
        assertThat(tables.out()).contains("1,500 conversations").contains("cancel_subscription");
        assertThat(json.path("tools")).hasSize(24);
        assertThat(json.path("entities").asInt()).isPositive();
        json.path("tools").properties().forEach(tool -> assertThat(tables.out()).contains(tool.getKey()));
    }

    @Test
    void a_tool_is_inspected_with_its_schemas_and_refusals() {
        Ran ran = Ran.agentGym("inspect", folder.resolve("gym"), "--tool", "issue_refund")
                .endingWith(0);
        assertThat(ran.out()).contains("arguments").contains("payment_id").contains("REFUND_OVER_LIMIT");
    }

    @Test
    void traces_are_inspected_without_a_gym() {
        JsonNode json = Ran.agentGym("inspect", folder.resolve("traces"), "--json")
                .endingWith(0)
                .json();
        assertThat(json.path("conversations").asInt()).isEqualTo(1500);
        assertThat(json.path("quarantined").asInt()).isZero();
        assertThat(Ran.agentGym("inspect", folder.resolve("traces"))
                        .endingWith(0)
                        .out())
                .contains("1,500 conversations");
    }

    @Test
    void the_first_logged_call_of_a_conversation_is_answered_as_it_was() {
        Exchange first = traces.stream()
                .flatMap(conversation -> conversation.exchanges().stream().limit(1))
                .filter(exchange ->
                        exchange.answer().filter(answer -> !answer.isError()).isPresent())
                .findFirst()
                .orElseThrow();
        JsonNode answer = Ran.agentGym(
                        "mock",
                        folder.resolve("gym"),
                        first.call().name(),
                        first.call().arguments(),
                        "--json")
                .endingWith(0)
                .json();
        assertThat(answer.path("result")).isEqualTo(first.answer().orElseThrow().result());
    }

    @Test
    void results_go_to_standard_output_without_colours() {
        for (Ran ran : List.of(converted, created)) {
            assertThat(ran.out() + ran.err()).doesNotContain("\u001b");
        }
    }
}
