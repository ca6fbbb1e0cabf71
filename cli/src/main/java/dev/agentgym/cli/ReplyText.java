package dev.agentgym.cli;

import dev.agentgym.agent.Reply;
import dev.agentgym.tool.ToolResult;
import java.util.Locale;

/// Shows a reply and what the agent did before it.
final class ReplyText {

    private static final int WIDEST = 160;

    private ReplyText() {}

    /// The whole of a reply of which nothing was shown yet.
    static void print(Reply reply, Console console) {
        reply.steps().forEach(step -> step(step, console));
        console.print(begin(console) + reply.text());
        end(reply, console);
    }

    /// What stands before the agent's words.
    static String begin(Console console) {
        return console.colour("agent> ", Console.Colour.CYAN);
    }

    /// Who answered, and why so.
    static void end(Reply reply, Console console) {
        console.print(console.colour("       [" + reply.agent() + ", " + reply.because() + "]", Console.Colour.DIM));
    }

    /// What the agent did on the way.
    static void step(Reply.Step step, Console console) {
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

    private static String cut(String text) {
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }
}
