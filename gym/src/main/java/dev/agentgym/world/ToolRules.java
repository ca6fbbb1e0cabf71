package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Guards;
import dev.agentgym.program.Laplace;
import dev.agentgym.program.Precondition;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Program;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Lazy;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// What was learned of one tool. Immutable.
///
/// @param tool the tool's name
/// @param writes whether it changes something
/// @param binder which rows its calls concern
/// @param guards when it refuses
/// @param accepting the chance that it accepts a call that no guard refuses, in (0, 1)
/// @param preconditions what no accepted call did
/// @param changing how many accepted calls there are, if each of them changed something; else 0
/// @param single how many accepted calls there are, if none repeats an earlier one of its conversation; else 0
/// @param reads the rows of which its answer is the first that is known; empty if it reads no single row
/// @param answer how an accepted answer is computed; empty where the logs do not tell
/// @param effects what changes in rows that the answer does not show
/// @param doubtful names of rows of which nobody knows whether the tool changes them
/// @param listed how it lists rows; empty if it lists none
record ToolRules(
        String tool,
        boolean writes,
        Binder binder,
        Guards guards,
        double accepting,
        List<Precondition> preconditions,
        int changing,
        int single,
        List<Binding> reads,
        Optional<Answer> answer,
        List<Effect> effects,
        Set<String> doubtful,
        Optional<Listed> listed) {

    /// Answers with a list of rows.
    ///
    /// @param listing which rows
    /// @param beside how what stands beside the list is computed; empty where it is as the whole list showed it
    record Listed(Listing listing, Optional<Answer> beside) {}

    /// How an accepted answer is computed.
    ///
    /// @param program from what is known of the call
    /// @param support how many logged answers it reproduces
    /// @param against how many it gets wrong
    /// @param examples ids of conversations that show it
    /// @param text the program for people
    record Answer(Program program, int support, int against, List<String> examples, Lazy<String> text) {

        Answer(Program program, int support, int against, List<String> examples) {
            this(program, support, against, examples, new Lazy<>(program::text));
        }

        /// The chance that it is right of an accepted call; a person's word needs no logs.
        double claim() {
            return Laplace.claim(support, against);
        }
    }

    /// What changes in a row that the answer does not show.
    ///
    /// @param row the name under which the call knows the row, or `answer` for the one that it makes
    /// @param table where the row is kept
    /// @param fields from field to its new value, which may use the name `answer`
    /// @param unexplained fields that change too, nobody knows how
    /// @param support how many logged changes it reproduces
    record Effect(String row, Table table, SortedMap<String, Program> fields, Set<String> unexplained, int support) {

        /// What it does to the row; empty where the row is not known.
        ///
        /// @param before what is known when the call is made
        Optional<Change> change(Binder binder, Scope before, JsonNode answer) {
            Optional<String> key = isMade() ? table.keyOf(answer) : key(binder, before);
            if (key.isEmpty()) {
                return Optional.empty();
            }
            Scope after = before.with(ANSWER, answer);
            ObjectNode values = Json.object();
            Set<String> gone = new HashSet<>(unexplained);
            fields.forEach((field, program) -> {
                JsonNode value = program.eval(after);
                if (value.isMissingNode()) {
                    gone.add(field);
                } else {
                    values.set(field, value);
                }
            });
            return Optional.of(new Change(table, key.get(), values, gone));
        }

        private Optional<String> key(Binder binder, Scope before) {
            return before.get(row).isObject()
                    ? Optional.of(EffectSearch.keyOf(binder.named(row), before))
                    : Optional.empty();
        }

        /// Whether the row is the one that the call makes and answers with.
        boolean isMade() {
            return row.equals(ANSWER);
        }
    }

    /// What a call does to a row.
    ///
    /// @param values fresh values of fields
    /// @param gone fields whose values nobody knows any more
    record Change(Table table, String key, ObjectNode values, Set<String> gone) {

        void apply(State state) {
            ObjectNode fresh = values.objectNode();
            state.row(table, key)
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .ifPresent(fresh::setAll);
            fresh.setAll(values);
            fresh.remove(gone);
            state.put(table, key, fresh);
            if (gone.isEmpty()) {
                state.freshness().followed(table, key);
            }
        }
    }

    /// What no accepted call did and this one does.
    Optional<Precondition> broken(Scope scope) {
        for (Precondition precondition : preconditions) {
            if (precondition.never().test(scope) == Predicate.Verdict.TRUE) {
                return Optional.of(precondition);
            }
        }
        return Optional.empty();
    }

    /// What no call did, accepted or refused, and this one does.
    Optional<Precondition> unheardOf(Scope scope) {
        return preconditions.stream()
                .filter(Precondition::isUnheardOf)
                .filter(precondition -> precondition.never().test(scope) == Predicate.Verdict.TRUE)
                .findFirst();
    }

    static final String ANSWER = Program.Completed.NAME;

    /// The site of the whole answer.
    Table.Site root() {
        return new Table.Site(tool, "");
    }
}
