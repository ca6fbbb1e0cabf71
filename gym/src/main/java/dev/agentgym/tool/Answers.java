package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Lazy;
import dev.agentgym.world.Told;
import dev.agentgym.world.World;
import java.util.List;

/// Makes an answer of what the rules tell for certain, and one of what nothing tells. Immutable.
///
/// @param world whose rules they are
/// @param accuracy how far the tiers can be trusted
record Answers(World world, TierAccuracy accuracy) {

    ToolResult refused(Told.Refused refused) {
        Tier tier = refused.unknownId() ? Tier.NOT_FOUND : Tier.REFUSED;
        return new ToolResult(
                refused.text(),
                true,
                tier,
                refused.claim() * accuracy.of(tier),
                new Provenance(refused.rule(), List.of()));
    }

    ToolResult shown(Asked asked, Told.Shown shown) {
        boolean sameCall = !shown.ofSession() && !asked.recorded().isEmpty();
        Tier tier = sameCall ? Tier.RECORDED : Tier.ENTITY;
        Lazy<String> reason = new Lazy<>(() ->
                shown.rule().get() + (shown.ofSession() ? ", as this session knows it" : ", as the logs show it"));
        return new ToolResult(
                shown.answer(),
                false,
                tier,
                shown.claim() * accuracy.of(tier),
                new Provenance(reason, shown.conversations()));
    }

    ToolResult computed(Told.Computed computed) {
        Lazy<String> reason = new Lazy<>(() -> computed.rule().get() + " (" + computed.support()
                + " logged answers for it, " + computed.against() + " against)");
        return induced(computed.answer(), computed.claim(), new Provenance(reason, computed.conversations()));
    }

    /// The answer, as a person's override puts it right.
    ToolResult corrected(ToolResult answer, JsonNode right) {
        return induced(right, 1, answer.provenance().reworded(why -> why + "; put right by a person's override"));
    }

    private ToolResult induced(JsonNode answer, double claim, Provenance provenance) {
        return new ToolResult(answer, false, Tier.INDUCED, claim * accuracy.of(Tier.INDUCED), provenance);
    }

    ToolResult abstain(String tool, String reason) {
        boolean known = world.knows(tool);
        String text = known
                ? "No answer: the logs do not show what " + tool + " says to these arguments."
                : "No answer: the logs know no tool named " + Json.shorten(tool) + ".";
        Provenance why = Provenance.of(known ? reason : "no log calls or declares this tool");
        return new ToolResult(TextNode.valueOf(text), true, Tier.ABSTAIN, 0, why);
    }
}
