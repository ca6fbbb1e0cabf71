package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.program.Predicate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Words of a guard that names a row.
final class RowGuardWords {

    private final NamedRows named;
    private final RowCondition condition;
    private final List<Program.Path> paths;

    RowGuardWords(NamedRows named, RowCondition condition, List<Program.Path> paths) {
        this.named = named;
        this.condition = condition;
        this.paths = paths;
    }

    /// The guard with its words, counted; empty where the words are not understood.
    Optional<Guard> guard(List<Case> members, List<Case> accepted) {
        Program says = says();
        if (says.equals(Saying.UNKNOWN)) {
            return Optional.empty();
        }
        Predicate when = condition.when();
        int support = 0;
        int against = 0;
        int unknown = 0;
        for (Case each : Stream.concat(members.stream(), accepted.stream()).toList()) {
            Verdict verdict = when.test(each.scope());
            boolean right =
                    each.refusal().filter(says.eval(each.scope())::equals).isPresent();
            support += verdict == Verdict.TRUE && right ? 1 : 0;
            against += verdict == Verdict.TRUE && !right ? 1 : 0;
            unknown += verdict == Verdict.UNKNOWN ? 1 : 0;
        }
        return Optional.of(new Guard(when, says, support, against, unknown, Optional.empty()));
    }

    /// What is said where the row that is named is the first of its kind.
    private Program says() {
        Program key = field(named.kind().key());
        List<JsonNode> answers = new ArrayList<>();
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            if (key.eval(named.scopes().get(i))
                    .equals(named.rows().get(i).path(named.kind().key()))) {
                answers.add(named.answers().get(i));
                scopes.add(named.scopes().get(i));
            }
        }
        if (answers.isEmpty()) {
            return Saying.UNKNOWN;
        }
        TreeSet<String> fields = new TreeSet<>();
        named.rows().forEach(row -> row.fieldNames().forEachRemaining(fields::add));
        List<Program> slots = Stream.of(
                        paths.stream().filter(Parts::isArgument),
                        Stream.of(key),
                        fields.stream().map(this::field),
                        paths.stream())
                .<Program>flatMap(programs -> programs)
                .distinct()
                .toList();
        SlotSearch search = new SlotSearch(slots, SlotSearch.Computing.NOTHING);
        return new Saying(answers, scopes, search, search).program();
    }

    private Program field(String name) {
        return new Program.Pick(condition.found(), new Program.Constant(TextNode.valueOf(name)));
    }
}
