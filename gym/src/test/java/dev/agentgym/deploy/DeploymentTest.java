package dev.agentgym.deploy;

import static dev.agentgym.deploy.OrderDesk.deployed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.agent.QueryAgent;
import dev.agentgym.agent.Reply;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.Tools;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeploymentTest {

    private static final Routes SHADOWED = Routes.MOCKED.shadowed("get_order").shadowed("cancel");

    private static ObjectNode id(String id) {
        return Json.arguments(Map.of("id", id));
    }

    private static JavaTools desk(OrderDesk desk) {
        return JavaTools.of("desk", desk);
    }

    private static ToolDrift drift(Deployment deployment, String tool) {
        return deployment.drift().tools().stream()
                .filter(each -> each.tool().equals(tool))
                .findFirst()
                .orElseThrow();
    }

    // A default that reached the real tool would cancel orders of customers.
    @Test
    void a_tool_that_nobody_routes_is_mocked_and_the_real_one_is_not_called() {
        OrderDesk desk = new OrderDesk();
        try (Deployment deployment = deployed(Routes.MOCKED.real("get_order"), desk(desk))) {
            ToolResult got = deployment.session().call("cancel", id("W-12"));
            assertThat(got.result().path("status").asText()).isEqualTo("cancelled");
            assertThat(got.tier()).isNotEqualTo(Tier.REAL);
            assertThat(desk.held("W-12").path("status").asText()).isEqualTo("open");
        }
    }

    @Test
    void a_real_tool_answers_the_agent_and_the_mocked_ones_go_on_from_the_truth() {
        try (Deployment deployment =
                deployed(Routes.MOCKED.real("get_order"), desk(new OrderDesk().priced("W-12", 999)))) {
            Tools session = deployment.session();
            ToolResult real = session.call("get_order", id("W-12"));
            assertThat(real.tier()).isEqualTo(Tier.REAL);
            assertThat(real.confidence()).isEqualTo(1);
            assertThat(real.provenance().reason()).isEqualTo("answered by desk");
            assertThat(session.call("cancel", id("W-12")).result().path("total").asInt())
                    .isEqualTo(999);
            assertThat(deployment
                            .session()
                            .call("cancel", id("W-12"))
                            .result()
                            .path("total")
                            .asInt())
                    .as("another conversation was not shown that")
                    .isEqualTo(12 * 7 % 50);
        }
    }

    @Test
    void a_mock_that_is_right_shows_no_drift() {
        try (Deployment deployment = deployed(SHADOWED, desk(new OrderDesk()))) {
            for (int i = 10; i < 40; i++) {
                Tools session = deployment.session();
                assertThat(session.call("get_order", id("W-" + i)).provenance().reason())
                        .isEqualTo("answered by desk; the mocked tool agrees");
                session.call("cancel", id("W-" + i));
                session.call("get_order", id("W-" + i));
                session.call("get_order", id("X-1"));
            }
            ToolDrift get = drift(deployment, "get_order");
            assertThat(get.calls()).isEqualTo(90);
            assertThat(get.agreeing()).isEqualTo(90);
            assertThat(get.places()).isEmpty();
            assertThat(get.worst()).isEmpty();
            assertThat(get.drifted()).isFalse();
            assertThat(drift(deployment, "cancel").agreeing()).isEqualTo(30);
            assertThat(deployment.drift().sessions()).isEqualTo(30);
        }
    }

    @Test
    void a_mock_that_is_wrong_shows_where_and_only_there() {
        OrderDesk desk = new OrderDesk();
        for (int i = 10; i < 25; i++) {
            desk.priced("W-" + i, 1000 + i);
        }
        try (Deployment deployment = deployed(SHADOWED, desk(desk))) {
            for (int i = 10; i < 40; i++) {
                ToolResult real = deployment.session().call("get_order", id("W-" + i));
                assertThat(real.result().path("total").asInt()).isEqualTo(i < 25 ? 1000 + i : i * 7 % 50);
            }
            ToolDrift drift = drift(deployment, "get_order");
            assertThat(drift.answered()).isEqualTo(30);
            assertThat(drift.agreeing()).isEqualTo(15);
            assertThat(drift.different()).isEqualTo(15);
            assertThat(drift.places()).containsExactly(Map.entry("total", 15L));
            assertThat(drift.fields()).isBetween(0.5, 0.99);
            assertThat(drift.worst()).hasSize(3).allSatisfy(wrong -> {
                assertThat(wrong.differences()).singleElement().asString().startsWith("total: expected 10");
                assertThat(wrong.confidence()).isGreaterThan(0.5);
            });
            assertThat(drift.drifted()).as("%s", drift).isTrue();
            assertThat(deployment.drift().drifted()).containsExactly("get_order");
        }
    }

    // Without the truth being told to the mock, every later read of the session would differ too.
    @Test
    void a_difference_is_counted_once_since_the_mock_goes_on_from_the_truth() {
        try (Deployment deployment = deployed(SHADOWED, desk(new OrderDesk().priced("W-12", 999)))) {
            Tools session = deployment.session();
            session.call("get_order", id("W-12"));
            session.call("cancel", id("W-12"));
            session.call("get_order", id("W-12"));
            assertThat(drift(deployment, "get_order").different()).isEqualTo(1);
            assertThat(drift(deployment, "get_order").agreeing()).isEqualTo(1);
            assertThat(drift(deployment, "cancel").agreeing()).isEqualTo(1);
        }
    }

    @Test
    void who_alone_refuses_is_counted_on_its_side() {
        JavaTools strange = JavaTools.named("desk").with(new ToolSchema("get_order", "", Json.object()), arguments -> {
            if (arguments.path("id").asText().equals("X-1")) {
                return arguments;
            }
            throw new ToolRefusal("Error: closed");
        });
        try (Deployment deployment = deployed(Routes.MOCKED.shadowed("get_order"), strange)) {
            assertThat(deployment
                            .session()
                            .call("get_order", id("X-1"))
                            .provenance()
                            .reason())
                    .endsWith("the mocked tool refuses");
            assertThat(deployment
                            .session()
                            .call("get_order", id("W-12"))
                            .provenance()
                            .reason())
                    .endsWith("the mocked tool does not refuse");
            ToolDrift drift = drift(deployment, "get_order");
            assertThat(drift.refusedByMock()).isEqualTo(1);
            assertThat(drift.refusedByReal()).isEqualTo(1);
            assertThat(drift.places()).isEmpty();
        }
    }

    @Test
    void what_the_mock_does_not_know_is_no_difference() {
        JavaTools anything = JavaTools.named("desk")
                .with(new ToolSchema("cancel", "", Json.object()), arguments -> Map.of("status", "cancelled"));
        try (Deployment deployment = deployed(Routes.MOCKED.shadowed("cancel"), anything)) {
            deployment.session().call("cancel", Json.arguments(Map.of("nothing", "known")));
            ToolDrift drift = drift(deployment, "cancel");
            assertThat(drift.calls()).isEqualTo(1);
            assertThat(drift.unknown() + drift.answered()).isEqualTo(1);
            assertThat(drift.drifted()).isFalse();
        }
    }

    @Test
    void a_tool_that_breaks_is_told_to_the_agent_and_the_mock_does_not_stand_in() {
        JavaTools broken = JavaTools.named("desk").with(new ToolSchema("get_order", "", Json.object()), arguments -> {
            throw new IllegalStateException("no database");
        });
        try (Deployment deployment = deployed(Routes.MOCKED.shadowed("get_order"), broken)) {
            ToolResult got = deployment.session().call("get_order", id("W-12"));
            assertThat(got.isError()).isTrue();
            assertThat(got.result().asText())
                    .startsWith("Error: get_order did not answer: get_order of desk broke:")
                    .contains("no database");
            ToolDrift drift = drift(deployment, "get_order");
            assertThat(drift.calls()).isEqualTo(1);
            assertThat(drift.failed()).isEqualTo(1);
            assertThat(drift.failures()).singleElement().asString().contains("no database");
            assertThat(drift.answered()).isZero();
        }
    }

    @Test
    void a_tool_that_takes_too_long_is_interrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        JavaTools slow = JavaTools.named("desk")
                .with(new ToolSchema("get_order", "", Json.object()), arguments -> {
                    try {
                        new CountDownLatch(1).await();
                        return arguments;
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw new IllegalStateException("interrupted", e);
                    }
                })
                .within(Duration.ofMillis(50));
        try (Deployment deployment = deployed(Routes.MOCKED.real("get_order"), slow)) {
            ToolResult got = deployment.session().call("get_order", id("W-12"));
            assertThat(got.result().asText())
                    .isEqualTo("Error: get_order did not answer: get_order of desk gave no answer within 50 ms;"
                            + " whether it did its work is unknown");
            interrupted.await();
        }
    }

    @Test
    void the_agent_is_told_of_real_tools_by_their_own_declarations_and_of_others_by_the_logs() {
        JavaTools desk =
                desk(new OrderDesk()).with(new ToolSchema("delete_everything", "", Json.object()), arguments -> "gone");
        try (Deployment deployment = deployed(Routes.MOCKED.real("get_order"), desk)) {
            assertThat(deployment.declarations())
                    .map(ToolSchema::name)
                    .as("a real tool that nobody routed stays out of sight")
                    .containsExactlyInAnyOrder("get_order", "cancel");
            assertThat(deployment.declarations())
                    .filteredOn(tool -> tool.name().equals("get_order"))
                    .singleElement()
                    .satisfies(tool -> assertThat(tool.description()).isEqualTo("Looks an order up."));
            assertThat(deployment.writing()).isEmpty();
        }
        try (Deployment deployment = deployed(SHADOWED, desk)) {
            assertThat(deployment.writing()).containsExactly("cancel");
        }
    }

    @Test
    void a_tool_may_have_another_name_where_it_is_real() {
        JavaTools other = JavaTools.named("desk")
                .with(new ToolSchema("fetchOrder", "", Json.object()), arguments -> arguments.path("id"));
        Routes routes = Routes.MOCKED.with("get_order", Route.REAL.from("desk").as("fetchOrder"));
        try (Deployment deployment = deployed(routes, other)) {
            assertThat(deployment
                            .session()
                            .call("get_order", id("W-12"))
                            .result()
                            .asText())
                    .isEqualTo("W-12");
            assertThat(deployment.routes().of("get_order"))
                    .isEqualTo(Route.REAL.from("desk").as("fetchOrder"));
        }
    }

    /// A source that knows whether it was closed, and whose declarations change.
    private static final class Watched implements ToolSource {
        private final String name;
        private boolean closed;
        private List<ToolSchema> declared =
                new ArrayList<>(desk(new OrderDesk()).declarations());

        Watched(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<ToolSchema> declarations() {
            return declared;
        }

        @Override
        public RealAnswer call(ToolCall call) {
            return RealAnswer.accepted(call.arguments());
        }

        @Override
        public void close() {
            closed = true;
            if (name.equals("stuck")) {
                throw new ToolSourceException("stuck");
            }
        }
    }

    @Test
    void two_sources_with_the_same_tool_have_to_be_told_apart() {
        Watched one = new Watched("one");
        Watched two = new Watched("two");
        assertThatThrownBy(() -> deployed(SHADOWED, one, two))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("cancel is offered by one and two; say which of them is to answer cancel");
        assertThat(one.closed && two.closed)
                .as("a deployment that fails leaves nothing open")
                .isTrue();
        deployed(Routes.MOCKED.with("cancel", Route.REAL.from("two")), one, two).close();
    }

    @Test
    void a_route_that_leads_nowhere_is_said_with_what_there_is() {
        assertThatThrownBy(() -> deployed(Routes.MOCKED.real("fly"), new Watched("one")))
                .hasMessage("no source offers a tool named fly: one has cancel, get_order");
        assertThatThrownBy(() -> deployed(Routes.MOCKED.with("cancel", Route.REAL.from("two")), new Watched("one")))
                .hasMessage("no source of tools is named two; there are one");
        assertThatThrownBy(() -> deployed(Routes.MOCKED.with("fly", Route.MOCKED)))
                .hasMessageContaining("no log of the gym knows a tool named fly")
                .hasMessageContaining("cancel, get_order");
        assertThatThrownBy(() -> deployed(SHADOWED)).hasMessageContaining("there is no source of real tools");
        assertThatThrownBy(() -> deployed(SHADOWED, new Watched("one"), new Watched("one")))
                .hasMessageContaining("two sources of tools are named one");
        JavaTools fly = JavaTools.named("air").with(new ToolSchema("fly", "", Json.object()), arguments -> "up");
        assertThatThrownBy(() -> deployed(Routes.MOCKED.shadowed("fly"), fly))
                .hasMessageContaining("fly cannot be shadowed: no log of the gym knows it");
        try (Deployment deployment = deployed(Routes.MOCKED.real("fly"), fly)) {
            assertThat(deployment.declarations()).map(ToolSchema::name).contains("fly");
            assertThat(deployment.writing()).as("nobody knows what it does").containsExactly("fly");
        }
    }

    @Test
    void a_declaration_that_changes_while_deployed_reaches_the_agent_and_the_report() {
        Watched source = new Watched("one");
        try (Deployment deployment = deployed(SHADOWED, source)) {
            assertThat(drift(deployment, "get_order").declaration()).isEmpty();
            JsonNode changed = Json.parse("{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"},"
                    + "\"reason\":{\"type\":\"string\"}},\"required\":[\"id\",\"reason\"]}");
            source.declared = List.of(new ToolSchema("get_order", "New.", (ObjectNode) changed));
            assertThat(drift(deployment, "get_order").declaration())
                    .containsExactly(
                            "its arguments are declared otherwise than when it was deployed",
                            "the argument id is integer for the real tool, string in the logs",
                            "the real tool takes an argument reason, and needs it, which the logs do not show");
            assertThat(drift(deployment, "cancel").declaration()).containsExactly("one does not offer it any more");
            assertThat(deployment.declarations()).map(ToolSchema::description).contains("New.");
        }
    }

    @Test
    void closing_closes_every_source_even_if_one_cannot_be() {
        Watched stuck = new Watched("stuck");
        Watched other = new Watched("other");
        Deployment deployment = deployed(Routes.MOCKED, stuck, other);
        assertThatThrownBy(deployment::close).isInstanceOf(ToolSourceException.class);
        assertThat(other.closed).isTrue();
    }

    // Counts that are kept without care lose calls when conversations run side by side.
    @Test
    void conversations_may_run_side_by_side() {
        JavaTools fixed = JavaTools.named("desk")
                .with(new ToolSchema("get_order", "", Json.object()), arguments -> Map.of("id", arguments.path("id")));
        try (Deployment deployment = deployed(Routes.MOCKED.shadowed("get_order"), fixed)) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 100; i++) {
                    String id = "W-" + (10 + i % 30);
                    threads.execute(() -> deployment.session().call("get_order", id(id)));
                }
            }
            ToolDrift drift = drift(deployment, "get_order");
            assertThat(drift.calls()).isEqualTo(100);
            assertThat(drift.different()).isEqualTo(100);
            assertThat(drift.places()).containsEntry("total", 100L);
        }
    }

    @Test
    void the_report_is_one_json_document() {
        try (Deployment deployment = deployed(SHADOWED, desk(new OrderDesk().priced("W-12", 999)))) {
            deployment.session().call("get_order", id("W-12"));
            JsonNode json = Json.parse(deployment.drift().toJson().toString());
            assertThat(json.path("sessions").asInt()).isEqualTo(1);
            JsonNode tool = json.path("tools").path(1);
            assertThat(tool.path("tool").asText()).isEqualTo("get_order");
            assertThat(tool.path("route").asText()).isEqualTo("shadowed");
            assertThat(tool.path("source").asText()).isEqualTo("desk");
            assertThat(tool.path("different").asInt()).isEqualTo(1);
            assertThat(tool.path("places").path("total").asInt()).isEqualTo(1);
            assertThat(tool.path("agreement").path("all").asInt()).isEqualTo(1);
            assertThat(tool.path("measured_before").path("share").isNumber()).isTrue();
            assertThat(tool.path("worst").path(0).path("differences").path(0).asText())
                    .isEqualTo("total: expected 999, got 34");
        }
    }

    @Test
    void an_agent_is_given_real_tools_in_one_line() {
        try (Deployment tools = deployed(SHADOWED, desk(new OrderDesk()))) {
            Reply reply = new QueryAgent(
                            new Looker(), new ToolMocker(OrderDesk.WORLD, OrderDesk.CARD.accuracy()), List.of())
                    .with(tools)
                    .reply("what is it?");
            assertThat(reply.text()).isEqualTo("2 tools; it is open");
            assertThat(reply.steps().getFirst().result().tier()).isEqualTo(Tier.REAL);
            assertThat(drift(tools, "get_order").agreeing()).isEqualTo(1);
        }
    }

    /// Looks W-12 up and tells its status.
    private record Looker() implements dev.agentgym.agent.Agent {

        @Override
        public Action next(Observation seen) {
            return seen.messages().getLast() instanceof Message.Tool tool
                    ? new Action.Say(
                            seen.tools().size() + " tools; it is "
                                    + tool.result().path("status").asText(),
                            "asked")
                    : new Action.CallTools(List.of(new ToolCall("c1", "get_order", id("W-12"))), "to look");
        }

        @Override
        public String name() {
            return "looker";
        }
    }
}
