package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.tool.Provenance;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.tool.Tools;
import java.time.InstantSource;
import java.util.Map;

/// The tools of one conversation, each answered by whom its route names. Mutable, for one thread.
final class DeployedTools implements Tools {

    private final Map<String, RealTool> real;
    private final ToolSession mocked;
    private final DriftLog.Session log;
    private final InstantSource clock;
    private int calls;

    DeployedTools(Map<String, RealTool> real, ToolSession mocked, DriftLog.Session log, InstantSource clock) {
        this.real = real;
        this.mocked = mocked;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments) {
        mocked.at(clock.instant());
        RealTool routed = real.get(tool);
        calls++;
        return routed == null ? mocked.call(tool, arguments) : call(routed, arguments);
    }

    private ToolResult call(RealTool tool, ObjectNode arguments) {
        return switch (tool.call("call-" + calls, arguments)) {
            case RealAnswer.Failed(String reason) -> {
                log.failed(tool, reason);
                yield failed(tool, reason);
            }
            case RealAnswer.Given(JsonNode result, boolean isError) -> {
                String why = tool.isShadowed() ? compared(tool, arguments, result, isError) : alone(tool);
                mocked.observe(tool.name(), arguments, result, isError);
                yield answer(result, isError, "answered by " + tool.source().name() + why);
            }
        };
    }

    private String alone(RealTool tool) {
        log.answered(tool);
        return "";
    }

    /// The mocked tool answers in a copy of the session, since it is to go on from what the real tool said.
    private String compared(RealTool tool, ObjectNode arguments, JsonNode result, boolean isError) {
        ToolResult got = mocked.branch().call(tool.name(), arguments);
        return "; the mocked tool " + log.compared(tool, calls - 1, arguments, result, isError, got);
    }

    private static ToolResult failed(RealTool tool, String reason) {
        return answer(
                TextNode.valueOf("Error: " + tool.name() + " did not answer: " + reason),
                true,
                tool.source().name() + " gave no answer");
    }

    private static ToolResult answer(JsonNode result, boolean isError, String why) {
        return new ToolResult(result, isError, Tier.REAL, 1, Provenance.of(why));
    }
}
