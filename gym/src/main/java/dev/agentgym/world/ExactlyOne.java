package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.program.Case;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Guards;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Predicate.Verdict;
import dev.agentgym.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds arguments of which exactly one must be given, where the logs show only one of the two mistakes: `Give either
/// a name or a number, got neither` is refused where both are missing, so two of them are refused too, if no call with
/// both was ever accepted.
final class ExactlyOne {

    private static final int FEWEST_ACCEPTED = 8;
    private static final Pattern ONE = Pattern.compile("\\b(exactly one|only one|just one|not both|either)\\b");
    private static final Pattern MISTAKE = Pattern.compile("\\b(neither|both)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_BOTH = Pattern.compile("\\b(not|but) both\\b", Pattern.CASE_INSENSITIVE);

    private final List<Case> accepted;

    /// @param calls logged calls of the tool
    ExactlyOne(List<Case> calls) {
        this.accepted = calls.stream().filter(call -> call.refusal().isEmpty()).toList();
    }

    /// The guards, each that tells one of the mistakes with one that tells the other.
    Guards completed(Guards guards) {
        List<Guard> known = new ArrayList<>(guards.inOrder());
        for (Guard guard : guards.inOrder()) {
            other(guard)
                    .filter(other ->
                            known.stream().noneMatch(each -> each.when().equals(other.when())))
                    .ifPresent(other -> known.add(place(guard, known), other));
        }
        return new Guards(known, guards.unexplained());
    }

    private Optional<Guard> other(Guard guard) {
        return opposite(guard.when())
                .filter(this::isNeverAccepted)
                .flatMap(when -> says(guard.says())
                        .map(words -> new Guard(when, words, guard.support(), guard.against(), 0, Optional.empty())));
    }

    private boolean isNeverAccepted(Predicate when) {
        return accepted.size() >= FEWEST_ACCEPTED
                && accepted.stream().allMatch(call -> when.test(call.scope()) == Verdict.FALSE);
    }

    /// Both are given where none is, and the other way round.
    private static Optional<Predicate> opposite(Predicate when) {
        if (!(when instanceof Predicate.And(List<Predicate> tests)) || tests.size() != 2) {
            return Optional.empty();
        }
        List<Predicate> given = tests.stream().filter(ExactlyOne::isGiven).toList();
        if (given.size() == 2) {
            return Optional.of(new Predicate.And(
                    given.stream().<Predicate>map(Predicate.Not::new).toList()));
        }
        List<Predicate> missing = tests.stream()
                .filter(Predicate.Not.class::isInstance)
                .map(test -> ((Predicate.Not) test).test())
                .filter(ExactlyOne::isGiven)
                .toList();
        return missing.size() == 2 ? Optional.of(new Predicate.And(missing)) : Optional.empty();
    }

    private static boolean isGiven(Predicate test) {
        return test instanceof Predicate.Present(Program value) && Binder.isArgument(value);
    }

    /// The words for the other mistake; empty where they do not ask for one of two.
    private static Optional<Program> says(Program words) {
        if (!(words instanceof Program.Constant constant) || !constant.value().isTextual()) {
            return Optional.empty();
        }
        String text = constant.value().textValue();
        return ONE.matcher(text.toLowerCase(Locale.ROOT)).find()
                ? Optional.of(new Program.Constant(TextNode.valueOf(swapped(text))))
                : Optional.empty();
    }

    private static String swapped(String text) {
        if (NOT_BOTH.matcher(text).find()) {
            return text;
        }
        return MISTAKE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group().toLowerCase(Locale.ROOT).equals("both") ? "neither" : "both"));
    }

    /// Before whatever looks for rows.
    private static int place(Guard guard, List<Guard> known) {
        int place = 0;
        while (place < known.indexOf(guard) && !Refusal.saysNotFound(known.get(place))) {
            place++;
        }
        return place;
    }
}
