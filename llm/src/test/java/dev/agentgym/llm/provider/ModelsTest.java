package dev.agentgym.llm.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {

    private static final Map<String, String> KEYS =
            Map.of("OPENAI_API_KEY", "a", "ANTHROPIC_API_KEY", "b", "GOOGLE_API_KEY", "c");

    @ParameterizedTest
    @CsvSource({
        "http://localhost:1, http://localhost:1/v1beta",
        "http://localhost:1/, http://localhost:1/v1beta",
        "https://proxy/gemini/v1, https://proxy/gemini/v1",
        "https://proxy/v1beta/, https://proxy/v1beta"
    })
    void the_base_url_is_taken_with_or_without_a_version(String given, String used) {
        Map<String, String> environment = Map.of("GOOGLE_API_KEY", "k", "GOOGLE_GEMINI_BASE_URL", given);

        assertThat(Models.geminiEndpoint("", environment).orElseThrow().baseUrl())
                .isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini, gemini, gemini-flash-latest",
        "gemini:gemini-9, gemini, gemini-9",
        "openai:gpt-4.1-mini, openai, gpt-4.1-mini",
        "anthropic:claude-haiku-4-5, anthropic, claude-haiku-4-5",
        "ollama:qwen3:4b, ollama, qwen3:4b",
        "http://localhost:8000/v1#tiny, server, tiny",
        "http://localhost:8000/v1/, server, default"
    })
    void a_name_finds_its_model(String name, String provider, String model) {
        ModelName found = Models.named(name, KEYS).orElseThrow().name();

        assertThat(found.provider()).isEqualTo(provider);
        assertThat(found.model()).isEqualTo(model);
    }

    @Test
    void a_name_of_no_model_is_left_to_others() {
        assertThat(Models.named("grounded", KEYS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "openai:gpt-4.1, OPENAI_API_KEY",
        "anthropic:claude, ANTHROPIC_API_KEY",
        "gemini, GOOGLE_API_KEY",
        "ollama, ollama:MODEL",
        "http://, no http or https address"
    })
    void what_is_missing_is_named(String name, String missing) {
        assertThatThrownBy(() -> Models.named(name, Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(missing);
    }
}
