package dev.agentgym.cli;

import dev.agentgym.agent.Reply;
import dev.agentgym.tool.ToolResult;
import java.util.Locale;

/// Shows a reply and what the agent did before it.
final class ReplyText {

    private static final int WIDEST = 160;

    private ReplyText() {}

    static void print(Reply reply, Console console) {
        for (Reply.Step step : reply.steps()) {
            ToolResult result = step.result();
            String answer = cut(result.result().toString());
            console.print(console.colour("  calls   ", Console.Colour.DIM)
                    + step.call().name() + " " + cut(step.call().arguments().toString()));
            console.print(console.colour("  answers ", Console.Colour.DIM)
                    + (result.isError() ? console.colour(answer, Console.Colour.RED) : answer));
            console.print(console.colour(
                    String.format(
                            Locale.ROOT,
                            "          [%s, confidence %.2f: %s]",
                            result.tier().label(),
                            result.confidence(),
                            result.provenance().reason()),
                    Console.Colour.DIM));
        }
        console.print(console.colour("agent> ", Console.Colour.CYAN) + reply.text());
        console.print(console.colour("       [" + reply.agent() + ", " + reply.because() + "]", Console.Colour.DIM));
    }

    private static String cut(String text) {
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }
}
