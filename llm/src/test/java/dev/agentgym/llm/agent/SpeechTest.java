package dev.agentgym.llm.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentListener;
import dev.agentgym.agent.ModelCall;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.Request;
import dev.agentgym.trace.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is heard of a model while it speaks.
class SpeechTest {

    private static final ModelName MODEL = new ModelName("openai", "http://one", "m-latest");
    private static final Observation HELLO = new Observation(List.of(Message.User.says("hello")), List.of());

    private final List<String> heard = new ArrayList<>();
    private final List<ModelCall> calls = new ArrayList<>();

    private final AgentListener listener = new AgentListener() {
        @Override
        public Optional<Consumer<String>> words() {
            return Optional.of(heard::add);
        }

        @Override
        public void asked(ModelCall call) {
            calls.add(call);
        }
    };

    /// A model that speaks in these pieces.
    private record Speaking(List<String> pieces) implements ModelClient {

        @Override
        public Completion complete(Request request) {
            return new Completion(
                    String.join("", pieces), List.of(), Optional.of(new Completion.Usage(9, 3, 2, 1)), "stop", "m-1");
        }

        @Override
        public Completion stream(Request request, Consumer<String> listener) {
            pieces.forEach(listener);
            return complete(request);
        }
    }

    private ModelAgent agent(ModelClient client) {
        InstantSource clock = new InstantSource() {
            private Instant now = Instant.EPOCH;

            @Override
            public Instant instant() {
                now = now.plus(Duration.ofSeconds(1));
                return now;
            }
        };
        return new ModelAgent(client, "a", MODEL, ModelAgent.Settings.DEFAULT, clock);
    }

    private static String text(Action action) {
        return switch (action) {
            case Action.Say say -> say.text();
            case Action.Finish finish -> finish.text();
            case Action.CallTools calls -> "";
        };
    }

    // Every place where a server may cut: a sign for the end that comes in two pieces was shown to customers.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Good day.",
                "  \n Good [END of the] day. \n",
                "Bye! [END OF CONVERSATION]",
                "Bye!\n\n[END OF CONVERSATION]\n",
                "[END OF CONVERSATION]",
                "[END OF CONVERSATION] is what I must not say.",
                "a[[END OF CONVERSATION]"
            })
    void what_is_heard_adds_up_to_what_is_said_however_it_is_cut(String said) {
        for (int cut = 0; cut <= said.length(); cut++) {
            for (int next = cut; next <= said.length(); next++) {
                heard.clear();
                List<String> pieces = List.of(said.substring(0, cut), said.substring(cut, next), said.substring(next));

                Action action = agent(new Speaking(pieces)).next(HELLO, listener);

                assertThat(String.join("", heard)).as(pieces.toString()).isEqualTo(text(action));
            }
        }
    }

    @Test
    void words_are_heard_before_the_answer_is_whole() {
        ModelClient client = new Speaking(List.of("Good ", "day, ", "dear ", "customer."));

        agent(client).next(HELLO, listener);

        assertThat(heard).containsExactly("Good", " day,", " dear", " customer.");
    }

    @Test
    void whoever_listens_hears_what_the_model_was_asked_and_what_it_cost() {
        agent(new Speaking(List.of("Hi."))).next(HELLO, listener);

        ModelCall call = calls.getFirst();
        assertThat(call.provider()).isEqualTo("openai");
        assertThat(call.model()).isEqualTo("m-latest");
        assertThat(call.sent()).hasSize(2).last().isEqualTo(Message.User.says("hello"));
        assertThat(call.began()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(call.ended()).isEqualTo(Instant.ofEpochSecond(2));
        ModelCall.Answer answer = call.answer().orElseThrow();
        assertThat(answer.model()).isEqualTo("m-1");
        assertThat(answer.finishReason()).isEqualTo("stop");
        assertThat(answer.tokens()).contains(new ModelCall.Tokens(9, 5, 1));
    }

    @Test
    void a_call_that_failed_is_heard_of_with_its_kind() {
        ModelClient limited = request -> {
            throw new ModelException("too much", new Failure.RateLimited(Optional.empty()));
        };

        assertThat(catchThrowableOfType(
                        AgentException.class, () -> agent(limited).next(HELLO, listener)))
                .hasMessageContaining("too much");
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.answer()).isEmpty();
            assertThat(call.error()).isEqualTo("rate_limited");
        });
    }
}
