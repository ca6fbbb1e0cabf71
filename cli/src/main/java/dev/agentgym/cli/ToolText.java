package dev.agentgym.cli;

import dev.agentgym.world.Alias;
import dev.agentgym.world.ErrorShape;
import dev.agentgym.world.Refusal;
import dev.agentgym.world.ToolProfile;
import dev.agentgym.world.ToolStatistics;

/// What is known of one tool, for people.
final class ToolText {

    private ToolText() {}

    /// Its kind and its counts.
    static void summary(ToolProfile tool, Console console) {
        ToolStatistics counts = tool.statistics();
        console.print(tool.name() + ": " + tool.kind().label() + ", " + counts.calls() + " calls in "
                + counts.conversations() + " conversations, " + counts.refused() + " refused, "
                + counts.distinctArguments() + " different arguments, answers of " + Math.round(counts.meanAnswerSize())
                + " characters");
        if (!tool.declaration().description().isEmpty()) {
            console.print(tool.declaration().description());
        }
    }

    /// How it refuses, what differs every time, which names mean the same.
    static void details(ToolProfile tool, Console console) {
        Table refusals = new Table("times", "refuses with");
        for (Refusal refusal : tool.refusals()) {
            refusals.row(refusal.count(), refusal.template());
        }
        refusals.printTo(console);
        tool.errors().forEach(error -> console.print("errors: " + text(error) + " (" + error.count() + " times)"));
        for (Alias alias : tool.aliases()) {
            console.print("argument " + alias.argument() + " is " + alias.field() + " of the answer (" + alias.support()
                    + " times)");
        }
        if (!tool.volatileFields().isEmpty()) {
            console.print("differs every time: " + String.join(", ", tool.volatileFields()));
        }
    }

    private static String text(ErrorShape error) {
        return switch (error) {
            case ErrorShape.Flag flag -> "flagged, with nothing in the answer that says so";
            case ErrorShape.Prefix prefix -> "text that starts with " + prefix.text();
            case ErrorShape.Field field -> "an object with " + String.join(", ", field.names());
            case ErrorShape.ExceptionText exception -> "the text of a " + exception.exception();
        };
    }
}
