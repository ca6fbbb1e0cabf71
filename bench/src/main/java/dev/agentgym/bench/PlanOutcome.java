package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import dev.agentgym.fidelity.Renaming;
import dev.agentgym.program.Values;
import dev.agentgym.tool.Tier;
import dev.agentgym.tool.ToolResult;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What became of a plan made in the mock when the true office carried it out. Immutable.
///
/// @param calls calls of the plan
/// @param abstained calls that the mock did not answer, which are not carried out
/// @param shown final records that the mock shows
/// @param hidden final records of which it abstains
/// @param different tools whose final records differ, with the first difference
/// @param accepted calls that the mock accepts and the office refuses: the tool and the code
/// @param refused calls that the mock refuses and the office accepts: the tool and the mock's words
/// @param wrong calls that both accept and answer differently: the tool, the tier, the first difference
/// @param foreign ids of somebody else in the mock's answers, with the tool
record PlanOutcome(
        int calls,
        int abstained,
        int shown,
        int hidden,
        List<String> different,
        List<String> accepted,
        List<String> refused,
        List<String> wrong,
        List<String> foreign) {

    private static final List<String> RECORDS =
            List.of("get_customer", "list_subscriptions", "list_invoices", "list_appointments");

    /// Whether all that the mock shows in the end is as in the office, and it shows something.
    boolean endsAlike() {
        return different.isEmpty() && shown > 0;
    }

    /// Whether the mock answered every call of the plan.
    boolean answered() {
        return abstained == 0;
    }

    /// Carries out a plan in a copy of the office.
    ///
    /// @param foreign whether an id is known to be somebody else's than this customer's
    static PlanOutcome of(OfficeDesk desk, BackOffice office, Predicate<String> foreign) {
        try (BackOffice copy = office.copy()) {
            return new Replay(desk, copy, foreign).outcome();
        }
    }

    /// Carries out one plan. Mutable, for one thread.
    private static final class Replay {

        private final OfficeDesk desk;
        private final BackOffice office;
        private final Predicate<String> isForeign;
        private final Renaming names = new Renaming();
        private final List<String> different = new ArrayList<>();
        private final List<String> accepted = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private final List<String> foreign = new ArrayList<>();
        private final Set<String> done = new TreeSet<>();
        private int abstained;
        private int shown;

        private Replay(OfficeDesk desk, BackOffice office, Predicate<String> isForeign) {
            this.desk = desk;
            this.office = office;
            this.isForeign = isForeign;
        }

        private PlanOutcome outcome() {
            desk.known().forEach(names::saw);
            desk.plan().forEach(this::carryOut);
            RECORDS.forEach(this::compareEnd);
            return new PlanOutcome(
                    desk.plan().size(),
                    abstained,
                    shown,
                    RECORDS.size() - shown,
                    different,
                    accepted,
                    refused,
                    wrong,
                    foreign);
        }

        private void carryOut(OfficeCall call) {
            ToolResult mocked = call.answer();
            if (mocked.tier() == Tier.ABSTAIN) {
                abstained++;
                return;
            }
            names.saw(call.arguments());
            ToolAnswer real = office.call(call.tool(), (ObjectNode) names.of(call.arguments()));
            if (!mocked.isError() && real.isError()) {
                accepted.add(OfficeMeasure.refusal(call.tool(), real.result()));
            } else if (mocked.isError() && !real.isError()) {
                refused.add(OfficeMeasure.refusal(call.tool(), mocked.result()));
            } else if (!mocked.isError()) {
                names.compare(mocked.result(), real.result());
                done.add(call.tool());
                noteWrong(call, names.of(mocked.result()), real.result());
            }
            noteForeign(call, real.result());
        }

        private void noteWrong(OfficeCall call, JsonNode mocked, JsonNode real) {
            if (!Values.equal(mocked, real)) {
                wrong.add(call.tool() + " (" + call.answer().tier().label() + ")" + difference("", mocked, real));
            }
        }

        private void noteForeign(OfficeCall call, JsonNode real) {
            Set<String> given = new TreeSet<>();
            collect(call.arguments(), given);
            collect(real, given);
            Set<String> told = new TreeSet<>();
            if (!call.answer().isError()) {
                collect(call.answer().result(), told);
            }
            told.removeAll(given);
            told.stream().filter(isForeign).forEach(id -> foreign.add(call.tool() + " " + id));
        }

        private void compareEnd(String tool) {
            Optional<ToolResult> mocked = desk.shown(tool);
            ObjectNode arguments = Json.object().put("customer_id", desk.customer());
            ToolAnswer real = office.call(tool, arguments);
            if (mocked.isPresent()) {
                shown++;
                names.compare(mocked.get().result(), real.result());
                JsonNode renamed = names.of(mocked.get().result());
                if (!Values.equal(renamed, real.result())) {
                    different.add(tool + " after " + done + difference("", renamed, real.result()));
                }
            }
        }

        private static String difference(String path, JsonNode mocked, JsonNode real) {
            Set<String> fields = new TreeSet<>();
            mocked.fieldNames().forEachRemaining(fields::add);
            real.fieldNames().forEachRemaining(fields::add);
            for (String field : fields) {
                if (!Values.equal(mocked.path(field), real.path(field))) {
                    return difference(path + "." + field, mocked.path(field), real.path(field));
                }
            }
            for (int i = 0; i < Math.min(mocked.size(), real.size()) && mocked.isArray(); i++) {
                if (!Values.equal(mocked.get(i), real.get(i))) {
                    return difference(path + "[]", mocked.get(i), real.get(i));
                }
            }
            return path + " is " + Json.shorten(mocked.toString()) + " in the mock and "
                    + Json.shorten(real.toString());
        }

        private static void collect(JsonNode value, Set<String> found) {
            if (value.isTextual()) {
                found.add(value.textValue());
            }
            value.forEach(child -> collect(child, found));
        }
    }
}
