package dev.agentgym.world;

import dev.agentgym.program.Guard;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Finds forms that a refusal states itself, such as `must look like [A-Z]{2}-\d{4}`: if an expression among its
/// words holds for every accepted value and for none that it refuses, that is the check. For one tool.
final class StatedFormats {

    private static final int LONGEST = 60;
    private static final int MOST_WORDS = 4;
    private static final Pattern EXPRESSION = Pattern.compile("[\\[(\\\\].*[\\])}+*]|.*\\\\[dwsDWS].*");

    /// Repeated groups may take forever to match.
    private static final Pattern COSTLY = Pattern.compile("\\)[*+{]");

    private final List<Evidence> calls;

    StatedFormats(List<Evidence> calls) {
        this.calls = calls;
    }

    /// The check that a guard's own words state.
    Optional<Predicate> of(Guard guard) {
        List<Evidence> own = calls.stream()
                .filter(call -> call.seen().isError())
                .filter(call -> guard.says().eval(call.scope()).equals(call.result()))
                .toList();
        if (own.isEmpty() || !own.getFirst().result().isTextual()) {
            return Optional.empty();
        }
        List<Pattern> stated = expressions(own.getFirst().result().textValue());
        TreeSet<String> arguments = new TreeSet<>();
        own.getFirst().seen().arguments().fieldNames().forEachRemaining(arguments::add);
        return stated.stream()
                .flatMap(form -> arguments.stream()
                        .map(argument -> Program.Path.of(Binder.ARGUMENTS, argument))
                        .filter(path -> separates(form, path, own))
                        .<Predicate>map(path -> new Predicate.Not(new Predicate.Matches(path, form.pattern()))))
                .findFirst();
    }

    /// A few words next to each other that make a regular expression, long ones first.
    private static List<Pattern> expressions(String text) {
        String[] words = text.split(" ", -1);
        List<Pattern> found = new ArrayList<>();
        for (int length = MOST_WORDS; length > 0; length--) {
            for (int i = 0; i + length <= words.length; i++) {
                String phrase = String.join(" ", List.of(words).subList(i, i + length));
                expression(phrase.replaceAll("^[\"'`]+|[\"'`,;.:]+$", "")).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Pattern> expression(String phrase) {
        if (phrase.length() > LONGEST
                || !EXPRESSION.matcher(phrase).find()
                || COSTLY.matcher(phrase).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(phrase));
        } catch (PatternSyntaxException noExpression) {
            return Optional.empty();
        }
    }

    private boolean separates(Pattern form, Program.Path argument, List<Evidence> own) {
        Predicate matches = new Predicate.Matches(argument, form.pattern());
        boolean refusesOwn = own.stream().allMatch(call -> matches.test(call.scope()) == Predicate.Verdict.FALSE);
        List<Evidence> accepted = calls.stream()
                .filter(call -> !call.seen().isError())
                .filter(call -> argument.eval(call.scope()).isTextual())
                .toList();
        return refusesOwn
                && !accepted.isEmpty()
                && accepted.stream().allMatch(call -> matches.test(call.scope()) == Predicate.Verdict.TRUE);
    }
}
