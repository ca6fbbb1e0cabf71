package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.TraceStatistics;
import dev.agentgym.world.ToolProfile;
import java.util.Locale;
import java.util.stream.Collectors;

/// Shows a gym to a person.
final class GymText {

    private GymText() {}

    static void summary(Gym gym, Console console) {
        counts(gym.statistics(), console);
        console.print("");
        tools(gym, console);
        console.print("");
        accuracy(gym.toolMocker().accuracy(), console);
    }

    static void counts(TraceStatistics statistics, Console console) {
        console.print(String.format(
                Locale.ROOT,
                "%,d conversations, %,d messages of customers, %,d of agents, %,d tool calls",
                statistics.conversations(),
                statistics.count(Role.USER),
                statistics.count(Role.ASSISTANT),
                statistics.calls()));
        if (statistics.repeatedContent() > 0) {
            console.print(statistics.repeatedContent() + " say word for word what another one says");
        }
        Table outcomes = new Table("outcome", "conversations");
        for (Outcome outcome : Outcome.values()) {
            if (statistics.count(outcome) > 0) {
                outcomes.row(outcome.label(), statistics.count(outcome));
            }
        }
        outcomes.printTo(console);
    }

    static void tools(Gym gym, Console console) {
        if (gym.world().tools().isEmpty()) {
            console.print("No conversation calls a tool: the gym has an agent and a reward, and nothing to mock.");
            return;
        }
        Table tools = new Table("tool", "calls", "refused", "ways to refuse", "reads an entity by", "called by");
        for (ToolProfile tool : gym.world().tools().values()) {
            tools.row(
                    tool.name(),
                    tool.calls(),
                    tool.refused(),
                    tool.refusals().size(),
                    tool.keys().isEmpty()
                            ? "-"
                            : tool.keys().stream()
                                    .map(key -> String.join(" + ", key.fields().values()))
                                    .collect(Collectors.joining(", ")),
                    tool.caller() == Role.USER ? "customer" : "agent");
        }
        tools.printTo(console);
        console.print(gym.world().entityCount() + " entities known");
    }

    static void accuracy(TierAccuracy accuracy, Console console) {
        if (accuracy.all() == 0) {
            console.print("No held-out calls: too few conversations to measure the mocked tools.");
            return;
        }
        console.print("Mocked tools on conversations held out (every fifth, by content):");
        Table tiers = new Table("tier", "calls", "as the real tool", "share");
        for (Tier tier : Tier.values()) {
            TierAccuracy.Count count = accuracy.counts().getOrDefault(tier, new TierAccuracy.Count(0, 0));
            if (count.all() > 0) {
                tiers.row(tier.label(), count.all(), count.right(), percent(count.right(), count.all()));
            }
        }
        tiers.row("all", accuracy.all(), accuracy.right(), percent(accuracy.right(), accuracy.all()));
        tiers.printTo(console);
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
