package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.Directory.Matter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Who can come with a certain wish, by what customers know of their own accounts.
final class Callers {

    private static final int LATELY = 28;
    private static final BigDecimal CREDIT_OF_A_YEAR = new BigDecimal("40.00");

    private Callers() {}

    /// Those whom all of some matters concern.
    static Function<BackOffice, List<String>> of(Matter... matters) {
        return office -> concerned(office, matters);
    }

    /// Those whom a matter does not concern, but others may.
    static Function<BackOffice, List<String>> without(Matter matter, Matter... others) {
        return office -> {
            List<String> left = concerned(office, others);
            left.removeAll(office.directory().customers(matter));
            return left;
        };
    }

    private static List<String> concerned(BackOffice office, Matter... matters) {
        List<String> concerned = new ArrayList<>(office.directory().customers(Matter.ANY));
        for (Matter matter : matters) {
            concerned.retainAll(office.directory().customers(matter));
        }
        return concerned;
    }

    /// Those with an entity, such as a device, of which a field says something.
    static Function<BackOffice, List<String>> having(String entity, String field, String value) {
        return office -> who(
                office,
                Matter.ANY,
                id -> listed(office, entity, id).stream()
                        .anyMatch(one -> one.get(field).asText().equals(value)));
    }

    /// Those without a line who once gave notice.
    static List<String> leaving(BackOffice office) {
        List<String> without = without(Matter.INTERNET).apply(office);
        return without.stream()
                .filter(id -> listed(office, "subscription", id).stream().anyMatch(one -> one.has("ends_on")))
                .toList();
    }

    static List<String> visitToday(BackOffice office) {
        String today = today(office).toString();
        return who(
                office,
                Matter.VISIT_BOOKED,
                id -> listed(office, "appointment", id).stream()
                        .anyMatch(visit -> hasStatus(visit, "booked")
                                && visit.get("date").asText().equals(today)));
    }

    /// Those who owe something that their card cannot pay.
    static Function<BackOffice, List<String>> badCard(String status) {
        return office -> who(office, Matter.ANY, id -> {
            JsonNode customer =
                    office.call("get_customer", Json.object("customer_id", id)).result();
            return customer.at("/payment_method/status").asText().equals(status)
                    && listed(office, "invoice", id).stream().anyMatch(invoice -> !hasStatus(invoice, "paid"));
        });
    }

    /// Those with a plan that is still sold.
    static List<String> newerPlan(BackOffice office) {
        List<String> sold = Json.list(
                        office.call("list_plans", Json.object()).result().get("plans"))
                .stream()
                .map(plan -> plan.get("plan_id").asText())
                .toList();
        return who(
                office,
                Matter.INTERNET,
                id -> listed(office, "subscription", id).stream()
                        .allMatch(one -> sold.contains(one.get("plan_id").asText())));
    }

    /// Those with a plan that was changed in the last weeks.
    static List<String> changedLately(BackOffice office) {
        String lately = today(office).minusDays(LATELY).toString();
        return who(
                office,
                Matter.INTERNET,
                id -> listed(office, "subscription", id).stream()
                        .anyMatch(one -> one.path("changed_on").asText().compareTo(lately) > 0));
    }

    /// Those who have as much streaming as anyone may have.
    static List<String> twoPackages(BackOffice office) {
        return who(
                office,
                Matter.STREAMING,
                id -> listed(office, "subscription", id).stream()
                                .filter(one -> one.get("kind").asText().equals("streaming") && !one.has("ends_on"))
                                .count()
                        > 1);
    }

    /// Those who were given credits this year.
    static List<String> credited(BackOffice office) {
        return who(office, Matter.INTERNET, id -> {
            JsonNode customer =
                    office.call("get_customer", Json.object("customer_id", id)).result();
            return customer.get("credit_left_this_year").decimalValue().compareTo(CREDIT_OF_A_YEAR) < 0;
        });
    }

    /// Those of whom a payment was tried in vain.
    static List<String> failedPayment(BackOffice office) {
        return who(
                office,
                Matter.OVERDUE,
                id -> listed(office, "invoice", id).stream()
                        .anyMatch(invoice -> !hasStatus(invoice, "paid")
                                && !invoice.get("payment_ids").isEmpty()));
    }

    /// Those who paid twice and have money back.
    static List<String> refunded(BackOffice office) {
        List<String> waiting = office.directory().customers(Matter.PAID_TWICE);
        return who(
                office,
                Matter.ANY,
                id -> !waiting.contains(id)
                        && listed(office, "invoice", id).stream().anyMatch(Billing::paidTwice));
    }

    private static LocalDate today(BackOffice office) {
        return LocalDate.ofInstant(office.now(), ZoneOffset.UTC);
    }

    private static List<String> who(BackOffice office, Matter matter, Predicate<String> are) {
        return office.directory().customers(matter).stream().filter(are).toList();
    }

    private static List<JsonNode> listed(BackOffice office, String entity, String customer) {
        JsonNode answer = office.call("list_" + entity + "s", Json.object("customer_id", customer))
                .result();
        return Json.list(answer.get(entity + "s"));
    }

    private static boolean hasStatus(JsonNode entity, String status) {
        return entity.get("status").asText().equals(status);
    }
}
