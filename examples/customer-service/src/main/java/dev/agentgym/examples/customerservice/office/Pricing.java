package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a change of plan or a cancellation costs.
///
/// - change: `(new price - old price) * days left / 30`, rounded half up to the cent; negative where the new plan
///   is cheaper.
/// - cancellation: half the monthly price for each begun month of 30 days left in the contract, at most 150.00 EUR.
record Pricing(Records records) {

    private static final long FEE_CAP = 15_000;
    private static final int DAYS_OF_A_MONTH = 30;

    long changeCharge(Row subscription, Row plan) {
        long difference = plan.number("price") - subscription.number("price");
        return Money.share(difference, daysLeft(subscription), DAYS_OF_A_MONTH);
    }

    long cancellationFee(Row subscription) {
        return Math.min(FEE_CAP, Money.share(subscription.number("price"), records.monthsLeft(subscription), 2));
    }

    ObjectNode showChange(Row subscription, Row plan) {
        ObjectNode json = Money.object();
        json.put("subscription_id", subscription.text("id")).put("plan_id", plan.text("id"));
        json.set("old_monthly_price", Money.json(subscription.number("price")));
        json.set("new_monthly_price", Money.json(plan.number("price")));
        json.put("days_left", daysLeft(subscription));
        json.set("charge_now", Money.json(changeCharge(subscription, plan)));
        return json;
    }

    ObjectNode showCancellation(Row subscription) {
        ObjectNode json = Money.object();
        json.put("subscription_id", subscription.text("id"));
        json.put("contract_until", subscription.text("contract_until"));
        json.put("months_left", records.monthsLeft(subscription));
        json.set("monthly_price", Money.json(subscription.number("price")));
        json.set("early_termination_fee", Money.json(cancellationFee(subscription)));
        json.put("last_day", lastDay(subscription));
        return json;
    }

    /// The running billing period is still served.
    String lastDay(Row subscription) {
        return customer(subscription).date("next_invoice_on").minusDays(1).toString();
    }

    private long daysLeft(Row subscription) {
        return records.daysLeft(customer(subscription));
    }

    private Row customer(Row subscription) {
        return records.customer(subscription.text("customer_id"));
    }
}
