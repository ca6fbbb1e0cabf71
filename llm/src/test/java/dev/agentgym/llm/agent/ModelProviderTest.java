package dev.agentgym.llm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentProvider;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelProviderTest {

    private static final AgentProvider PROVIDER = new ModelProvider();

    @Test
    void the_provider_is_found_as_a_service() {
        assertThat(ServiceLoader.load(AgentProvider.class)).hasOnlyElementsOfType(ModelProvider.class);
    }

    @Test
    void without_a_key_nothing_is_offered() {
        assertThat(PROVIDER.offer(Map.of())).isEmpty();
        assertThat(PROVIDER.offer(Map.of("GOOGLE_API_KEY", "  ", "GEMINI_API_KEY", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GOOGLE_API_KEY", "GEMINI_API_KEY"})
    void with_a_key_the_agent_says_who_it_is(String variable) {
        assertThat(PROVIDER.offer(Map.of(variable, "k")).map(Agent::name)).contains("gemini (gemini-flash-latest)");
    }

    @Test
    void the_model_can_be_chosen() {
        Map<String, String> environment = Map.of("GOOGLE_API_KEY", "k", "AGENT_GYM_GEMINI_MODEL", "models/gemini-9");

        assertThat(PROVIDER.offer(environment).map(Agent::name)).contains("gemini (gemini-9)");
    }

    @ParameterizedTest
    @CsvSource({
        "GOOGLE_GEMINI_BASE_URL, localhost:8080",
        "GOOGLE_GEMINI_BASE_URL, http://",
        "AGENT_GYM_GEMINI_MODEL, ../../etc"
    })
    void a_setting_that_cannot_be_used_is_named_with_its_value(String variable, String value) {
        assertThatThrownBy(() -> PROVIDER.offer(Map.of("GOOGLE_API_KEY", "k", variable, value)))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(value);
    }

    @Test
    void a_key_that_no_header_can_carry_is_refused_without_being_shown() {
        assertThatThrownBy(() -> PROVIDER.offer(Map.of("GOOGLE_API_KEY", "secret\nkey")))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("API key")
                .hasMessageNotContaining("secret");
    }
}
