package dev.agentgym.llm.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.trace.TraceException;
import java.util.Map;
import java.util.Optional;

/// What accounts may ask of models, as data: calls at once, calls a minute, tokens a minute, by the beginning of a
/// model's name. Immutable.
///
/// `AGENT_GYM_RATES` names a file `{"models": {"gemini:": {"at_once": 4, "calls_per_minute": 15,
/// "tokens_per_minute": 250000}}}`; what is left out is not limited further.
public final class RateTable {

    /// No account is known.
    public static final RateTable NONE = new RateTable(new ModelTable<>(Map.of()));

    private final ModelTable<RateLimit.Rates> table;

    private RateTable(ModelTable<RateLimit.Rates> table) {
        this.table = table;
    }

    /// The file that the environment names; [#NONE] where it names none.
    ///
    /// @throws ModelException when that file cannot be read
    public static RateTable of(Map<String, String> environment) {
        return new RateTable(ModelTable.named(environment, "AGENT_GYM_RATES", "the rates", RateTable::rates));
    }

    private static RateLimit.Rates rates(String model, JsonNode json) {
        RateLimit.Rates usual = RateLimit.Rates.DEFAULT;
        try {
            return new RateLimit.Rates(
                    (int) number(json, "at_once", usual.atOnce()),
                    (int) number(json, "calls_per_minute", usual.callsPerMinute()),
                    number(json, "tokens_per_minute", usual.tokensPerMinute()));
        } catch (IllegalArgumentException e) {
            throw new TraceException(model + ": " + e.getMessage(), e);
        }
    }

    private static long number(JsonNode json, String name, long usual) {
        JsonNode value = json.path(name);
        boolean fits = name.equals("tokens_per_minute") ? value.canConvertToLong() : value.canConvertToInt();
        if (!value.isMissingNode() && !(value.isIntegralNumber() && fits)) {
            throw new IllegalArgumentException(name + " is a whole number, not " + value);
        }
        return value.asLong(usual);
    }

    /// What the account for a model may; empty where nobody said so.
    public Optional<RateLimit.Rates> of(ModelName model) {
        return table.of(model, (beginning, rest) -> true);
    }
}
