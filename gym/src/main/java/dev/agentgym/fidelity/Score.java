package dev.agentgym.fidelity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Collection;
import java.util.List;

/// What a set of measured calls adds up to. Immutable.
///
/// @param calls how many calls there were
/// @param answered how many the logs gave an answer to: neither abstained from nor guessed
/// @param exact how many of the answered ones were answered as the real tool did, to the last field
/// @param sameClass how many of the answered ones were rightly accepted or refused
/// @param f1 mean share of right fields among the answered: harmonic mean of precision and recall over the leaves
/// of the two answers, 0 where one accepts and the other refuses
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonPropertyOrder({
    "calls",
    "answered",
    "exact",
    "same_class",
    "f1",
    "exact_of_all",
    "exact_of_answered",
    "answered_of_all"
})
@JsonIgnoreProperties(
        value = {"exact_of_all", "exact_of_answered", "answered_of_all"},
        allowGetters = true)
public record Score(long calls, long answered, long exact, long sameClass, double f1) {

    /// Adds calls up.
    public static Score of(Collection<MeasuredCall> calls) {
        List<MeasuredCall> answered =
                calls.stream().filter(MeasuredCall::answered).toList();
        return new Score(
                calls.size(),
                answered.size(),
                answered.stream().filter(MeasuredCall::right).count(),
                answered.stream().filter(MeasuredCall::sameClass).count(),
                answered.stream().mapToDouble(MeasuredCall::f1).average().orElse(0));
    }

    /// Answered and right among all: what an exact-match benchmark counts.
    @JsonProperty("exact_of_all")
    public Proportion overall() {
        return new Proportion(exact, calls);
    }

    /// Right among the answered.
    @JsonProperty("exact_of_answered")
    public Proportion precision() {
        return new Proportion(exact, answered);
    }

    /// Answered among all.
    @JsonProperty("answered_of_all")
    public Proportion coverage() {
        return new Proportion(answered, calls);
    }

    /// Rightly accepted or refused among the answered.
    public Proportion classes() {
        return new Proportion(sameClass, answered);
    }
}
