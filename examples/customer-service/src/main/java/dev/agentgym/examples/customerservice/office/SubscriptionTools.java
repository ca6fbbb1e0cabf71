package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Plans and the subscriptions to them.
record SubscriptionTools(Records records, Pricing pricing) {

    private static final int DAYS_BETWEEN_CHANGES = 30;
    private static final int MOST_STREAMING = 2;
    private static final String STREAMING = "streaming";

    List<Tool> tools() {
        Parameter customer = Parameter.id("customer_id", "C", "Customer id");
        Parameter subscription = Parameter.id("subscription_id", "S", "Subscription id");
        Parameter plan = Parameter.text("plan_id", "Plan id").matching("(BB|TV)-\\d{2,4}");
        return List.of(
                new Tool("list_subscriptions", "List a customer's subscriptions.", List.of(customer), this::list),
                new Tool(
                        "list_plans",
                        "Search the plans on sale, cheapest first.",
                        List.of(
                                Parameter.text("kind", "Kind of plan")
                                        .oneOf("fibre", "cable", STREAMING)
                                        .optional(),
                                Parameter.number("max_price", "Highest monthly price in EUR")
                                        .optional(),
                                Parameter.number("min_mbps", "Lowest download speed in Mbit/s")
                                        .optional()),
                        this::listPlans),
                new Tool(
                        "quote_plan_change",
                        "Compute what a change of plan would charge today; changes nothing.",
                        List.of(subscription, plan),
                        arguments ->
                                pricing.showChange(changeable(arguments), records.plan(arguments.text("plan_id")))),
                new Tool(
                        "change_plan",
                        "Move a subscription to another plan of its kind, with proration.",
                        List.of(subscription, plan),
                        this::change),
                new Tool(
                        "quote_cancellation",
                        "Compute the early termination fee and the last day of a subscription; changes nothing.",
                        List.of(subscription),
                        arguments -> pricing.showCancellation(cancellable(arguments))),
                new Tool(
                        "cancel_subscription",
                        "Cancel a subscription at the end of the billing period.",
                        List.of(
                                subscription,
                                Parameter.text("reason", "Why the customer leaves")
                                        .oneOf("price", "moving", "quality", "unused", "other"),
                                Parameter.flag("accept_fee", "Whether the customer accepts the early termination fee")
                                        .optional()),
                        this::cancel),
                new Tool(
                        "add_subscription", "Add a plan to a customer's account.", List.of(customer, plan), this::add));
    }

    private ObjectNode list(Arguments arguments) {
        String id = records.customer(arguments.text("customer_id")).text("id");
        ObjectNode json = Money.object().put("customer_id", id);
        ArrayNode list = json.putArray("subscriptions");
        records.database()
                .texts("SELECT id FROM subscriptions WHERE customer_id = ? ORDER BY id", id)
                .forEach(subscription -> list.add(records.showSubscription(subscription)));
        return json;
    }

    private ObjectNode listPlans(Arguments arguments) {
        long most = arguments.optionalNumber("max_price").map(Money::cents).orElse(Long.MAX_VALUE);
        long least = arguments
                .optionalNumber("min_mbps")
                .map(number -> number.longValue())
                .orElse(0L);
        ObjectNode json = Money.object();
        ArrayNode list = json.putArray("plans");
        records.database()
                .rows(
                        "SELECT * FROM plans WHERE on_sale = 1 AND price <= ?1 AND coalesce(download_mbps, 0) >= ?2"
                                + " AND (?3 = '' OR kind = ?3) ORDER BY price, id",
                        most,
                        least,
                        arguments.optionalText("kind").orElse(""))
                .forEach(plan -> list.add(showPlan(plan)));
        return json;
    }

    private static ObjectNode showPlan(Row plan) {
        ObjectNode json = Money.object();
        json.put("plan_id", plan.text("id")).put("name", plan.text("name")).put("kind", plan.text("kind"));
        json.set("monthly_price", Money.json(plan.number("price")));
        plan.optionalText("download_mbps").ifPresent(_ -> json.put("download_mbps", plan.number("download_mbps")));
        plan.optionalText("screens").ifPresent(_ -> json.put("screens", plan.number("screens")));
        return json.put("contract_months", plan.number("contract_months"));
    }

