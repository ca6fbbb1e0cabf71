package dev.agentgym.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.agent.AgentListener;
import dev.agentgym.agent.ModelCall;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Desk;
import dev.agentgym.environment.Observation;
import dev.agentgym.rollout.Assignment;
import dev.agentgym.rollout.Effort;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.RolloutRunner;
import dev.agentgym.rollout.RolloutSettings;
import dev.agentgym.rollout.RolloutStore;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpisodeSpansTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final EpisodeSpans SPANS = new EpisodeSpans("desk", List.of());

    /// A second passes whenever somebody looks.
    private static final class Ticking implements InstantSource {

        private Instant now = NOON;

        @Override
        public synchronized Instant instant() {
            now = now.plusSeconds(1);
            return now;
        }
    }

    /// Looks two orders up at once, speaks, and then its model fails.
    private record Modelled(InstantSource clock) implements Agent {

        @Override
        public Action next(Observation observation) {
            throw new AssertionError("a listener was at hand");
        }

        @Override
        public Action next(Observation observation, AgentListener listener) {
            Instant began = clock.instant();
            int turn = observation.messages().size();
            if (observation.messages().stream()
                    .anyMatch(message -> !message.text().isBlank() && isMine(message))) {
                listener.asked(call(observation, Optional.empty(), "rate_limited", began));
                throw new AgentException("busy");
            }
            List<ToolCall> calls = turn > 1 ? List.of() : List.of(lookUp("a"), lookUp("b"));
            String words = turn > 1 ? "It is open. Shall I cancel it?" : "";
            Optional<ModelCall.Tokens> tokens = turn > 1
                    ? Optional.of(new ModelCall.Tokens(40, 8, 30))
                    : Optional.of(new ModelCall.Tokens(20, 5, 0));
            ModelCall.Answer answer = new ModelCall.Answer(
                    new Message.Assistant(words, calls, Details.NONE), "flash-7", turn > 1 ? "STOP" : "CALLS", tokens);
            listener.asked(call(observation, Optional.of(answer), "", began));
            return calls.isEmpty() ? new Action.Say(words, "") : new Action.CallTools(calls, "");
        }

        private static boolean isMine(Message message) {
            return message instanceof Message.Assistant;
        }

        private static ToolCall lookUp(String id) {
            return new ToolCall(id, "get_order", Json.arguments(Map.of("order_id", "W-100")));
        }

        private ModelCall call(
                Observation observation, Optional<ModelCall.Answer> answer, String error, Instant began) {
            List<Message> sent = new ArrayList<>(List.of(new Message.SystemPrompt("Be kind.", Details.NONE)));
            sent.addAll(observation.messages());
            return new ModelCall("gemini", "flash-latest", sent, answer, error, began, clock.instant());
        }

        @Override
        public String name() {
            return "modelled";
        }
    }

    private static List<JsonNode> played(Agent agent, InstantSource clock, Path file) throws IOException {
        RolloutStore.InMemory rollouts = new RolloutStore.InMemory();
        try (SpanFile lines = SpanFile.append(file)) {
            new RolloutRunner(Desk::environment, AgentFactory.of(agent), RolloutSettings.DEFAULT, clock)
                    .run(Assignment.plan(Desk.tasks(), 1, 1, 5), lines.before(rollouts, SPANS), (a, b, c) -> {});
        }
        return Files.readAllLines(file).stream().map(Json::parse).toList();
    }

    private static List<JsonNode> spans(JsonNode line) {
        return line.at("/resourceSpans/0/scopeSpans/0/spans").valueStream().toList();
    }

    private static List<JsonNode> named(String name, List<JsonNode> spans) {
        return spans.stream()
                .filter(span -> span.path("name").asText().startsWith(name))
                .toList();
    }

    private static JsonNode attribute(JsonNode span, String key) {
        for (JsonNode attribute : span.path("attributes")) {
            if (attribute.path("key").asText().equals(key)) {
                return attribute.path("value");
            }
        }
        return Json.MAPPER.missingNode();
    }

    private static String text(JsonNode span, String key) {
        return attribute(span, key).path("stringValue").asText("");
    }

    private static Instant time(JsonNode span, String key) {
        return Instant.ofEpochSecond(0, span.path(key).asLong());
    }

    @Test
    void an_exchange_says_which_model_what_it_cost_and_why_it_stopped(@TempDir Path folder) throws IOException {
        Ticking clock = new Ticking();
        List<JsonNode> chats = named(
                "chat flash-latest",
                spans(played(new Modelled(clock), clock, folder.resolve("s")).getFirst()));

        assertThat(chats).hasSize(3);
        JsonNode second = chats.get(1);
        assertThat(text(second, "gen_ai.provider.name")).isEqualTo("gcp.gemini");
        assertThat(text(second, "gen_ai.request.model")).isEqualTo("flash-latest");
        assertThat(text(second, "gen_ai.response.model")).isEqualTo("flash-7");
        assertThat(attribute(second, "gen_ai.response.finish_reasons"))
                .isEqualTo(Json.parse("{\"arrayValue\": {\"values\": [{\"stringValue\": \"STOP\"}]}}"));
        assertThat(attribute(second, "gen_ai.usage.input_tokens")).isEqualTo(Json.parse("{\"intValue\": \"40\"}"));
        assertThat(attribute(second, "gen_ai.usage.output_tokens")).isEqualTo(Json.parse("{\"intValue\": \"8\"}"));
        assertThat(text(second, "gen_ai.system_instructions")).contains("Be kind.");
        assertThat(text(second, "gen_ai.input.messages")).contains("tool_call_response");
        assertThat(text(second, "gen_ai.output.messages")).contains("Shall I cancel it?");
        assertThat(time(second, "endTimeUnixNano")).isAfter(time(second, "startTimeUnixNano"));
    }

    @Test
    void a_call_that_failed_and_the_episode_that_it_ended_are_errors(@TempDir Path folder) throws IOException {
        Ticking clock = new Ticking();
        List<JsonNode> spans =
                spans(played(new Modelled(clock), clock, folder.resolve("s")).getFirst());

        JsonNode failed = named("chat", spans).getLast();
        assertThat(text(failed, "error.type")).isEqualTo("rate_limited");
        assertThat(failed.at("/status/code").asInt()).isEqualTo(2);
        JsonNode agent = spans.getFirst();
        assertThat(text(agent, "error.type")).isEqualTo("agent");
        assertThat(agent.at("/status/message").asText()).isEqualTo("busy");
        assertThat(text(agent, "agent_gym.rollout.ending")).isEqualTo("failed");
        assertThat(attribute(agent, "gen_ai.usage.input_tokens")
                        .path("intValue")
                        .asText())
                .isEqualTo("60");
    }

    @Test
    void tools_stand_where_they_ran_and_calls_of_one_step_share_their_time(@TempDir Path folder) throws IOException {
        Ticking clock = new Ticking();
        List<JsonNode> spans =
                spans(played(new Modelled(clock), clock, folder.resolve("s")).getFirst());

        List<JsonNode> tools = named("execute_tool get_order", spans);
        List<JsonNode> chats = named("chat", spans);
        assertThat(tools).hasSize(2);
        for (JsonNode tool : tools) {
            assertThat(time(tool, "startTimeUnixNano")).isAfter(time(chats.get(0), "endTimeUnixNano"));
            assertThat(time(tool, "endTimeUnixNano"))
                    .isAfter(time(tool, "startTimeUnixNano"))
                    .isBefore(time(chats.get(1), "startTimeUnixNano"));
            assertThat(text(tool, "gen_ai.tool.call.result")).contains("open");
        }
        assertThat(tools.getFirst().path("startTimeUnixNano"))
                .isEqualTo(tools.getLast().path("startTimeUnixNano"));
    }

    @Test
    void all_spans_lie_within_the_agents_and_have_ids_of_their_own_in_every_run(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("s");
        Ticking clock = new Ticking();
        played(new Modelled(clock), clock, file);
        List<JsonNode> lines = played(new Modelled(clock), clock, file);

        assertThat(lines).as("the second run goes on behind the first").hasSize(2);
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode line : lines) {
            JsonNode agent = spans(line).getFirst();
            for (JsonNode span : spans(line)) {
                assertThat(ids.add(span.path("spanId").asText())).isTrue();
                assertThat(span.path("traceId")).isEqualTo(agent.path("traceId"));
                assertThat(span.path("traceId").asText()).matches("[0-9a-f]{32}");
                assertThat(time(span, "startTimeUnixNano")).isAfterOrEqualTo(time(agent, "startTimeUnixNano"));
                assertThat(time(span, "endTimeUnixNano")).isBeforeOrEqualTo(time(agent, "endTimeUnixNano"));
                assertThat(span.path("parentSpanId").asText(""))
                        .isEqualTo(
                                span.equals(agent) ? "" : agent.path("spanId").asText());
            }
        }
    }

    // A run that was killed in the middle of a line would otherwise spoil the next one too.
    @Test
    void a_line_that_was_not_written_to_its_end_is_dropped(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("s");
        Files.writeString(file, "{\"whole\": 1}\n{\"ha");

        try (SpanFile lines = SpanFile.append(file)) {
            lines.write(Json.object().put("next", 2));
        }

        assertThat(Files.readAllLines(file)).containsExactly("{\"whole\": 1}", "{\"next\":2}");
        Files.writeString(file, "{\"ha");
        SpanFile.append(file).close();
        assertThat(file).isEmptyFile();
    }

    // The verdict is what an observer looks for first.
    @Test
    void an_agent_without_a_model_has_one_exchange_and_its_verdict() {
        List<ObjectNode> lines = new ArrayList<>();
        RolloutStore store = new RolloutStore() {
            @Override
            public boolean has(Assignment assignment) {
                return false;
            }

            @Override
            public void add(Rollout rollout, Effort effort) {
                lines.add(SPANS.of(rollout, effort.course()));
            }
        };
        Agent silent = new Agent() {
            @Override
            public Action next(Observation observation) {
                return new Action.Finish("Bye.", "");
            }

            @Override
            public String name() {
                return "silent";
            }
        };
        new RolloutRunner(Desk::environment, AgentFactory.of(silent), RolloutSettings.DEFAULT)
                .run(Assignment.plan(Desk.tasks(), 1, 1, 5), store, (a, b, c) -> {});

        List<JsonNode> spans = spans(lines.getFirst());
        assertThat(spans).hasSize(2);
        assertThat(text(spans.getLast(), "gen_ai.request.model")).isEqualTo("silent");
        assertThat(spans.getFirst().path("events").toString())
                .contains("gen_ai.evaluation.result", "\"stringValue\":\"failure\"");
    }
}
