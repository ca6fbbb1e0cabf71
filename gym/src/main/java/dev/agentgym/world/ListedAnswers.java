package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Lazy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// How a session answers calls that list rows: by a list that it has seen whole, as its rows are now, as far as
/// they pass what the call asks for. Changes nothing; for one thread.
///
/// @param world what the logs tell of the tools
/// @param state what the session knows
/// @param accepting the chance that the tool accepts what no guard refuses
record ListedAnswers(World world, State state, double accepting) {

    /// That a bound means what its name says, where no argument of any log is of that kind.
    private static final double BY_NAME = 0.9;

    /// Empty where the rows are not all known.
    Optional<Told> of(ToolRules.Listed listed, ObjectNode arguments, Scope scope) {
        Listing listing = listed.listing();
        List<Listing.Filter> asked = listing.asked(arguments);
        return state.roster(listing, arguments, roster -> outlasted(listing, arguments, roster))
                .filter(roster -> isWithin(asked, arguments, roster.answer()))
                .flatMap(roster -> state.listed(listing, roster)
                        .flatMap(all -> beside(listed, asked, arguments, roster, scope)
                                .flatMap(beside -> told(listing, arguments, all, beside))));
    }

    private Predicate<Write> outlasted(Listing listing, ObjectNode arguments, Rosters.Roster roster) {
        return world.bystanders().outlasted(world.tables(), listing.tool(), arguments, roster.answer());
    }

    /// Whether no bound is wider than the one that the tool took of itself when it showed the whole list.
    private static boolean isWithin(List<Listing.Filter> asked, ObjectNode arguments, JsonNode shown) {
        for (Listing.Filter filter : asked) {
            JsonNode usual = shown.path(filter.argument());
            JsonNode wanted = arguments.path(filter.argument());
            if (filter.test() != RowTest.EQUAL
                    && usual.isValueNode()
                    && !filter.test().holds(wanted, usual)) {
                return false;
            }
        }
        return true;
    }

    /// What stands beside the list, with what the call names as the tool names it.
    private static Optional<ObjectNode> beside(
            ToolRules.Listed listed,
            List<Listing.Filter> asked,
            ObjectNode arguments,
            Rosters.Roster roster,
            Scope scope) {
        JsonNode beside = listed.beside()
                .<JsonNode>map(answer -> answer.program().eval(scope))
                .orElseGet(roster::answer);
        if (!(beside instanceof ObjectNode known)) {
            return listed.listing().field().isEmpty() ? Optional.of(Json.object()) : Optional.empty();
        }
        ObjectNode fresh = Json.copy(known);
        for (Listing.Filter filter : asked) {
            if (filter.named() && fresh.has(filter.argument())) {
                fresh.set(filter.argument(), arguments.path(filter.argument()));
            }
        }
        return Optional.of(fresh);
    }

    private Optional<Told> told(Listing listing, ObjectNode arguments, ArrayNode all, ObjectNode beside) {
        List<Listing.Filter> asked = listing.asked(arguments);
        return listing.passing(all, arguments).flatMap(passing -> {
            double chance = isComplete(listing, asked, all, passing) ? 1 : lacks(listing, asked, arguments, all);
            if (chance == 0) {
                return Optional.empty();
            }
            ObjectNode counted = listing.size().beside(beside, passing.size());
            return Optional.of(told(listing, asked, listing.with(listing.shown(passing, arguments), counted), chance));
        });
    }

    /// Whether rows that the list lacks, as it is cut, would not be shown.
    private static boolean isComplete(Listing listing, List<Listing.Filter> asked, ArrayNode all, ArrayNode passing) {
        return asked.isEmpty() || !listing.isCut(all.size()) || passing.size() >= listing.most();
    }

    /// The chance that no row passes that the list lacks, as it is cut.
    private static double lacks(Listing listing, List<Listing.Filter> asked, ObjectNode arguments, ArrayNode all) {
        double chance = 0;
        for (Listing.Filter filter : asked) {
            JsonNode wanted = arguments.path(filter.argument());
            if (filter.test() == RowTest.EQUAL && !filter.passes(wanted, all.get(all.size() - 1))) {
                chance = Math.max(
                        chance,
                        listing.fields().lacks(filter.field(), wanted.asText()).orElse(0.0));
            }
        }
        return chance;
    }

    private Told told(Listing listing, List<Listing.Filter> asked, JsonNode answer, double complete) {
        List<String> reasons = new ArrayList<>(List.of(listing.text()));
        double chance = complete;
        if (complete < 1) {
            reasons.add("the rows that are not shown are not like that");
        }
        for (Listing.Filter filter : asked) {
            if (filter.named()) {
                reasons.add(filter.text() + " as its name says" + analogy(listing, filter));
                chance *= isBelieved(listing, filter) ? 1 : BY_NAME;
            }
        }
        Lazy<String> reason = new Lazy<>(() -> String.join("; ", reasons));
        return chance < 1
                ? new Told.Supposed(answer, false, reason.get(), chance)
                : new Told.Shown(answer, true, reason, List.of(), accepting);
    }

    private static boolean isBelieved(Listing listing, Listing.Filter filter) {
        return filter.test() == RowTest.EQUAL || listing.analogy().isPresent();
    }

    private static String analogy(Listing listing, Listing.Filter filter) {
        return filter.test() == RowTest.EQUAL
                ? ""
                : listing.analogy()
                        .map(argument -> ", by analogy to " + argument)
                        .orElse("");
    }
}
