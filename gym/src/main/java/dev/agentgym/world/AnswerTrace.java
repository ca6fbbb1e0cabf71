package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Guard;
import dev.agentgym.program.Predicate;
import dev.agentgym.program.Scope;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Lazy;
import java.util.ArrayList;
import java.util.List;

/// How the rules of a tool came to what they said of one call, for people.
///
/// @param rules the rules
/// @param scope what was known of the call
/// @param told what the rules said
record AnswerTrace(ToolRules rules, Scope scope, Told told) {

    /// The rows, then the guards up to the one that decides, then the rule of the answer.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        rules.binder().bindings().forEach(binding -> lines.add(RuleText.text(binding) + ": " + row(binding)));
        for (Guard guard : rules.guards().inOrder()) {
            Predicate.Verdict verdict = guard.when().test(scope);
            boolean goesOn = goesOn(guard, verdict);
            lines.add(text(verdict, goesOn) + ": " + guard.text());
            if (!goesOn) {
                break;
            }
        }
        lines.add(conclusion(told));
        return List.copyOf(lines);
    }

    private String row(Binding binding) {
        JsonNode row = scope.get(binding.name());
        if (row.isMissingNode()) {
            return "not known";
        }
        if (row.isNull()) {
            return "does not exist";
        }
        boolean keyAlone = row.size() == 1 && binding.table().kind() == Table.Kind.ENTITY;
        return keyAlone ? "exists, nothing more is known of it" : "found " + Json.excerpt(row);
    }

    private boolean goesOn(Guard guard, Predicate.Verdict verdict) {
        return switch (verdict) {
            case TRUE -> isUnknownId();
            case FALSE -> true;
            case UNKNOWN -> isUnknownId() || GuardedAnswers.isRare(guard);
        };
    }

    private boolean isUnknownId() {
        return told instanceof Told.Refused refused && refused.unknownId();
    }

    private static String text(Predicate.Verdict verdict, boolean goesOn) {
        return switch (verdict) {
            case TRUE -> goesOn ? "holds, but unknown ids come first" : "holds";
            case FALSE -> "does not hold";
            case UNKNOWN -> goesOn ? "not known, passed over" : "not known";
        };
    }

    /// What the rules said, in a line.
    static String conclusion(Told told) {
        return switch (told) {
            case Told.Refused refused -> "so it is refused: " + refused.rule().get();
            case Told.Shown shown ->
                "so it answers with " + shown.rule().get() + (shown.ofSession() ? ", as this session knows it" : "");
            case Told.Computed computed ->
                "so it answers " + computed.rule().get() + " (" + computed.support() + " logged answers for it, "
                        + computed.against() + " against)";
            case Told.Supposed supposed -> "so it is supposed from what was called before: " + supposed.reason();
            case Told.Unprecedented(Told otherwise, Lazy<String> _, Lazy<String> reason) ->
                conclusion(otherwise) + "; but it is not known to be accepted: " + reason.get();
            case Told.Unsure(Lazy<Told> _, String reason) -> "so no rule answers: " + reason;
            case Told.Rejected(String _, String reason) -> "so no rule answers: " + reason;
            case Told.Untold(String reason) -> "so no rule answers: " + reason;
        };
    }
}
