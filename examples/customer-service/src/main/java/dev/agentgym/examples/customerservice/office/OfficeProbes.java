package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.Dice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Sequences of calls with the office's true answers, by which a mock of the office is measured.
///
/// Every episode concerns one customer. It begins as an agent would, by looking up what the office has about them:
/// what is told then is given, not asked of the mock. Then it reads, writes with ids that the lookups showed, reads
/// again, and now and then uses an id that does not exist or a value that a rule forbids.
public final class OfficeProbes {

    private static final int LONGEST_EPISODE = 10;
    private static final double WRONG_VALUE = 0.12;

    private OfficeProbes() {}

    /// A call and what the office truly answers at this point of its episode.
    public record Step(String tool, ObjectNode arguments, ToolAnswer answer) {}

    /// The calls of one episode, in order.
    ///
    /// @param told what was looked up first
    /// @param steps the calls to answer
    public record Episode(String customerId, List<Step> told, List<Step> steps) {}

    /// Probes an office, which stays as it was: each episode runs on a copy of its own.
    public static List<Episode> generate(BackOffice office, long seed, int count) {
        List<String> customers = office.directory().customers(Directory.Matter.ANY);
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    var dice = new Dice(seed, "probe " + number);
                    return episodeOn(office, dice.pick(customers), dice);
                })
                .toList();
    }

    /// One episode about one customer; the office stays as it was.
    public static Episode generate(BackOffice office, String customer, long seed) {
        return episodeOn(office, customer, new Dice(seed, "probe " + customer));
    }

    private static Episode episodeOn(BackOffice office, String customer, Dice dice) {
        try (BackOffice copy = office.copy()) {
            return episode(copy, customer, dice);
        }
    }

    private static Episode episode(BackOffice office, String customer, Dice dice) {
        var seen = new SeenValues();
        List<Step> told = lookups(office, customer, seen);
        List<Step> steps = new ArrayList<>();
        List<ToolDeclaration> tools = office.tools();
        int length = dice.between(4, LONGEST_EPISODE);
        while (steps.size() < length) {
            ToolDeclaration tool = dice.pick(tools);
            ObjectNode arguments = arguments(tool, seen, office, dice);
            steps.add(step(office, tool.name(), arguments, seen));
            if (dice.chance(0.25)) {
                steps.add(step(office, "get_customer", Money.object().put("customer_id", customer), seen));
            }
        }
        return new Episode(customer, told, List.copyOf(steps));
    }

    /// The customer, every list of theirs, each invoice, all plans, and slots and outages at their address.
    private static List<Step> lookups(BackOffice office, String customer, SeenValues seen) {
        List<Step> told = new ArrayList<>();
        for (String tool :
                List.of("get_customer", "list_subscriptions", "list_invoices", "list_appointments", "list_devices")) {
            told.add(step(office, tool, Money.object().put("customer_id", customer), seen));
        }
        told.add(step(office, "list_plans", Money.object(), seen));
        JsonNode postcode = told.getFirst().answer().result().at("/address/postcode");
        told.add(step(office, "search_slots", Money.object().set("postcode", postcode), seen));
        told.add(step(office, "check_outage", Money.object().set("postcode", postcode), seen));
        told.get(2).answer().result().path("invoices").forEach(invoice -> {
            ObjectNode id = Money.object().set("invoice_id", invoice.path("invoice_id"));
            told.add(step(office, "get_invoice", id, seen));
        });
        return List.copyOf(told);
    }

    private static Step step(BackOffice office, String tool, ObjectNode arguments, SeenValues seen) {
        ToolAnswer answer = office.call(tool, arguments.deepCopy());
        if (!answer.isError()) {
            seen.note(answer.result());
        }
        return new Step(tool, arguments, answer);
    }

    private static ObjectNode arguments(ToolDeclaration tool, SeenValues seen, BackOffice office, Dice dice) {
        ObjectNode arguments = Money.object();
        List<String> required = new ArrayList<>();
        tool.parameters().get("required").forEach(name -> required.add(name.asText()));
        tool.parameters().get("properties").properties().forEach(property -> {
            boolean wanted = required.contains(property.getKey()) || dice.chance(0.4);
            if (wanted) {
                arguments.set(property.getKey(), value(property.getKey(), property.getValue(), seen, office, dice));
            }
        });
        return arguments;
    }

    private static JsonNode value(String name, JsonNode schema, SeenValues seen, BackOffice office, Dice dice) {
        ObjectNode holder = Money.object();
        boolean wrong = dice.chance(WRONG_VALUE);
        if (schema.has("enum")) {
            return schema.get("enum").get(dice.between(0, schema.get("enum").size() - 1));
        }
        switch (schema.get("type").asText()) {
            case "boolean" -> holder.put("value", dice.chance(0.5));
            case "number" -> holder.put("value", BigDecimal.valueOf(wrong ? -500 : dice.between(1, 240) * 25L, 2));
            default -> {
                if (!seen.of(name).isEmpty() && !wrong) {
                    return dice.pick(seen.of(name));
                }
                holder.put("value", invented(name, schema.path("pattern").asText(), office, dice));
            }
        }
        return holder.get("value");
    }

    /// A value that fits the format but was not read before, and often does not exist.
    private static String invented(String name, String pattern, BackOffice office, Dice dice) {
        return switch (name) {
            case "postcode" -> dice.pick(office.directory().postcodes(dice.chance(0.8)));
            case "city" -> dice.pick(List.copyOf(OfficeSeed.CITIES.keySet()));
            case "street" -> dice.between(1, 90) + " Harbour Lane";
            case "plan_id" -> dice.pick(List.of("BB-100", "BB-250", "BB-600", "TV-20", "TV-30", "BB-30", "BB-77"));
            case "from_date" ->
                office.now()
                        .plusSeconds(86_400L * dice.between(-2, 32))
                        .toString()
                        .substring(0, 10);
            case "phone" -> "020 91%d %04d".formatted(dice.between(0, 9), dice.between(0, 9999));
            case "email" -> "someone%d@post.example".formatted(dice.between(1, 999));
            case "summary" -> dice.chance(0.8) ? "Customer asks for a call back" : "call back";
            default -> {
                String prefix = pattern.replaceAll("[^A-Z]", "");
                yield prefix + "-" + dice.between(90_000, 99_999);
            }
        };
    }
}
