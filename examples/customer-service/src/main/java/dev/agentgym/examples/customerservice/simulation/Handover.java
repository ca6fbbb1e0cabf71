package dev.agentgym.examples.customerservice.simulation;

import dev.agentgym.examples.customerservice.office.ToolAnswer;

/// What agents do when they cannot go on alone.
final class Handover {

    private Handover() {}

    static Outcome complaint(Talk talk) {
        talk.agent("complaint.ask");
        talk.customer("complaint.detail");
        if (talk.dice().chance(0.35)) {
            return to(talk, "supervisor", "Customer asks for a supervisor after bad service");
        }
        if (!talk.agreed("complaint.note", 0.9)) {
            return to(talk, "supervisor", "Customer insists on a supervisor");
        }
        if (talk.onlyPromised()) {
            return Outcome.UNSOLVED;
        }
        return ticket(talk, "complaint", "Complaint about contradictory answers", "ticket")
                ? Outcome.SOLVED
                : Outcome.PARTLY_SOLVED;
    }

    /// Hands over to a department, or opens a ticket where it is closed.
    static Outcome to(Talk talk, String department, String summary) {
        talk.facts().put("department", department);
        ToolAnswer answer =
                talk.call("hand_over", "customer_id", talk.customerId(), "department", department, "summary", summary);
        if (!answer.isError()) {
            talk.agent("hand_over");
            return Outcome.ESCALATED;
        }
        ticket(talk, department.equals("network") ? "technical" : "contract", summary, "closed_ticket");
        return Outcome.PARTLY_SOLVED;
    }

    /// True where a new ticket was opened.
    static boolean ticket(Talk talk, String topic, String summary, String phrase) {
        ToolAnswer answer =
                talk.call("create_ticket", "customer_id", talk.customerId(), "topic", topic, "summary", summary);
        if (answer.isError()) {
            talk.facts().put("ticket", Json.slot(answer, "(TK-\\d+)"));
            talk.agent("open_ticket");
            talk.customer("ok");
            return false;
        }
        talk.facts().put("ticket", answer.result().get("ticket_id"));
        talk.agent(phrase);
        talk.customer("ok");
        return true;
    }

    /// A refusal that the script has no own words for: explained, or given up on.
    static Outcome refused(Talk talk, ToolAnswer answer) {
        talk.facts().put("reason", Json.message(answer));
        return refused(talk, "refused");
    }

    static Outcome refused(Talk talk, String phrase) {
        talk.agent(phrase);
        talk.customer("unhappy");
        if (talk.dice().chance(0.12 + talk.agent().givesUp())) {
            talk.agent("give_up");
            return to(talk, "supervisor", "Customer does not accept that the rules forbid the request");
        }
        return Outcome.UNSOLVED;
    }
}
