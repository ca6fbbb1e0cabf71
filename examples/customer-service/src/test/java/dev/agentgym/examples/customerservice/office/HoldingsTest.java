package dev.agentgym.examples.customerservice.office;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HoldingsTest {

    private static final String CREDIT = "{'customer_id': 'C-10001', 'amount': 5.00, 'reason': 'goodwill'}";
    private static final String OTHER = "{'customer_id': 'C-10001', 'amount': 7.50, 'reason': 'late_fee'}";

    @Test
    void offices_are_equal_until_something_is_changed_in_one() {
        try (BackOffice office = Offices.withAna();
                BackOffice copy = office.copy()) {
            Offices.call(copy, "get_customer", "{'customer_id': 'C-10001'}");
            assertThat(copy.holdings()).isEqualTo(office.holdings());
            assertThat(Offices.call(copy, "apply_credit", CREDIT).isError()).isFalse();
            assertThat(copy.holdings()).isNotEqualTo(office.holdings());
        }
    }

    // Ids are given in order: without leaving them out, nobody but the log itself would reach the end of a log.
    @Test
    void the_order_of_deeds_does_not_matter() {
        try (BackOffice one = Offices.withAna();
                BackOffice other = one.copy()) {
            Offices.call(one, "apply_credit", CREDIT);
            Offices.call(one, "apply_credit", OTHER);
            Offices.call(other, "apply_credit", OTHER);
            Offices.call(other, "apply_credit", CREDIT);
            assertThat(one.holdings()).isEqualTo(other.holdings());
        }
    }
}
