package dev.agentgym.llm.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.trace.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {

    private static final Prices PRICES = Prices.of(Map.of());

    private static ModelName named(String label) {
        String provider = label.substring(0, label.indexOf(':'));
        return new ModelName(provider, "https://" + provider + ".example", label.substring(provider.length() + 1));
    }

    @Test
    void prices_go_by_the_longest_beginning_and_a_file_goes_first(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("prices.json");
        Files.writeString(file, "{\"models\": {\"acme:\": {\"input\": 1, \"output\": 2.5}}}");
        Prices prices = Prices.of(Map.of("AGENT_GYM_PRICES", file.toString()));

        assertThat(prices.of(new ModelName("openai", "", "gpt-4.1-mini-2025"))
                        .orElseThrow()
                        .input())
                .isEqualByComparingTo("0.4");
        assertThat(prices.of(new ModelName("acme", "", "m")).orElseThrow().nanos(new Completion.Usage(3, 1, 1, 0)))
                .isEqualTo(8000);
        assertThat(prices.of(new ModelName("gemini", "", "gemini-flash-latest")))
                .isEmpty();
        assertThatThrownBy(() -> Prices.of(
                        Map.of("AGENT_GYM_PRICES", folder.resolve("none").toString())))
                .isInstanceOf(ModelException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai:gpt-5",
                "openai:gpt-5-2025-08-07",
                "anthropic:claude-opus-4-20250514",
                "anthropic:claude-haiku-4-5-20251001",
                "gemini:gemini-2.0-flash-001",
                "ollama:qwen3"
            })
    void a_model_and_its_dated_snapshots_have_a_price(String label) {
        assertThat(PRICES.of(named(label))).isPresent();
    }

    // At the price of `gpt-5` a limit of one dollar would let `gpt-5-pro` spend twelve.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai:gpt-5-pro",
                "openai:gpt-5.4",
                "openai:gpt-4o-audio-preview",
                "anthropic:claude-opus-4-9",
                "gemini:gemini-2.5-flash-image",
                "acme:m"
            })
    void another_model_whose_name_begins_so_has_none(String label) {
        assertThat(PRICES.of(named(label))).isEmpty();
    }

    // A gateway speaks the same API as a server of one's own, and sends a bill.
    @Test
    void only_a_server_on_this_machine_is_free() {
        assertThat(PRICES.of(new ModelName("server", "http://127.0.0.1:8000/v1", "m")))
                .hasValue(Prices.Price.FREE);
        assertThat(PRICES.of(new ModelName("server", "http://localhost:8000/v1", "m")))
                .hasValue(Prices.Price.FREE);
        assertThat(PRICES.of(new ModelName("server", "http://[::1]:8000/v1", "m")))
                .hasValue(Prices.Price.FREE);
        assertThat(PRICES.of(new ModelName("server", "https://gateway.example/v1", "m")))
                .isEmpty();
        assertThat(PRICES.of(new ModelName("server", "https://127.0.0.1.example/v1", "m")))
                .isEmpty();
    }

    @Test
    void every_price_says_when_which_list_said_so() throws IOException {
        try (InputStream stream = Objects.requireNonNull(Prices.class.getResourceAsStream("prices.json"))) {
            JsonNode models = Json.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .path("models");

            assertThat(models.properties()).isNotEmpty().allSatisfy(price -> {
                assertThat(price.getValue().path("as_of").asText())
                        .as(price.getKey())
                        .matches("20\\d\\d-\\d\\d");
                assertThat(price.getValue().path("source").asText())
                        .as(price.getKey())
                        .isNotBlank();
            });
        }
        assertThat(PRICES.of(named("openai:gpt-5")).orElseThrow().asOf()).startsWith("20");
    }
}
