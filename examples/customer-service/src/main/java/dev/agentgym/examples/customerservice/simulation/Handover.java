package dev.agentgym.examples.customerservice.simulation;

import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.util.List;
import java.util.Optional;

/// What agents do when they cannot go on alone.
final class Handover {

    private static final double ACCEPTED = 0.45;
    private static final double ONE_WORD = 0.06;
    private static final List<String> WORDS =
            List.of("refund", "angry", "see chat", "call back", "supervisor", "urgent", "no line", "too slow");

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
        ToolAnswer answer = sent(talk, "hand_over", "department", department, summary);
        if (!answer.isError()) {
            talk.agent("hand_over");
            return Outcome.ESCALATED;
        }
        ticket(talk, department.equals("network") ? "technical" : "contract", summary, "closed_ticket");
        return Outcome.PARTLY_SOLVED;
    }

    /// True where a new ticket was opened.
    static boolean ticket(Talk talk, String topic, String summary, String phrase) {
        ToolAnswer answer = sent(talk, "create_ticket", "topic", topic, summary);
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

    /// A hasty agent writes but a word first.
    private static ToolAnswer sent(Talk talk, String tool, String kind, String choice, String summary) {
        if (talk.wishes().chance(ONE_WORD + talk.agent().forgets() / 4)) {
            String word = talk.wishes().pick(WORDS);
            talk.call(tool, "customer_id", talk.customerId(), kind, choice, "summary", word);
        }
        return talk.call(tool, "customer_id", talk.customerId(), kind, choice, "summary", summary);
    }

    /// A refusal that the customer takes as it is.
    static void explain(Talk talk, ToolAnswer answer) {
        talk.facts().put("reason", Json.message(answer));
        talk.agent("refused");
        talk.settled();
        talk.customer("ok");
    }

    /// The same, after which the talk goes on as usual.
    static Optional<Outcome> explained(Talk talk, ToolAnswer answer) {
        explain(talk, answer);
        return Optional.empty();
    }

    /// A refusal that the script has no own words for: explained, or given up on. Few customers are content with it.
    static Outcome refused(Talk talk, ToolAnswer answer) {
        talk.facts().put("reason", Json.message(answer));
        return refused(talk, "refused");
    }

    static Outcome refused(Talk talk, String phrase) {
        talk.agent(phrase);
        if (talk.wishes().chance(ACCEPTED)) {
            talk.customer("ok");
            return Outcome.SOLVED;
        }
        talk.customer("unhappy");
        if (talk.dice().chance(0.12 + talk.agent().givesUp())) {
            talk.agent("give_up");
            return to(talk, "supervisor", "Customer does not accept that the rules forbid the request");
        }
        return Outcome.UNSOLVED;
    }
}
