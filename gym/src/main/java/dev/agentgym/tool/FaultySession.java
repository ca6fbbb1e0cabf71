package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.world.SessionChanges;
import dev.agentgym.world.World;
import java.time.Instant;
import java.util.SplittableRandom;

/// A session whose tools fail now and then.
///
/// Every call draws one number, whether it fails or not, so that a fault depends on the number of the call alone.
final class FaultySession implements ToolSession {

    private final World world;
    private final Faults faults;
    private final ToolSession tools;
    private final ToolSession start;
    private final SplittableRandom branches;
    private final SplittableRandom draws;

    FaultySession(World world, Faults faults, ToolSession tools) {
        this(world, faults, tools, tools.branch(), new SplittableRandom(faults.seed()));
    }

    private FaultySession(World world, Faults faults, ToolSession tools, ToolSession start, SplittableRandom branches) {
        this.world = world;
        this.faults = faults;
        this.tools = tools;
        this.start = start;
        this.branches = branches;
        this.draws = branches.split();
    }

    @Override
    public ToolResult call(String tool, ObjectNode arguments) {
        return switch (faults.at(draws.nextDouble())) {
            case TIMEOUT -> failed("Error: the call of " + tool + " timed out.", "time-out");
            case ERROR -> failed("Error: " + tool + " failed with an internal error.", "error");
            case STALE -> stale(tool, arguments);
            case SLOW -> tools.call(tool, arguments).late(faults.delay());
            case NONE -> tools.call(tool, arguments);
        };
    }

    private static ToolResult failed(String text, String kind) {
        return new ToolResult(
                TextNode.valueOf(text),
                true,
                Tier.FAULT,
                0,
                Provenance.of("controlled fault: " + kind + "; the call did nothing"));
    }

    private ToolResult stale(String tool, ObjectNode arguments) {
        ToolResult before = start.branch().call(tool, arguments);
        ToolResult now = tools.call(tool, arguments);
        boolean differs = !before.result().equals(now.result());
        return world.changes(tool) || before.tier() == Tier.ABSTAIN || !differs
                ? now
                : new ToolResult(
                        before.result(),
                        before.isError(),
                        Tier.FAULT,
                        0,
                        Provenance.of("controlled fault: stale read, as at the start of the session"));
    }

    @Override
    public void observe(String tool, ObjectNode arguments, JsonNode result, boolean isError) {
        tools.observe(tool, arguments, result, isError);
    }

    @Override
    public void at(Instant time) {
        tools.at(time);
        start.at(time);
    }

    @Override
    public SessionChanges changes() {
        return tools.changes();
    }

    @Override
    public ToolSession branch() {
        return new FaultySession(world, faults, tools.branch(), start.branch(), branches.split());
    }
}
