package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.SeenValues;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import dev.agentgym.examples.customerservice.office.ToolDeclaration;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where an agent plans in the mock: it knows what the office told about one customer, and every call it makes is
/// answered by the mocked tools and noted. Mutable, for one thread.
final class OfficeDesk {

    private final ToolSession mock;
    private final String customer;
    private final Instant now;
    private final List<ToolDeclaration> tools;
    private final List<String> postcodes;
    private final SeenValues seen = new SeenValues();
    private final Map<String, JsonNode> told = new LinkedHashMap<>();
    private final List<JsonNode> known = new ArrayList<>();
    private final List<OfficeCall> plan = new ArrayList<>();

    OfficeDesk(BackOffice office, ToolSession mock, String customer) {
        this.mock = mock;
        this.customer = customer;
        this.now = office.now();
        this.tools = office.tools();
        this.postcodes = office.directory().postcodes(true);
        mock.at(now);
        lookUp(office);
    }

    /// The customer, every list of theirs, each invoice, all plans, and slots and outages at their address.
    private void lookUp(BackOffice office) {
        ObjectNode id = Json.object().put("customer_id", customer);
        for (String tool :
                List.of("get_customer", "list_subscriptions", "list_invoices", "list_appointments", "list_devices")) {
            tell(office, tool, id);
        }
        tell(office, "list_plans", Json.object());
        ObjectNode postcode = Json.object();
        postcode.set("postcode", told("get_customer").at("/address/postcode"));
        tell(office, "search_slots", postcode);
        tell(office, "check_outage", postcode);
        for (JsonNode invoice : told("list_invoices").path("invoices")) {
            ObjectNode one = Json.object();
            one.set("invoice_id", invoice.path("invoice_id"));
            tell(office, "get_invoice", one);
        }
    }

    private void tell(BackOffice office, String tool, ObjectNode arguments) {
        ToolAnswer answer = office.call(tool, arguments.deepCopy());
        mock.observe(tool, arguments, answer.result(), answer.isError());
        if (!answer.isError()) {
            known.add(answer.result());
            boolean unpaid = tool.equals("get_invoice")
                    && answer.result().path("payments").isEmpty();
            if (!unpaid) {
                told.putIfAbsent(tool, answer.result());
            }
            seen.note(answer.result());
        }
    }

    /// What the office said to a lookup; missing where it refused. Of invoices the newest that was paid.
    JsonNode told(String tool) {
        return Optional.ofNullable(told.get(tool)).orElse(Json.MAPPER.missingNode());
    }

    /// All that the office told.
    List<JsonNode> known() {
        return known;
    }

    String customer() {
        return customer;
    }

    Instant now() {
        return now;
    }

    List<ToolDeclaration> tools() {
        return tools;
    }

    List<String> postcodes() {
        return postcodes;
    }

    /// Every value that was seen, by the name of its field.
    SeenValues seen() {
        return seen;
    }

    /// The calls made so far.
    List<OfficeCall> plan() {
        return plan;
    }

    /// Calls a mocked tool.
    ToolResult call(String tool, ObjectNode arguments) {
        ToolResult answer = mock.call(tool, arguments.deepCopy());
        plan.add(new OfficeCall(tool, arguments, answer));
        if (!answer.isError()) {
            seen.note(answer.result());
        }
        return answer;
    }

    /// How the mock shows something in the end, outside the plan; empty where it abstains.
    Optional<ToolResult> shown(String tool) {
        ToolResult answer = mock.branch().call(tool, Json.object().put("customer_id", customer));
        return Optional.of(answer).filter(known -> known.tier() != Tier.ABSTAIN);
    }
}
