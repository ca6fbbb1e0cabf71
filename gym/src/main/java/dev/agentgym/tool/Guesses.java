package dev.agentgym.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Lazy;
import dev.agentgym.world.Told;
import dev.agentgym.world.WorldSession;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a session answers where neither a log nor a rule tells for certain: what they make likely, or nothing
/// where nothing may be made up. For one thread.
///
/// @param answers makes the answers that are no guesses
/// @param state what the session knows
/// @param strictness whether guesses are wanted
/// @param seed draws what is made up
record Guesses(Answers answers, WorldSession state, Strictness strictness, long seed) {

    /// Below this chance an answer is a guess.
    static final double SURE = 0.97;

    private static final String MADE_UP = "made up for this session, as no log knows what is asked for";

    private static final String FOLLOWED = "follows from what was guessed before";

    private static final String COMPLETED = "made up for this session where no log shows it";

    /// The same guesses in another session.
    Guesses in(WorldSession other) {
        return new Guesses(answers, other, strictness, seed);
    }

    /// Makes up what is asked for, where no log knows it; whether something was made up.
    boolean imagine(Asked asked) {
        return isWanted()
                && state.imagine(
                        asked.tool(), asked.arguments(), !asked.recorded().isEmpty(), seed);
    }

    private boolean isWanted() {
        return strictness != Strictness.ABSTAIN;
    }

    /// An answer that follows from what was made up.
    ToolResult imagined(ToolResult answer) {
        return guessed(answer, MADE_UP);
    }

    /// What follows from a guess is a guess as well; what logs show of the call follows from nothing.
    ToolResult followed(Asked asked, ToolResult answer) {
        return switch (answer.tier()) {
            case ENTITY, INDUCED, REFUSED, NOT_FOUND ->
                state.isGuess(asked.tool(), asked.arguments(), answer.result()) ? guessed(answer, FOLLOWED) : answer;
            case REPLAYED, RECORDED, CANONICAL, GUESS, MODEL, ABSTAIN, FAULT, REAL -> answer;
        };
    }

    /// What is a guess is no answer of the real tool, however sure the rules are that lead to it.
    private static ToolResult guessed(ToolResult answer, String why) {
        return answer.tier() == Tier.ABSTAIN
                ? answer
                : new ToolResult(
                        answer.result(),
                        answer.isError(),
                        Tier.GUESS,
                        0,
                        new Provenance(
                                new Lazy<>(
                                        () -> why + "; " + answer.provenance().reason()),
                                List.of()));
    }

    /// With what other sessions saw of the things that the call concerns.
    ///
    /// @param answer makes an answer of what is told then
    Optional<ToolResult> recalled(Asked asked, Function<Told, ToolResult> answer) {
        if (!isWanted() || !state.recall(asked.tool(), asked.arguments(), seed)) {
            return Optional.empty();
        }
        return Optional.of(answer.apply(state.tell(asked.tool(), asked.arguments())))
                .filter(found -> found.tier() != Tier.ABSTAIN)
                .map(found -> guessed(found, "as other conversations saw it"));
    }

    /// What a tool shows of something that is there: as it shows others, with what is known of this one.
    Optional<ToolResult> completed(Asked asked) {
        if (!isWanted() || !state.complete(asked.tool(), asked.arguments(), seed)) {
            return Optional.empty();
        }
        return state.tell(asked.tool(), asked.arguments()) instanceof Told.Shown shown
                ? Optional.of(guessed(answers.shown(asked, shown), COMPLETED))
                : Optional.empty();
    }

    /// Most calls are accepted.
    ///
    /// @param answer makes an answer of what is told of an accepted call
    ToolResult accepted(Asked asked, Told.Unsure unsure, Function<Told, ToolResult> answer) {
        return isWanted()
                ? guessed(answer.apply(unsure.otherwise().get()), unsure.reason())
                : answers.abstain(asked.tool(), unsure.reason());
    }

    /// What no accepted call did is mostly refused; in which words nobody knows.
    ///
    /// @param breach what it did
    ToolResult refused(Asked asked, Lazy<String> breach, Lazy<String> reason) {
        if (!isWanted()) {
            return answers.abstain(asked.tool(), reason.get());
        }
        JsonNode words = answers.world().refusal(asked.tool(), "not possible: " + breach.get());
        return new ToolResult(words, true, Tier.GUESS, 0, new Provenance(reason, List.of()));
    }

    /// What logs agree on in which the same was told before.
    ToolResult supposed(Asked asked, Told.Supposed supposed) {
        boolean sure = supposed.confidence() >= SURE;
        if (!sure && !isWanted()) {
            return answers.abstain(asked.tool(), "the logs do not agree on the answer; " + supposed.reason());
        }
        Tier tier = sure ? Tier.INDUCED : Tier.GUESS;
        return new ToolResult(
                supposed.answer(),
                supposed.isError(),
                tier,
                supposed.confidence() * answers.accuracy().of(tier),
                Provenance.of(supposed.reason()));
    }

    /// Where something has changed since: a logged answer, with every row in it as this session knows it.
    Optional<ToolResult> remembered(Asked asked) {
        if (!isWanted() || answers.world().changes(asked.tool())) {
            return Optional.empty();
        }
        return new Majority(answers.accuracy())
                .of(asked.recorded(), Tier.GUESS, "logged before what changed since")
                .filter(logged -> !logged.isError())
                .map(logged -> new ToolResult(
                        state.refreshed(asked.tool(), logged.result()),
                        false,
                        Tier.GUESS,
                        logged.confidence(),
                        logged.provenance()))
                .filter(logged -> !logged.result().isMissingNode());
    }

    /// What was true at another time.
    ToolResult outOfDate(Asked asked, ToolResult logged) {
        return isWanted()
                ? new ToolResult(
                        logged.result(),
                        logged.isError(),
                        Tier.GUESS,
                        logged.confidence() * answers.accuracy().of(Tier.GUESS),
                        logged.provenance())
                : answers.abstain(asked.tool(), "the tool answers this call differently at different times");
    }
}
