package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Guards;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Program;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Tells a malformed id from an unknown one. Both name no row that the logs know, but a tool that complains of the
/// form of an id does not complain of one that is merely unknown. For one tool.
final class Formats {

    private static final int MOST_SHAPES = 4;
    private static final Pattern LETTERS_OR_DIGITS = Pattern.compile("[A-Z]+|[a-z]+|\\d+|[^A-Za-z\\d]+");

    private final Binder binder;
    private final List<Evidence> calls;

    Formats(Binder binder, List<Evidence> calls) {
        this.binder = binder;
        this.calls = calls;
    }

    /// The guards, with "no such row" replaced by "not of this form" where the words do not speak of absence and
    /// the form tells the refused values from all accepted ones.
    Guards refined(Guards guards) {
        return new Guards(guards.inOrder().stream().map(this::refined).toList(), guards.unexplained());
    }

    private Guard refined(Guard guard) {
        return new StatedFormats(calls).of(guard).map(guard::where).orElseGet(() -> byShape(guard));
    }

    private Guard byShape(Guard guard) {
        return Refusal.saysNotFound(guard)
                ? guard
                : binder.missing(guard.when())
                        .filter(row -> row.key().size() == 1)
                        .flatMap(row -> malformed(row.key().getFirst(), guard))
                        .map(guard::where)
                        .orElse(guard);
    }

    private Optional<Predicate> malformed(Program.Path argument, Guard guard) {
        TreeSet<String> shapes = new TreeSet<>();
        for (Evidence call : calls) {
            JsonNode value = argument.eval(call.scope());
            if (!call.seen().isError() && value.isValueNode() && !value.isMissingNode()) {
                shapes.add(shape(value.asText()));
            }
        }
        if (shapes.isEmpty() || shapes.size() > MOST_SHAPES) {
            return Optional.empty();
        }
        Predicate matches = new Predicate.Matches(argument, String.join("|", shapes));
        boolean separate = calls.stream()
                .filter(call -> call.seen().isError())
                .filter(call -> guard.says().eval(call.scope()).equals(call.result()))
                .allMatch(call -> matches.test(call.scope()) != Predicate.Verdict.TRUE);
        return separate ? Optional.of(new Predicate.Not(matches)) : Optional.empty();
    }

    private static String shape(String value) {
        return LETTERS_OR_DIGITS.matcher(value).replaceAll(run -> {
            char first = run.group().charAt(0);
            if (Character.isDigit(first)) {
                return "\\\\d+";
            }
            if (Character.isLetter(first)) {
                return Character.isUpperCase(first) ? "[A-Z]+" : "[a-z]+";
            }
            return java.util.regex.Matcher.quoteReplacement(Pattern.quote(run.group()));
        });
    }
}
