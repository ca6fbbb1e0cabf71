package dev.agentgym.examples.customerservice.logs;

import dev.agentgym.examples.customerservice.simulation.Event;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// The helpdesk's export of messages: one row a message, ticket by ticket, some rows twice.
final class MessagesCsv {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "ticket_id", "customer_id", "channel", "sent_at", "author", "author_type", "body", "ticket_status")
            .get();

    private MessagesCsv() {}

    static byte[] bytes(SampleLogs logs) throws IOException {
        var text = new StringBuilder();
        try (var csv = new CSVPrinter(text, FORMAT)) {
            for (SampleConversation conversation : logs.conversations()) {
                for (Event event : conversation.events()) {
                    if (event instanceof Event.Said said) {
                        print(csv, conversation, said);
                        if (logs.dirt().duplicatedMessages().contains(Dirt.messageKey(conversation.id(), said))) {
                            print(csv, conversation, said);
                        }
                    }
                }
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void print(CSVPrinter csv, SampleConversation conversation, Event.Said said) throws IOException {
        csv.printRecord(
                conversation.id(),
                conversation.customerId(),
                conversation.channel(),
                Times.text(said.at()),
                said.author(),
                said.speaker().name().toLowerCase(Locale.ROOT),
                said.body(),
                conversation.outcome().label());
    }
}
