package dev.agentgym.examples.customerservice.simulation;

import dev.agentgym.examples.customerservice.office.Directory.Matter;
import java.util.Locale;

/// What a customer comes for.
public enum Intent {
    BILLING_QUESTION(8, Matter.ANY, false),
    DOUBLE_CHARGE(9, Matter.PAID_TWICE, true),
    LATE_FEE(7, Matter.LATE_FEE, true),
    PAYMENT_FAILED(7, Matter.OVERDUE, false),
    INVOICE_COPY(5, Matter.ANY, false),
    COMPENSATION(4, Matter.INTERNET, true),
    CANCEL(8, Matter.INTERNET, false),
    STREAMING_CANCEL(4, Matter.STREAMING, false),
    UPGRADE(8, Matter.INTERNET, false),
    DOWNGRADE(5, Matter.INTERNET, false),
    STREAMING_ADD(6, Matter.INTERNET, false),
    CONTRACT_END(5, Matter.INTERNET, false),
    MOVE(6, Matter.INTERNET, false),
    NO_INTERNET(10, Matter.INTERNET, true),
    SLOW_INTERNET(8, Matter.INTERNET, true),
    ROUTER_RESET(4, Matter.INTERNET, false),
    TECHNICIAN(5, Matter.INTERNET, false),
    RESCHEDULE(5, Matter.VISIT_BOOKED, false),
    MISSED_VISIT(5, Matter.VISIT_MISSED, true),
    COMPLAINT(3, Matter.ANY, true);

    private final double weight;
    private final Matter matter;
    private final boolean grievance;

    Intent(double weight, Matter matter, boolean grievance) {
        this.weight = weight;
        this.matter = matter;
        this.grievance = grievance;
    }

    /// The name in lower case, as in the phrase lists.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// How often it occurs, relative to the others.
    double weight() {
        return weight;
    }

    Matter matter() {
        return matter;
    }

    /// Whether customers with this concern are rather annoyed.
    boolean isGrievance() {
        return grievance;
    }

    /// Plays what is said and done about it once the account is open.
    Outcome play(Talk talk) {
        return switch (this) {
            case BILLING_QUESTION -> Billing.question(talk);
            case DOUBLE_CHARGE -> Billing.doubleCharge(talk);
            case LATE_FEE -> Billing.lateFee(talk);
            case PAYMENT_FAILED -> Payments.failed(talk);
            case INVOICE_COPY -> Billing.copy(talk);
            case COMPENSATION -> Payments.compensation(talk);
            case CANCEL -> Contracts.cancelInternet(talk);
            case STREAMING_CANCEL -> Contracts.cancelStreaming(talk);
            case UPGRADE -> Plans.upgrade(talk);
            case DOWNGRADE -> Plans.downgrade(talk);
            case STREAMING_ADD -> Plans.addStreaming(talk);
            case CONTRACT_END -> Contracts.end(talk);
            case MOVE -> Visits.move(talk);
            case NO_INTERNET -> Technical.noInternet(talk);
            case SLOW_INTERNET -> Technical.slow(talk);
            case ROUTER_RESET -> Technical.routerReset(talk);
            case TECHNICIAN -> Visits.technician(talk);
            case RESCHEDULE -> Visits.reschedule(talk);
            case MISSED_VISIT -> Visits.missed(talk);
            case COMPLAINT -> Handover.complaint(talk);
        };
    }
}
