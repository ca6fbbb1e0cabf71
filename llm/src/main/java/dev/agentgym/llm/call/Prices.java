package dev.agentgym.llm.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.trace.TraceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What models cost, as data: dollars for a million tokens, by `provider:model`. Immutable.
///
/// The table that comes with the program is a help, not a contract: `AGENT_GYM_PRICES` names a file of the same
/// form that goes before it. A name stands for itself and its dated snapshots (`gpt-5-2025-08-07`), never for
/// another model that begins so (`gpt-5-pro`); `provider:` stands for all of a provider. A model without a price is
/// never taken for free, except one on this very machine.
public final class Prices {

    private static final BigDecimal NANOS_PER_MICRO = BigDecimal.valueOf(1000);

    /// `-001`, `-20250514`, `-2025-08-07`: the same model at a date.
    private static final Pattern SNAPSHOT = Pattern.compile("(-\\d{3,}(-\\d\\d)*)?");

    /// What a model costs, in dollars for a million tokens.
    ///
    /// @param input of requests
    /// @param output of answers and thoughts
    /// @param cached of requests that the server had seen before
    /// @param asOf when the list said so; empty where that is not told
    public record Price(BigDecimal input, BigDecimal output, BigDecimal cached, String asOf) {

        /// Nothing, as of a model on a machine of one's own.
        public static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, "");

        /// The price of an answer in billionths of a dollar, rounded up.
        public long nanos(Completion.Usage usage) {
            BigDecimal fresh = BigDecimal.valueOf(Math.max(0, usage.input() - usage.cached()));
            return fresh.multiply(input)
                    .add(BigDecimal.valueOf(usage.cached()).multiply(cached))
                    .add(BigDecimal.valueOf(usage.output() + usage.thoughts()).multiply(output))
                    .multiply(NANOS_PER_MICRO)
                    .setScale(0, RoundingMode.CEILING)
                    .longValueExact();
        }
    }

    private final ModelTable<Price> table;

    private Prices(ModelTable<Price> table) {
        this.table = table;
    }

    /// The table of the program, under that of `AGENT_GYM_PRICES` where the environment names one.
    ///
    /// @throws ModelException when that file cannot be read
    public static Prices of(Map<String, String> environment) {
        ModelTable<Price> own = ModelTable.read(builtIn(), "the prices in prices.json", Prices::price);
        return new Prices(own.under(ModelTable.named(environment, "AGENT_GYM_PRICES", "the prices", Prices::price)));
    }

    private static String builtIn() {
        try (InputStream stream = Prices.class.getResourceAsStream("prices.json")) {
            if (stream == null) {
                throw new IllegalStateException("prices.json is missing beside " + Prices.class);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("prices.json cannot be read", e);
        }
    }

    private static Price price(String model, JsonNode json) {
        if (!json.path("input").isNumber() || !json.path("output").isNumber()) {
            throw new TraceException(model + " needs the numbers input and output, dollars for a million tokens");
        }
        BigDecimal input = json.path("input").decimalValue();
        return new Price(
                input,
                json.path("output").decimalValue(),
                json.path("cached").isNumber() ? json.path("cached").decimalValue() : input,
                json.path("as_of").asText());
    }

    /// The price of a model; empty where nobody knows it.
    public Optional<Price> of(ModelName model) {
        return table.of(
                        model,
                        (name, rest) ->
                                name.endsWith(":") || SNAPSHOT.matcher(rest).matches())
                .or(() -> Optional.of(Price.FREE).filter(free -> isHere(model)));
    }

    private static boolean isHere(ModelName model) {
        String host = String.valueOf(URI.create(model.endpoint()).getHost());
        return model.provider().equals("server") && host.matches("localhost|127(\\.\\d+){3}|\\[::1]");
    }
}
