package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.program.Check;
import dev.agentgym.program.Guard;
import dev.agentgym.trace.Lazy;

/// How a session answers calls: by the first guard that refuses, and behind all guards by what is learned of the
/// answers. Changes nothing; for one thread.
final class GuardedAnswers {

    private static final double RARE = 0.02;

    private final UnknownIds unknown;
    private final LearnedAnswers answers;

    GuardedAnswers(UnknownIds unknown, LearnedAnswers answers) {
        this.unknown = unknown;
        this.answers = answers;
    }

    /// What the rules of a tool say to a call.
    Told of(ToolRules rules, ObjectNode arguments, CallScope scope) {
        return checked(rules.guards().check(scope), rules, arguments, scope);
    }

    private Told checked(Check check, ToolRules rules, ObjectNode arguments, CallScope scope) {
        return switch (check) {
            case Check.Refused refused
            when unknown.mayExist(refused.guard(), rules, arguments) ->
                new Told.Unsure(
                        new Lazy<>(() -> answers.of(rules, arguments, scope)),
                        "no log knows what the call names, which may exist all the same");
            case Check.Refused refused ->
                unknown.before(refused.guard(), rules, arguments)
                        .map(told -> inDoubt(told, 1, rules, scope))
                        .orElseGet(() -> inDoubt(refused(refused), fewest(refused.guard()), rules, scope));
            case Check.Undecided(Guard guard, Check otherwise) ->
                isRare(guard) || rules.binder().concernsNothing(guard, scope) || UnknownIds.isMalformed(rules, scope)
                        ? checked(otherwise, rules, arguments, scope)
                        : unknown.before(guard, rules, arguments)
                                .map(told -> inDoubt(told, 1, rules, scope))
                                .orElseGet(() -> new Told.Unsure(
                                        new Lazy<>(() -> checked(otherwise, rules, arguments, scope)),
                                        "it is not known whether the tool refuses: "
                                                + guard.when().text()));
            case Check.Passed() ->
                unknown.of(rules.tool(), arguments)
                        .map(told -> inDoubt(told, 1, rules, scope))
                        .orElseGet(() -> answers.of(rules, arguments, scope));
        };
    }

    /// A guard that most logged calls could not decide either, and that almost never held.
    static boolean isRare(Guard guard) {
        return guard.support() < RARE * (guard.support() + guard.unknown());
    }

    /// A refusal that few logs show, of a call that does something else too that no logged call did: the tool
    /// refuses it for certain, but nobody knows for which of the two.
    ///
    /// @param fewest so many logged refusals leave no doubt
    private static Told inDoubt(Told told, int fewest, ToolRules rules, CallScope scope) {
        return told instanceof Told.Refused refused && refused.support() < fewest
                ? rules.unheardOf(scope)
                        .<Told>map(unheard ->
                                new Told.Rejected(unheard.never().text(), unheard.text() + ", nor any refused one"))
                        .orElse(told)
                : told;
    }

    /// How a call is written is checked before anything else, and a person's guard needs no logs.
    private static int fewest(Guard guard) {
        return UnknownIds.isOfForm(guard.when()) || guard.support() == 0 ? 0 : UnknownIds.FEW;
    }

    private static Told refused(Check.Refused refused) {
        if (refused.text().isMissingNode()) {
            String breach = refused.guard().when().text();
            return new Told.Rejected(breach, "the tool refuses, in words that are not understood: " + breach);
        }
        return new Told.Refused(
                refused.text(),
                false,
                new Lazy<>(() -> refused.guard().text()),
                refused.guard().support(),
                refused.guard().claim());
    }
}
