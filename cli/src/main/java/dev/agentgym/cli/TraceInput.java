package dev.agentgym.cli;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Reading;
import dev.agentgym.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Traces that a command was given.
///
/// @param conversations those that keep the schema
/// @param quarantined how many records do not
/// @param repeated how many records said again what an earlier one said
record TraceInput(List<Conversation> conversations, long quarantined, long repeated) {

    /// More bad records than this are counted but not shown.
    private static final int MAX_SHOWN = 10;

    static TraceInput read(List<String> sources, Console console) {
        List<Conversation> conversations = new ArrayList<>();
        long quarantined = 0;
        long repeated = 0;
        try (TraceReader reader = open(sources, console);
                Progress progress = new Progress(console, "Reading", System::nanoTime)) {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case Reading.Accepted accepted -> conversations.add(accepted.conversation());
                    case Reading.Repeated again -> repeated++;
                    case Reading.Quarantined bad -> {
                        quarantined++;
                        if (quarantined <= MAX_SHOWN) {
                            console.note("left out: " + bad.explanation());
                        }
                    }
                }
                progress.at(conversations.size(), -1);
            }
        }
        if (quarantined > MAX_SHOWN) {
            console.note(
                    "left out: " + quarantined + " records in all; `agent-gym convert` writes each with its reason");
        }
        return new TraceInput(conversations, quarantined, repeated);
    }

    private static TraceReader open(List<String> sources, Console console) {
        return sources.equals(List.of("-"))
                ? TraceReader.open(console.in(), "stdin")
                : TraceReader.open(sources.stream().map(Path::of).toList());
    }
}
