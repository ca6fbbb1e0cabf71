package dev.agentgym.examples.customerservice.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTest {

    private static final Map<Refusal, Case> CASES = new LinkedHashMap<>();

    /// A call that must be refused, after changes to Ana's case.
    private record Case(List<String> changes, String tool, String arguments) {}

    private static void refuses(Refusal refusal, String tool, String arguments, String... changes) {
        CASES.put(refusal, new Case(List.of(changes), tool, arguments));
    }

    static {
        String refund = "{'payment_id': 'PAY-1', 'amount': 20.00, 'reason': 'service_failure'}";
        String pay = "{'invoice_id': 'INV-2', 'method': 'card'}";
        String upgrade = "{'subscription_id': 'S-1', 'plan_id': 'BB-600'}";
        String cancel = "{'subscription_id': 'S-1', 'reason': 'price'}";
        String noStreaming = "DELETE FROM subscriptions WHERE id = 'S-2'";
        String slot = "INSERT INTO slots VALUES ('SL-1', 'Ardmere', '2026-01-08', '08:00-12:00', 'S. Walsh', 0)";
        String visit = "INSERT INTO appointments VALUES ('AP-1', 'C-10001', 'SL-1', 'repair', 'booked', 0)";
        String book = "{'customer_id': 'C-10001', 'slot_id': 'SL-1', 'purpose': 'repair'}";
        String move = "{'customer_id': 'C-10001', 'street': '2 Mill Road', 'city': 'Ardmere', 'postcode': 'AM-1510'}";
        String reschedule = "{'appointment_id': 'AP-1', 'slot_id': 'SL-1'}";
        String reset = "{'device_id': 'DV-1'}";
        String outage = "INSERT INTO outages VALUES ('OUT-1', 'AM-1500', 'internet', 'cable cut',"
                + " '2026-01-05T06:00:00Z', '2026-01-06T06:00:00Z')";
        String overdue = "UPDATE invoices SET status = 'overdue' WHERE id = 'INV-2'";

        refuses(Refusal.UNKNOWN_TOOL, "delete_customer", "{}");
        refuses(Refusal.UNKNOWN_ARGUMENT, "get_customer", "{'customer_id': 'C-10001', 'verbose': true}");
        refuses(Refusal.MISSING_ARGUMENT, "get_customer", "{}");
        refuses(Refusal.WRONG_TYPE, "issue_refund", refund.replace("20.00", "'20,00 EUR'"));
        refuses(Refusal.INVALID_FORMAT, "get_customer", "{'customer_id': '10001'}");
        refuses(Refusal.INVALID_CHOICE, "issue_refund", refund.replace("service_failure", "kindness"));

        refuses(Refusal.EXACTLY_ONE_KEY, "find_customer", "{}");
        refuses(Refusal.PHONE_NOT_FOUND, "find_customer", "{'phone': '020 919 0000'}");
        refuses(Refusal.EMAIL_NOT_FOUND, "find_customer", "{'email': 'nobody@post.example'}");
        refuses(Refusal.CUSTOMER_NOT_FOUND, "get_customer", "{'customer_id': 'C-99999'}");
        refuses(Refusal.SUBSCRIPTION_NOT_FOUND, "quote_cancellation", "{'subscription_id': 'S-99999'}");
        refuses(Refusal.PLAN_NOT_FOUND, "change_plan", upgrade.replace("600", "601"));
        refuses(Refusal.INVOICE_NOT_FOUND, "get_invoice", "{'invoice_id': 'INV-99999'}");
        refuses(Refusal.PAYMENT_NOT_FOUND, "issue_refund", refund.replace("PAY-1", "PAY-99999"));
        refuses(Refusal.SLOT_NOT_FOUND, "book_appointment", book.replace("SL-1", "SL-99999"));
        refuses(Refusal.APPOINTMENT_NOT_FOUND, "reschedule_appointment", reschedule);
        refuses(Refusal.DEVICE_NOT_FOUND, "reset_device", "{'device_id': 'DV-99999'}");
        refuses(Refusal.POSTCODE_NOT_SERVED, "check_outage", "{'postcode': 'AM-1570'}");
        refuses(
                Refusal.ACCOUNT_CLOSED,
                "change_address",
                move,
                "UPDATE customers SET status = 'closed' WHERE id = 'C-10001'");

        refuses(Refusal.INVOICE_ALREADY_PAID, "take_payment", pay.replace("INV-2", "INV-1"));
        refuses(
                Refusal.NO_CARD_ON_FILE,
                "take_payment",
                pay,
                "UPDATE customers SET pays_by = 'transfer', card_last_four = NULL WHERE id = 'C-10001'");
        refuses(
                Refusal.CARD_EXPIRED,
                "take_payment",
                pay,
                "UPDATE customers SET card_status = 'expired' WHERE id = 'C-10001'");
        refuses(
                Refusal.CARD_BLOCKED,
                "take_payment",
                pay,
                "UPDATE customers SET card_status = 'blocked' WHERE id = 'C-10001'");
        refuses(Refusal.NOT_DIRECT_DEBIT, "take_payment", pay.replace("'card'", "'direct_debit'"));

        refuses(Refusal.AMOUNT_NOT_POSITIVE, "issue_refund", refund.replace("20.00", "-1"));
        refuses(
                Refusal.PAYMENT_NOT_SETTLED,
                "issue_refund",
                refund,
                "UPDATE payments SET status = 'failed' WHERE id = 'PAY-1'");
        refuses(
                Refusal.ALREADY_REFUNDED,
                "issue_refund",
                refund,
                "UPDATE payments SET status = 'refunded', refunded = 5198 WHERE id = 'PAY-1'",
                "INSERT INTO refunds VALUES ('RF-1', 'PAY-1', 'C-10001', 5198, 'billing_error', '2025-12-01T10:00:00Z')");
        refuses(Refusal.REFUND_OVER_PAYMENT, "issue_refund", refund.replace("20.00", "51.99"));
        refuses(
                Refusal.REFUND_WINDOW_CLOSED,
                "issue_refund",
                refund,
                "UPDATE payments SET paid_on = '2025-10-06' WHERE id = 'PAY-1'");
        refuses(Refusal.REFUND_OVER_LIMIT, "issue_refund", refund.replace("20.00", "50.01"));
        refuses(Refusal.REFUND_WITHOUT_CAUSE, "issue_refund", refund.replace("service_failure", "duplicate_payment"));
        String credit = "{'customer_id': 'C-10001', 'amount': 20.00, 'reason': 'goodwill'}";
        refuses(Refusal.CREDIT_OVER_LIMIT, "apply_credit", credit.replace("20.00", "20.01"));
        refuses(
                Refusal.CREDIT_YEAR_LIMIT,
                "apply_credit",
                credit,
                "INSERT INTO credits VALUES ('CR-1', 'C-10001', 2001, 'goodwill', '2026-01-02T10:00:00Z')");
        refuses(Refusal.NO_LATE_FEE, "apply_credit", credit.replace("goodwill", "late_fee"));
        refuses(Refusal.NO_MISSED_APPOINTMENT, "apply_credit", credit.replace("goodwill", "missed_appointment"));

        refuses(
                Refusal.SUBSCRIPTION_CANCELLED,
                "cancel_subscription",
                cancel,
                "UPDATE subscriptions SET status = 'cancelled', ends_on = '2026-01-19' WHERE id = 'S-1'");
        refuses(
                Refusal.SUBSCRIPTION_SUSPENDED,
                "change_plan",
                upgrade,
                "UPDATE subscriptions SET status = 'suspended' WHERE id = 'S-1'");
        refuses(Refusal.OVERDUE_INVOICE, "change_plan", upgrade, overdue);
        refuses(Refusal.ADD_ON_DEPENDS, "cancel_subscription", cancel);
        refuses(Refusal.FEE_NOT_ACCEPTED, "cancel_subscription", cancel, noStreaming);
        refuses(Refusal.SAME_PLAN, "change_plan", upgrade.replace("BB-600", "BB-300"));
        refuses(Refusal.PLAN_NOT_ON_SALE, "change_plan", upgrade.replace("BB-600", "BB-30"));
        refuses(Refusal.PLAN_OTHER_KIND, "change_plan", upgrade.replace("BB-600", "TV-30"));
        refuses(
                Refusal.FIBRE_NOT_AVAILABLE,
                "change_plan",
                upgrade,
                "UPDATE customers SET postcode = 'AM-1520' WHERE id = 'C-10001'");
        refuses(
                Refusal.CHANGED_RECENTLY,
                "change_plan",
                upgrade,
                "UPDATE subscriptions SET changed_on = '2025-12-07' WHERE id = 'S-1'");
        refuses(Refusal.DOWNGRADE_IN_CONTRACT, "change_plan", upgrade.replace("BB-600", "BB-100"));
        String add = "{'customer_id': 'C-10001', 'plan_id': 'TV-30'}";
        refuses(Refusal.ALREADY_SUBSCRIBED, "add_subscription", add.replace("TV-30", "TV-20"));
        refuses(Refusal.INTERNET_ALREADY_PRESENT, "add_subscription", add.replace("TV-30", "BB-100"));
        refuses(
                Refusal.STREAMING_NEEDS_INTERNET,
                "add_subscription",
                add,
                "DELETE FROM subscriptions WHERE id = 'S-1'");
        refuses(
                Refusal.STREAMING_LIMIT,
                "add_subscription",
                add,
                "INSERT INTO subscriptions VALUES ('S-3', 'C-10001', 'TV-10', 'active', 699, '2025-10-01', '2025-10-01', NULL, NULL)");

        refuses(
                Refusal.SAME_ADDRESS,
                "change_address",
                move.replace("2 Mill", "1 Mill").replace("1510", "1500"));
        refuses(Refusal.CITY_MISMATCH, "change_address", move.replace("Ardmere", "Eskvale"));
        refuses(Refusal.APPOINTMENT_PENDING, "change_address", move, slot, visit);
        refuses(Refusal.DATE_IN_PAST, "search_slots", "{'postcode': 'AM-1500', 'from_date': '2026-01-04'}");
        refuses(Refusal.DATE_TOO_FAR, "search_slots", "{'postcode': 'AM-1500', 'from_date': '2026-02-03'}");
        refuses(Refusal.SLOT_IN_PAST, "book_appointment", book, slot.replace("2026-01-08", "2026-01-05"));
        refuses(Refusal.SLOT_TAKEN, "book_appointment", book, slot.replace("Walsh', 0", "Walsh', 1"));
        refuses(Refusal.SLOT_OTHER_CITY, "book_appointment", book, slot.replace("Ardmere", "Eskvale"));
        refuses(
                Refusal.APPOINTMENT_ALREADY_BOOKED,
                "book_appointment",
                book.replace("SL-1", "SL-2"),
                slot,
                visit,
                slot.replace("SL-1", "SL-2"));
        refuses(Refusal.OUTAGE_IN_AREA, "reset_device", reset, outage);
        refuses(
                Refusal.APPOINTMENT_NOT_BOOKED,
                "reschedule_appointment",
                reschedule,
                slot,
                visit.replace("booked", "missed"));
        refuses(
                Refusal.MOVED_TOO_LATE,
                "reschedule_appointment",
                reschedule,
                slot.replace("2026-01-08", "2026-01-05"),
                visit);
        refuses(
                Refusal.DEVICE_UNREACHABLE,
                "reset_device",
                reset,
                "UPDATE devices SET status = 'unreachable' WHERE id = 'DV-1'");
        refuses(
                Refusal.DEVICE_RETIRED,
                "reset_device",
                reset,
                "UPDATE devices SET status = 'returned', returned_on = '2025-12-01' WHERE id = 'DV-1'");
        String ticket = "{'customer_id': 'C-10001', 'topic': 'billing', 'summary': 'Invoice is wrong'}";
        refuses(
                Refusal.TICKET_ALREADY_OPEN,
                "create_ticket",
                ticket,
                "INSERT INTO tickets VALUES ('TK-1', 'C-10001', 'billing', 'Earlier ticket', 'open', '2026-01-04T10:00:00Z')");
        refuses(Refusal.SUMMARY_TOO_SHORT, "create_ticket", ticket.replace("Invoice is wrong", "bill"));
        refuses(
                Refusal.DEPARTMENT_CLOSED,
                "hand_over",
                "{'customer_id': 'C-10001', 'department': 'retention', 'summary': 'Wants to leave'}");
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void every_refusal_can_be_reached_and_says_its_code(Refusal refusal) {
        assertThat(CASES).as("a case for " + refusal).containsKey(refusal);
        Case refused = Objects.requireNonNull(CASES.get(refusal));
        try (BackOffice office = Offices.withAna()) {
            if (refusal == Refusal.DEPARTMENT_CLOSED) {
                office.advanceTo(BackOffice.OPENING.plusSeconds(11 * 3600));
            }
            refused.changes().forEach(change -> office.database().change(change));
            byte[] before = office.database().snapshot();

            ToolAnswer answer = Offices.call(office, refused.tool(), refused.arguments());

            assertThat(answer.isError()).isTrue();
            assertThat(answer.result().asText())
                    .startsWith("Error: " + refusal + ": ")
                    .doesNotContain("%");
            // A rule that writes before it refuses would show here.
            assertThat(office.database().snapshot()).isEqualTo(before);
        }
    }

    @Test
    void there_are_at_least_forty_refusals_with_messages_of_their_own() {
        assertThat(Refusal.values()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(Arrays.stream(Refusal.values()).map(Refusal::message)).doesNotHaveDuplicates();
    }

    @Test
    void the_message_names_the_values_concerned() {
        try (BackOffice office = Offices.withAna()) {
            assertThat(Offices.call(
                                    office,
                                    "issue_refund",
                                    "{'payment_id': 'PAY-1', 'amount': 60, 'reason': 'billing_error'}")
                            .result()
                            .asText())
                    .isEqualTo("Error: REFUND_OVER_PAYMENT: Payment PAY-1 allows at most 51.98 EUR, got 60.00 EUR.");
        }
    }

    @Test
    void a_type_is_checked_before_any_rule_of_the_tool() {
        try (BackOffice office = Offices.withAna()) {
            assertThat(Offices.call(
                                    office,
                                    "issue_refund",
                                    "{'payment_id': 'PAY-99999', 'amount': 'ten', 'reason': 'billing_error'}")
                            .result()
                            .asText())
                    .startsWith("Error: WRONG_TYPE");
        }
    }
}
