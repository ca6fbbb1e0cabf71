package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Tickets, and the way to a human.
record SupportTools(Records records) {

    private static final int SHORTEST_SUMMARY = 10;
    private static final int OPENS_AT = 8;
    private static final int CLOSES_AT = 18;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

    List<Tool> tools() {
        Parameter customer = Parameter.id("customer_id", "C", "Customer id");
        Parameter summary = Parameter.text("summary", "What it is about, in a sentence");
        return List.of(
                new Tool(
                        "create_ticket",
                        "Open a ticket for a team that works on it later.",
                        List.of(
                                customer,
                                Parameter.text("topic", "Which team")
                                        .oneOf("billing", "technical", "complaint", "contract"),
                                summary),
                        this::createTicket),
                new Tool(
                        "hand_over",
                        "Hand the conversation to a human specialist; it ends for the agent.",
                        List.of(
                                customer,
                                Parameter.text("department", "To whom").oneOf("supervisor", "retention", "network"),
                                summary),
                        this::handOver));
    }

    /// Guards: customer known, summary long enough, no open ticket on the topic.
    private ObjectNode createTicket(Arguments arguments) {
        String customer = records.customer(arguments.text("customer_id")).text("id");
        String topic = arguments.text("topic");
        String summary = summary(arguments);
        records.database()
                .row("SELECT id FROM tickets WHERE customer_id = ? AND topic = ? AND status = 'open'", customer, topic)
                .ifPresent(open -> {
                    throw Refusal.TICKET_ALREADY_OPEN.of(open.text("id"), topic, customer);
                });
        String id = records.database().nextId("TK");
        String createdAt = records.clock().now().toString();
        records.database()
                .change("INSERT INTO tickets VALUES (?, ?, ?, ?, 'open', ?)", id, customer, topic, summary, createdAt);
        return Money.object()
                .put("ticket_id", id)
                .put("customer_id", customer)
                .put("topic", topic)
                .put("summary", summary)
                .put("status", "open")
                .put("created_at", createdAt);
    }

    /// Guards: customer known, summary long enough, department open (the network desk always is).
    private ObjectNode handOver(Arguments arguments) {
        String customer = records.customer(arguments.text("customer_id")).text("id");
        String department = arguments.text("department");
        String summary = summary(arguments);
        LocalDateTime now = records.clock().local();
        boolean weekend = now.getDayOfWeek() == DayOfWeek.SATURDAY || now.getDayOfWeek() == DayOfWeek.SUNDAY;
        boolean closed = weekend || now.getHour() < OPENS_AT || now.getHour() >= CLOSES_AT;
        if (closed && !department.equals("network")) {
            throw Refusal.DEPARTMENT_CLOSED.of(department, DAY_AND_TIME.format(now));
        }
        return Money.object()
                .put("customer_id", customer)
                .put("department", department)
                .put("status", "handed_over")
                .put("summary", summary)
                .put("at", records.clock().now().toString());
    }

    private static String summary(Arguments arguments) {
        String summary = arguments.text("summary").strip();
        if (summary.length() < SHORTEST_SUMMARY) {
            throw Refusal.SUMMARY_TOO_SHORT.of(summary.length());
        }
        return summary;
    }
}
