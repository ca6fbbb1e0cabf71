package dev.agentgym.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.AgentGym;
import dev.agentgym.Gym;
import dev.agentgym.deploy.Deployment;
import dev.agentgym.deploy.JavaTools;
import dev.agentgym.deploy.Routes;
import dev.agentgym.deploy.ToolDrift;
import dev.agentgym.deploy.ToolRefusal;
import dev.agentgym.examples.customerservice.logs.SampleLogs;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.OfficeProbes;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import dev.agentgym.examples.customerservice.office.ToolDeclaration;
import dev.agentgym.examples.customerservice.simulation.Event;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import dev.agentgym.examples.customerservice.simulation.Simulation;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.tool.Tools;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The sample office as the real tools, the gym made from its logs as their shadow: the report must find the mock
/// wrong exactly where a plain comparison does.
@Timeout(300)
class ShadowedOfficeTest {

    private static final int LOGGED = 120;
    private static final int SHADOWED = 10;

    /// A call that is made in the shadow, with how the plain comparison judges the mock.
    private record Judged(String tool, boolean answered, boolean equal) {}

    /// The office at the end of a conversation, and calls that no log has.
    private record Later(BackOffice office, List<OfficeProbes.Step> calls) {}

    private static final List<Conversation> LOGS = new ArrayList<>();
    private static final List<Later> LATER = new ArrayList<>();
    private static Gym gym;

    private final AtomicReference<BackOffice> office = new AtomicReference<>();

    @BeforeAll
    static void learn() {
        Simulation.run(SampleLogs.SEED, LOGGED, ShadowedOfficeTest::ended);
        gym = AgentGym.createEnvironment(LOGS);
    }

    @AfterAll
    static void close() {
        LATER.forEach(later -> later.office.close());
    }

    private static void ended(SampleConversation conversation, BackOffice at) {
        List<Message> messages = new ArrayList<>();
        for (Event event : conversation.events()) {
            if (event instanceof Event.Called called) {
                Details details = new Details(Optional.of(called.at()), Map.of());
                String id = "call-" + messages.size();
                messages.add(new Message.Assistant(
                        "", List.of(new ToolCall(id, called.tool(), called.arguments())), details));
                messages.add(new Message.Tool(
                        id,
                        called.tool(),
                        called.answer().result(),
                        called.answer().isError(),
                        details));
            }
        }
        if (!messages.isEmpty()) {
            LOGS.add(Conversation.of(conversation.id(), messages, Outcome.UNKNOWN));
            if (LOGS.size() % (LOGGED / SHADOWED) == 0) {
                OfficeProbes.Episode episode = OfficeProbes.generate(at, conversation.customerId(), 7);
                List<OfficeProbes.Step> calls = new ArrayList<>(episode.told());
                calls.addAll(episode.steps());
                LATER.add(new Later(at.copy(), calls));
            }
        }
    }

    private BackOffice current() {
        return Objects.requireNonNull(office.get());
    }

    /// The tools of the office, whichever it is.
    private JavaTools real(List<ToolDeclaration> declared) {
        JavaTools tools = JavaTools.named("office");
        for (ToolDeclaration tool : declared) {
            tools = tools.with(
                    new ToolSchema(tool.name(), tool.description(), tool.parameters()),
                    arguments -> answer(tool.name(), arguments));
        }
        return tools;
    }

    private JsonNode answer(String tool, ObjectNode arguments) {
        ToolAnswer answer = current().call(tool, arguments);
        if (answer.isError()) {
            throw new ToolRefusal(answer.result().asText());
        }
        return answer.result();
    }

    private static Routes shadowed() {
        Routes routes = Routes.MOCKED;
        for (String tool : gym.world().tools().keySet()) {
            routes = routes.shadowed(tool);
        }
        return routes;
    }

    private void play(Deployment deployment, Later later, List<Judged> judged) {
        try (BackOffice copy = later.office.copy();
                BackOffice mirror = later.office.copy()) {
            office.set(copy);
            Tools session = deployment.session();
            ToolSession mock = gym.toolMocker().session();
            for (OfficeProbes.Step step : later.calls) {
                mock.at(copy.now());
                ToolAnswer truth = mirror.call(step.tool(), step.arguments().deepCopy());
                ToolResult got = mock.branch().call(step.tool(), step.arguments());
                mock.observe(step.tool(), step.arguments(), truth.result(), truth.isError());
                ToolResult told = session.call(step.tool(), step.arguments());
                assertThat(told.result()).as("the agent is told the truth").isEqualTo(truth.result());
                judged.add(new Judged(
                        step.tool(),
                        got.tier() != Tier.ABSTAIN,
                        got.isError() == truth.isError()
                                && Json.canonical(got.result()).equals(Json.canonical(truth.result()))));
            }
        }
    }

    @Test
    void drift_is_reported_exactly_where_the_mock_is_wrong() {
        List<Judged> judged = new ArrayList<>();
        List<ToolDeclaration> declared = LATER.getFirst().office.tools();
        try (Deployment deployment = gym.deploy(shadowed(), () -> current().now(), real(declared))) {
            LATER.forEach(later -> play(deployment, later, judged));
            Map<String, List<Judged>> byTool = new TreeMap<>();
            judged.forEach(call ->
                    byTool.computeIfAbsent(call.tool, _ -> new ArrayList<>()).add(call));
            int different = 0;
            for (ToolDrift drift : deployment.drift().tools()) {
                List<Judged> calls = byTool.getOrDefault(drift.tool(), List.of());
                long equal = calls.stream().filter(Judged::equal).count();
                assertThat(drift.calls()).as(drift.tool()).isEqualTo(calls.size());
                assertThat(drift.failed()).as(drift.tool()).isZero();
                assertThat(drift.answered())
                        .as(drift.tool())
                        .isEqualTo(calls.stream().filter(Judged::answered).count());
                if (gym.fidelity().writers().contains(drift.tool())) {
                    assertThat(drift.agreeing())
                            .as("new ids are nobody's fault: %s", drift.tool())
                            .isGreaterThanOrEqualTo(equal);
                } else {
                    assertThat(drift.agreeing()).as(drift.tool()).isEqualTo(equal);
                }
                assertThat(drift.different() == 0)
                        .as(drift.tool())
                        .isEqualTo(drift.worst().isEmpty());
                different += Math.toIntExact(drift.different());
            }
            assertThat(judged).as("the mock is right now and then").anyMatch(Judged::equal);
            assertThat(different).as("and wrong at other times").isPositive();
        }
    }
}
