package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.time.Instant;

/// Something that happened in a conversation, at a time that no other event of it has.
public sealed interface Event {

    /// When, to the millisecond.
    Instant at();

    /// Who speaks.
    enum Speaker {
        CUSTOMER,
        AGENT,
        SYSTEM
    }

    /// A message.
    ///
    /// @param author the name in the logs
    /// @param text what was said, as plain text
    /// @param body the text as the logs have it, where some is HTML
    /// @param heldOut whether phrases went into it that the training split never uses
    record Said(Instant at, Speaker speaker, String author, String text, String body, boolean heldOut)
            implements Event {}

    /// A tool call with its answer.
    record Called(Instant at, String tool, ObjectNode arguments, ToolAnswer answer, int durationMillis)
            implements Event {}
}
