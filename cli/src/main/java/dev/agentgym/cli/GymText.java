package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.TraceStatistics;
import dev.agentgym.world.ToolProfile;
import java.util.Locale;

/// Shows a gym to a person.
final class GymText {

    private GymText() {}

    static void summary(Gym gym, Console console) {
        counts(gym.statistics(), console);
        console.print("");
        tools(gym, console);
        console.print("");
        FidelityText.headline(gym.fidelity(), console);
        console.print("");
        CardText.headline(gym, console);
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
        Table tools = new Table("tool", "calls", "refused", "ways to refuse", "reads", "called by");
        for (ToolProfile tool : gym.world().tools().values()) {
            tools.row(
                    tool.name(),
                    tool.calls(),
                    tool.refused(),
                    tool.refusals().size(),
                    tool.reads().isEmpty() ? "-" : String.join(", ", tool.reads()),
                    tool.caller() == Role.USER ? "customer" : "agent");
        }
        tools.printTo(console);
        console.print(gym.world().entityCount() + " entities known");
    }
}
