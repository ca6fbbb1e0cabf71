package dev.agentgym.llm.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BudgetTest {

    private static final ModelName MINI = new ModelName("openai", "http://x", "gpt-4.1-mini");
    private static final ModelName UNPRICED = new ModelName("acme", "http://x", "m");
    private static final Prices PRICES = Prices.of(Map.of());

    /// Every third call fails, in each of the ways that calls can.
    private static Optional<Failure> mishap(int call) {
        return call % 3 != 0
                ? Optional.empty()
                : Optional.of(List.of(
                                new Failure.RateLimited(Optional.empty()),
                                new Failure.Overloaded(500, Optional.empty()),
                                new Failure.Disconnected(),
                                new Failure.Malformed(),
                                new Failure.TimedOut(Duration.ofSeconds(1)))
                        .get(call / 3 % 5));
    }

    private static Retries retries(ModelClient client) {
        return new Retries(client, Retries.Schedule.DEFAULT, () -> Instant.EPOCH, pause -> {}, () -> 0.5);
    }

    private static int askAtOnce(ModelClient client, int questions) {
        AtomicInteger answered = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, questions)
                    .forEach(number -> threads.execute(() -> {
                        try {
                            client.complete(CannedModel.ask("question " + number));
                            answered.incrementAndGet();
                        } catch (ModelException e) {
                            // Spent budgets and failures are what this is about; the counts are checked below.
                            assertThat(e.failure()).isNotNull();
                        }
                    }));
        }
        return answered.get();
    }

    // A budget that is looked at before the call and counted after it lets many callers through at once.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 1000})
    void callers_at_once_never_make_more_calls_than_there_are(int limit) {
        CannedModel model = new CannedModel(BudgetTest::mishap);
        Budget budget = new Budget(Limits.calls(limit));
        ModelClient client = retries(new Metered(model, budget, "agent", MINI, PRICES));

        int answered = askAtOnce(client, 2 * limit + 5);

        assertThat(model.calls.get()).isEqualTo(limit);
        assertThat(budget.spent().calls()).isEqualTo(limit);
        assertThat(budget.spent().failures()).isEqualTo(limit / 3);
        assertThat(answered).isEqualTo(limit - limit / 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_000, 200_000})
    void callers_at_once_never_spend_more_tokens_than_there_are(long limit) {
        CannedModel model = new CannedModel(BudgetTest::mishap);
        Budget budget = new Budget(new Limits(Long.MAX_VALUE, limit, Long.MAX_VALUE));

        askAtOnce(retries(new Metered(model, budget, "agent", MINI, PRICES)), 500);

        assertThat(budget.spent().tokens()).isLessThanOrEqualTo(limit);
        assertThat(model.calls.get() > 0).isEqualTo(limit > 10_000);
    }

    @Test
    void money_is_counted_by_the_price_of_the_model_and_never_overspent() {
        Budget budget = new Budget(new Limits(Long.MAX_VALUE, Long.MAX_VALUE, 14_000_000));
        CannedModel model = new CannedModel();
        ModelClient client = new Metered(model, budget, "agent", MINI, PRICES);

        client.complete(CannedModel.ask("hi"));

        // 10 tokens in at 0.4 and 5 out at 1.6 dollars a million: 12 millionths of a dollar.
        assertThat(budget.spent().nanos()).isEqualTo(12_000);
        // What one more call might cost, 8,192 tokens out, has to fit as well.
        while (budget.spent().nanos() + 13_200_000 < 14_000_000) {
            client.complete(CannedModel.ask("hi"));
        }
        assertThat(catchThrowableOfType(
                                ModelException.class,
                                () -> IntStream.range(0, 20).forEach(number -> client.complete(CannedModel.ask("hi"))))
                        .failure())
                .isEqualTo(new Failure.BudgetSpent());
        assertThat(budget.spent().nanos()).isLessThan(14_000_000);
    }

    @Test
    void money_cannot_be_limited_where_nobody_knows_the_price() {
        Budget money = new Budget(new Limits(Long.MAX_VALUE, Long.MAX_VALUE, 1));

        assertThatThrownBy(() -> new Metered(new CannedModel(), money, "agent", UNPRICED, PRICES))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("acme:m")
                .hasMessageContaining("AGENT_GYM_PRICES");
        assertThat(new Metered(new CannedModel(), new Budget(Limits.NONE), "agent", UNPRICED, PRICES)
                        .complete(CannedModel.ask("hi"))
                        .text())
                .isEqualTo("answer 1");
    }

    @Test
    void all_roles_draw_on_one_budget_and_are_told_apart() {
        Budget budget = new Budget(Limits.calls(3));
        CannedModel model = new CannedModel();
        ModelClient agent = new Metered(model, budget, "agent", MINI, PRICES);
        ModelClient judge = new Metered(model, budget, "judge", MINI, PRICES);

        agent.complete(CannedModel.ask("a"));
        judge.complete(CannedModel.ask("b"));
        agent.complete(CannedModel.ask("c"));

        assertThatThrownBy(() -> judge.complete(CannedModel.ask("d"))).hasMessageContaining("budget of 3 calls");
        assertThat(budget.toJson().at("/agent/calls").asInt()).isEqualTo(2);
        assertThat(budget.toJson().at("/judge/calls").asInt()).isEqualTo(1);
        Budget recalled = new Budget(Limits.calls(3));
        recalled.recall(budget.toJson());
        assertThat(recalled.spent()).isEqualTo(budget.spent());
    }

    // A search that is killed in the middle of a step forgets its scores, and must not forget what they cost.
    @Test
    void a_ledger_remembers_what_a_killed_program_spent_and_what_it_had_under_way(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("spending.jsonl");
        Budget first = Budget.recorded(Limits.calls(3), file);
        new Metered(new CannedModel(), first, "agent", MINI, PRICES).complete(CannedModel.ask("a"));
        first.reserve("judge", new Spending(1, 0, 700, 50, 9));
        Files.writeString(file, "\n{\"call\": 9, \"cut o", StandardOpenOption.APPEND);

        Budget second = Budget.recorded(Limits.calls(3), file);

        assertThat(second.toJson().path("agent")).isEqualTo(first.toJson().path("agent"));
        assertThat(Spending.fromJson(second.toJson().path("judge"))).isEqualTo(new Spending(1, 1, 700, 50, 9));
        ModelClient client = new Metered(new CannedModel(), second, "agent", MINI, PRICES);
        client.complete(CannedModel.ask("b"));
        assertThatThrownBy(() -> client.complete(CannedModel.ask("c"))).hasMessageContaining("budget of 3 calls");
        second.recall(first.toJson());
        assertThat(second.spent().calls()).as("known already").isEqualTo(3);
        assertThat(Budget.recorded(Limits.calls(3), file).toJson()).isEqualTo(second.toJson());
    }

    @Test
    void an_answer_is_bounded_where_tokens_are_limited_and_left_alone_where_not() {
        CannedModel model = new CannedModel();
        Request[] seen = new Request[1];
        ModelClient keeping = request -> {
            seen[0] = request;
            return model.complete(request);
        };

        new Metered(keeping, new Budget(new Limits(9, 99_999, Long.MAX_VALUE)), "a", MINI, PRICES)
                .complete(CannedModel.ask("hi"));
        assertThat(seen[0].sampling().maxTokens()).hasValue(Estimate.LONGEST_ANSWER);
        new Metered(keeping, new Budget(Limits.calls(9)), "a", MINI, PRICES).complete(CannedModel.ask("hi"));
        assertThat(seen[0].sampling().maxTokens()).isEmpty();
    }

    @Test
    void where_the_server_may_have_worked_before_it_failed_the_worst_is_counted() {
        Budget cut = new Budget(Limits.NONE);
        Budget refused = new Budget(Limits.NONE);

        failing(new Failure.Disconnected(), cut);
        failing(new Failure.RateLimited(Optional.empty()), refused);
        failing(new Failure.Unreachable(), refused);

        assertThat(cut.spent().output()).isEqualTo(100);
        assertThat(refused.spent().tokens()).isZero();
    }

    private static void failing(Failure failure, Budget budget) {
        Request small = Request.of(List.of(Message.User.says("hi")), Sampling.DEFAULT.maxTokens(100));
        ModelClient client = new Metered(new CannedModel(call -> Optional.of(failure)), budget, "a", MINI, PRICES);
        assertThatThrownBy(() -> client.complete(small)).isInstanceOf(ModelException.class);
    }

    @Test
    void an_answer_that_nobody_counted_costs_its_bytes() {
        Budget budget = new Budget(Limits.NONE);
        ModelClient silent = request -> new Completion("12345678", List.of(), Optional.empty(), "stop", "m");

        new Metered(silent, budget, "a", MINI, PRICES).complete(CannedModel.ask("hi"));

        assertThat(budget.spent().output()).isGreaterThanOrEqualTo(8);
        assertThat(budget.spent().input()).isGreaterThanOrEqualTo(2);
    }
}