    /// Guards: subscription known, account open, plan known, subscription active, plan new, on sale, of the same
    /// kind, fibre there, no overdue invoice, 30 days since the last change, not cheaper within the contract.
    private ObjectNode change(Arguments arguments) {
        Row subscription = changeable(arguments);
        Row plan = records.plan(arguments.text("plan_id"));
        String customer = subscription.text("customer_id");
        refuseOverdue(customer);
        refuseTiming(subscription, plan);
        long charge = pricing.changeCharge(subscription, plan);
        LocalDate today = records.clock().today();
        LocalDate until = today.plusMonths(plan.number("contract_months"));
        records.database()
                .change(
                        "UPDATE subscriptions SET plan_id = ?, price = ?, changed_on = ?, contract_until = ? WHERE id = ?",
                        plan.text("id"),
                        plan.number("price"),
                        today.toString(),
                        until.toString(),
                        subscription.text("id"));
        records.post(customer, "Change to " + plan.text("name"), charge, "proration");
        ObjectNode json = Money.object();
        json.set("subscription", records.showSubscription(subscription.text("id")));
        json.set("charge_now", Money.json(charge));
        json.set("balance", Money.json(records.balance(customer)));
        return json;
    }

    private Row changeable(Arguments arguments) {
        Row subscription = records.subscription(arguments.text("subscription_id"));
        Row customer = records.openCustomer(subscription.text("customer_id"));
        Row plan = records.plan(arguments.text("plan_id"));
        refuseInactive(subscription);
        String planId = plan.text("id");
        if (subscription.text("plan_id").equals(planId)) {
            throw Refusal.SAME_PLAN.of(subscription.text("id"), planId);
        }
        refuseUnsold(plan);
        String kind = records.plan(subscription.text("plan_id")).text("kind");
        if (kind.equals(STREAMING) != plan.text("kind").equals(STREAMING)) {
            throw Refusal.PLAN_OTHER_KIND.of(planId, plan.text("kind"), subscription.text("id"), kind);
        }
        refuseWithoutFibre(plan, customer);
        return subscription;
    }

    private void refuseInactive(Row subscription) {
        String id = subscription.text("id");
        subscription.optionalText("ends_on").ifPresent(day -> {
            throw Refusal.SUBSCRIPTION_CANCELLED.of(id, day);
        });
        if (subscription.text("status").equals("suspended")) {
            throw Refusal.SUBSCRIPTION_SUSPENDED.of(id);
        }
    }

    private static void refuseUnsold(Row plan) {
        if (!plan.flag("on_sale")) {
            throw Refusal.PLAN_NOT_ON_SALE.of(plan.text("id"));
        }
    }

    private void refuseWithoutFibre(Row plan, Row customer) {
        String postcode = customer.text("postcode");
        if (plan.text("kind").equals("fibre") && !records.servedArea(postcode).flag("fibre")) {
            throw Refusal.FIBRE_NOT_AVAILABLE.of(postcode);
        }
    }

    private void refuseOverdue(String customer) {
        records.overdueInvoice(customer).ifPresent(invoice -> {
            throw Refusal.OVERDUE_INVOICE.of(invoice.text("id"));
        });
    }

    private void refuseTiming(Row subscription, Row plan) {
        LocalDate today = records.clock().today();
        subscription.optionalText("changed_on").map(LocalDate::parse).ifPresent(last -> {
            LocalDate next = last.plusDays(DAYS_BETWEEN_CHANGES);
            if (today.isBefore(next)) {
                throw Refusal.CHANGED_RECENTLY.of(subscription.text("id"), last, next);
            }
        });
        boolean cheaper = plan.number("price") < subscription.number("price");
        if (cheaper && today.isBefore(subscription.date("contract_until"))) {
            throw Refusal.DOWNGRADE_IN_CONTRACT.of(subscription.text("contract_until"));
        }
    }

    private Row cancellable(Arguments arguments) {
        Row subscription = records.subscription(arguments.text("subscription_id"));
        records.openCustomer(subscription.text("customer_id"));
        refuseInactive(subscription);
        return subscription;
    }

