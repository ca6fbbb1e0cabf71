package dev.agentgym.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.tool.Provenance;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Json;

/// Measured calls, written short.
final class Calls {

    private Calls() {}

    /// A read that the mocker answered with this confidence, rightly or wrongly.
    static MeasuredCall read(Tier tier, double confidence, boolean right) {
        return call("get", tier, confidence, "\"yes\"", false, right ? "\"yes\"" : "\"no\"", false, false, false);
    }

    /// A call whose two answers are JSON; a refusal starts with `!`.
    static MeasuredCall write(String expected, String got) {
        return call(
                "set",
                Tier.INDUCED,
                0.5,
                expected.replaceFirst("^!", ""),
                expected.startsWith("!"),
                got.replaceFirst("^!", ""),
                got.startsWith("!"),
                true,
                false);
    }

    static MeasuredCall call(
            String tool,
            Tier tier,
            double confidence,
            String expected,
            boolean refused,
            String got,
            boolean gotRefused,
            boolean write,
            boolean afterWrite) {
        JsonNode wanted = Json.parse(expected);
        JsonNode said = Json.parse(got);
        boolean right = tier != Tier.ABSTAIN && refused == gotRefused && wanted.equals(said);
        return new MeasuredCall(
                "c",
                0,
                tool,
                Json.object(),
                wanted,
                refused,
                new ToolResult(said, gotRefused, tier, confidence, Provenance.of("made up")),
                right,
                right ? 1 : 0,
                write,
                afterWrite);
    }
}
