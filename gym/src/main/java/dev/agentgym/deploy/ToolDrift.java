package dev.agentgym.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.fidelity.WrongAnswer;
import dev.agentgym.trace.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How one tool's mock does beside the real tool. Immutable.
///
/// Of all calls some failed; of the others, where the tool is shadowed, the mock knew no answer to some, and of
/// those it answered some agree with the real tool.
///
/// @param tool its name
/// @param mode real or shadowed
/// @param source who answers
/// @param calls how often it was called
/// @param failed how often the real tool gave no answer; these are compared with nothing
/// @param failures what went wrong, the first few different reasons
/// @param answered how often the mock gave an answer to compare
/// @param unknown how often the mock said that the logs do not tell
/// @param agreeing how often both said the same
/// @param refusedByReal how often only the real tool refused
/// @param refusedByMock how often only the mocked tool refused
/// @param promised mean confidence of the mock in what it answered; 0 where it answered nothing
/// @param fields mean share of equal fields of what it answered; 0 where it answered nothing
/// @param measured how often it was right when the gym was made; empty where nobody measured
/// @param places where the two differ, by path, with how often; the most frequent first
/// @param declaration in what the declarations differ
/// @param worst the wrong answers of which the mock was surest, with the customers' data that was in them
public record ToolDrift(
        String tool,
        Route.Mode mode,
        String source,
        long calls,
        long failed,
        List<String> failures,
        long answered,
        long unknown,
        long agreeing,
        long refusedByReal,
        long refusedByMock,
        double promised,
        double fields,
        Optional<Proportion> measured,
        Map<String, Long> places,
        List<String> declaration,
        List<WrongAnswer> worst) {

    /// Copies the lists and maps.
    public ToolDrift {
        failures = List.copyOf(failures);
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
        declaration = List.copyOf(declaration);
        worst = List.copyOf(worst);
    }

    /// How often the mock answered otherwise than the real tool.
    public long different() {
        return answered - agreeing;
    }

    /// Agreeing among the answered, with its uncertainty.
    public Proportion agreement() {
        return new Proportion(agreeing, answered);
    }

    /// Whether the mock is right less often than when it was measured, and chance does not explain it: the 95 %
    /// intervals do not touch. Never so where nobody measured.
    public boolean drifted() {
        return answered > 0
                && measured.filter(before -> before.all() > 0 && agreement().high() < before.low())
                        .isPresent();
    }

    /// The drift as JSON.
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("tool", tool).put("route", mode.label()).put("source", source);
        json.put("calls", calls).put("failed", failed);
        json.set("failures", Json.of(failures));
        json.put("answered", answered).put("unknown", unknown);
        json.put("agreeing", agreeing).put("different", different());
        json.put("refused_by_real_only", refusedByReal).put("refused_by_mock_only", refusedByMock);
        json.set("agreement", Json.of(agreement()));
        measured.ifPresent(before -> json.set("measured_before", Json.of(before)));
        json.put("drifted", drifted());
        json.put("mean_confidence", Json.rounded(promised, 3)).put("mean_equal_fields", Json.rounded(fields, 3));
        json.set("places", Json.of(places));
        json.set("declaration", Json.of(declaration));
        json.set("worst", Json.of(worst));
        return json;
    }
}
