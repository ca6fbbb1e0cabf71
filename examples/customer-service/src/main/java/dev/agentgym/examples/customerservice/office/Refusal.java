package dev.agentgym.examples.customerservice.office;

import java.util.Locale;

/// Every way a tool can say no: a stable code and a message with slots.
///
/// The first six check the call itself and come before all others, in the order given here; the rules of each tool
/// then follow in the order documented at the tool.
public enum Refusal {
    UNKNOWN_TOOL("There is no tool named %s."),
    UNKNOWN_ARGUMENT("%s takes no argument %s; it takes %s."),
    MISSING_ARGUMENT("%s needs the argument %s."),
    WRONG_TYPE("%s must be %s, got %s."),
    INVALID_FORMAT("%s must look like %s, got %s."),
    INVALID_CHOICE("%s must be one of %s, got %s."),

    EXACTLY_ONE_KEY("Give either phone or email, got %s."),
    PHONE_NOT_FOUND("No customer has the phone number %s."),
    EMAIL_NOT_FOUND("No customer has the e-mail address %s."),
    CUSTOMER_NOT_FOUND("There is no customer %s."),
    SUBSCRIPTION_NOT_FOUND("There is no subscription %s."),
    PLAN_NOT_FOUND("There is no plan %s."),
    INVOICE_NOT_FOUND("There is no invoice %s."),
    PAYMENT_NOT_FOUND("There is no payment %s."),
    SLOT_NOT_FOUND("There is no appointment slot %s."),
    APPOINTMENT_NOT_FOUND("There is no appointment %s."),
    DEVICE_NOT_FOUND("There is no device %s."),
    POSTCODE_NOT_SERVED("Tarnwave has no network at postcode %s."),
    ACCOUNT_CLOSED("The account %s is closed; only reads are possible."),

    INVOICE_ALREADY_PAID("Invoice %s is already paid."),
    NO_CARD_ON_FILE("Customer %s has no card on file; the account is paid by %s."),
    CARD_EXPIRED("The card ending in %s expired in %s; a new card is needed."),
    CARD_BLOCKED("The bank has blocked the card ending in %s; the customer must contact the bank."),
    NOT_DIRECT_DEBIT("Customer %s has no direct debit mandate; the account is paid by %s."),

    AMOUNT_NOT_POSITIVE("The amount must be above zero, got %s."),
    PAYMENT_NOT_SETTLED("Payment %s is %s; only settled payments can be refunded."),
    ALREADY_REFUNDED("Payment %s was already refunded in full on %s."),
    REFUND_OVER_PAYMENT("Payment %s allows at most %s EUR, got %s EUR."),
    REFUND_WINDOW_CLOSED("Payment %s of %s is older than 90 days and can no longer be refunded."),
    REFUND_OVER_LIMIT("Refunds above 50.00 EUR need a supervisor; %s EUR were asked for payment %s."),
    REFUND_WITHOUT_CAUSE("Payment %s is the only payment of invoice %s; it is not a duplicate."),
    CREDIT_OVER_LIMIT("A single credit is at most 20.00 EUR, got %s EUR."),
    CREDIT_YEAR_LIMIT("Credits are limited to 40.00 EUR a year; customer %s has %s EUR left."),
    NO_LATE_FEE("Customer %s was charged no late fee in the last 60 days."),
    NO_MISSED_APPOINTMENT("Customer %s has no missed appointment that is not yet compensated."),

    SUBSCRIPTION_CANCELLED("Subscription %s was cancelled and ends on %s."),
    SUBSCRIPTION_SUSPENDED("Subscription %s is suspended until all overdue invoices are paid."),
    OVERDUE_INVOICE("Invoice %s is overdue; it must be paid first."),
    ADD_ON_DEPENDS("Streaming subscription %s depends on %s; cancel it first."),
    FEE_NOT_ACCEPTED("The contract runs until %s; cancelling now costs %s EUR and needs accept_fee true."),
    SAME_PLAN("Subscription %s is already on plan %s."),
    PLAN_NOT_ON_SALE("Plan %s is no longer sold."),
    PLAN_OTHER_KIND("Plan %s is a %s plan; subscription %s is %s."),
    FIBRE_NOT_AVAILABLE("Fibre is not available at postcode %s."),
    CHANGED_RECENTLY("Subscription %s was changed on %s; the next change is possible on %s."),
    DOWNGRADE_IN_CONTRACT("A cheaper plan is possible after the contract ends on %s."),
    ALREADY_SUBSCRIBED("Customer %s already has plan %s as subscription %s."),
    INTERNET_ALREADY_PRESENT("Customer %s already has internet subscription %s; change its plan instead."),
    STREAMING_NEEDS_INTERNET("Streaming plan %s needs an active internet subscription; customer %s has none."),
    STREAMING_LIMIT("Customer %s already has 2 streaming subscriptions, which is the most possible."),

    SAME_ADDRESS("%s is already the address of customer %s."),
    CITY_MISMATCH("Postcode %s belongs to %s, not to %s."),
    APPOINTMENT_PENDING("Appointment %s at the present address is still booked; move or finish it first."),
    DATE_IN_PAST("The date %s lies in the past; today is %s."),
    DATE_TOO_FAR("Slots are open until %s, got %s."),
    SLOT_IN_PAST("Slot %s on %s has passed."),
    SLOT_TAKEN("Slot %s on %s is already taken."),
    SLOT_OTHER_CITY("Slot %s is in %s; customer %s lives in %s."),
    APPOINTMENT_ALREADY_BOOKED("Customer %s already has appointment %s on %s."),
    OUTAGE_IN_AREA("Outage %s affects postcode %s; no repair visit or reset is possible until it is fixed."),
    APPOINTMENT_NOT_BOOKED("Appointment %s is %s; only booked appointments can be moved."),
    MOVED_TOO_LATE("Appointment %s is on %s; it can be moved until the day before."),
    DEVICE_UNREACHABLE("Device %s does not answer; ask the customer to check power and cable."),
    DEVICE_RETIRED("Device %s was returned on %s."),
    TICKET_ALREADY_OPEN("Ticket %s about %s is already open for customer %s."),
    SUMMARY_TOO_SHORT("The summary must have at least 10 characters, got %s."),
    DEPARTMENT_CLOSED("%s is open Monday to Friday from 08:00 to 18:00; it is now %s.");

    private final String message;

    Refusal(String message) {
        this.message = message;
    }

    /// The message with its slots, in the notation of [String#format].
    public String message() {
        return message;
    }

    Refused of(Object... slots) {
        return new Refused(this, String.format(Locale.ROOT, message, slots));
    }
}