    /// Guards: subscription known, account open, active, no overdue invoice, no streaming left that depends on it,
    /// fee accepted where there is one.
    private ObjectNode cancel(Arguments arguments) {
        Row subscription = cancellable(arguments);
        String id = subscription.text("id");
        String customer = subscription.text("customer_id");
        refuseOverdue(customer);
        if (!records.plan(subscription.text("plan_id")).text("kind").equals(STREAMING)) {
            active(customer, true).stream().findFirst().ifPresent(addOn -> {
                throw Refusal.ADD_ON_DEPENDS.of(addOn.text("id"), id);
            });
        }
        long fee = pricing.cancellationFee(subscription);
        if (fee > 0 && !arguments.flag("accept_fee")) {
            throw Refusal.FEE_NOT_ACCEPTED.of(subscription.text("contract_until"), Money.text(fee));
        }
        records.database()
                .change(
                        "UPDATE subscriptions SET status = 'cancelled', ends_on = ? WHERE id = ?",
                        pricing.lastDay(subscription),
                        id);
        if (fee > 0) {
            records.post(customer, "Early termination of " + id, fee, "termination");
        }
        ObjectNode json = Money.object();
        json.set("subscription", records.showSubscription(id));
        json.set("early_termination_fee", Money.json(fee));
        json.set("balance", Money.json(records.balance(customer)));
        return json;
    }

    /// Guards: customer known, account open, plan known, on sale, no overdue invoice, not subscribed already;
    /// internet only once and where its network is; streaming only on top of internet and at most twice.
    private ObjectNode add(Arguments arguments) {
        Row customer = records.openCustomer(arguments.text("customer_id"));
        Row plan = records.plan(arguments.text("plan_id"));
        String customerId = customer.text("id");
        refuseUnsold(plan);
        refuseOverdue(customerId);
        refuseSecond(customer, plan);
        String id = records.database().nextId("S");
        LocalDate today = records.clock().today();
        records.database()
                .change(
                        "INSERT INTO subscriptions VALUES (?, ?, ?, 'active', ?, ?, ?, NULL, NULL)",
                        id,
                        customerId,
                        plan.text("id"),
                        plan.number("price"),
                        today.toString(),
                        today.plusMonths(plan.number("contract_months")).toString());
        long charge = Money.share(plan.number("price"), records.daysLeft(customer), 30);
        records.post(customerId, "Start of " + plan.text("name"), charge, "proration");
        ObjectNode json = Money.object();
        json.set("subscription", records.showSubscription(id));
        json.set("charge_now", Money.json(charge));
        json.set("balance", Money.json(records.balance(customerId)));
        return json;
    }

    private void refuseSecond(Row customer, Row plan) {
        String id = customer.text("id");
        String planId = plan.text("id");
        List<Row> streaming = active(id, true);
        Optional<Row> internet = active(id, false).stream().findFirst();
        records.database()
                .row(
                        "SELECT id FROM subscriptions WHERE customer_id = ? AND plan_id = ? AND ends_on IS NULL",
                        id,
                        planId)
                .ifPresent(same -> {
                    throw Refusal.ALREADY_SUBSCRIBED.of(id, planId, same.text("id"));
                });
        if (!plan.text("kind").equals(STREAMING)) {
            internet.ifPresent(present -> {
                throw Refusal.INTERNET_ALREADY_PRESENT.of(id, present.text("id"));
            });
            refuseWithoutFibre(plan, customer);
            return;
        }
        if (internet.isEmpty()) {
            throw Refusal.STREAMING_NEEDS_INTERNET.of(planId, id);
        }
        if (streaming.size() >= MOST_STREAMING) {
            throw Refusal.STREAMING_LIMIT.of(id);
        }
    }

    private List<Row> active(String customer, boolean streaming) {
        return records.database()
                .rows(
                        "SELECT s.* FROM subscriptions s JOIN plans p ON p.id = s.plan_id WHERE s.customer_id = ?"
                                + " AND s.ends_on IS NULL AND (p.kind = 'streaming') = ? ORDER BY s.id",
                        customer,
                        streaming ? 1 : 0);
    }
}
