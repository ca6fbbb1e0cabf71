package dev.agentgym.environment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.reward.Ended;
import dev.agentgym.reward.Expectation;
import dev.agentgym.reward.Reward;
import dev.agentgym.reward.Scored;
import dev.agentgym.task.Fact;
import dev.agentgym.task.Persona;
import dev.agentgym.task.Task;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.user.Customer;
import dev.agentgym.user.Utterance;
import dev.agentgym.user.Visit;
import dev.agentgym.world.World;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A help desk at which orders are cancelled, small enough to know by heart: logs, tasks, a customer who reads
/// their words off a list, and a judge who counts the expected calls.
public final class Desk {

    /// When the first log begins.
    static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");

    private static final List<Conversation> LOGS =
            IntStream.range(0, 6).mapToObj(Desk::log).toList();

    private static final World WORLD = World.induce(LOGS);

    private Desk() {}

    /// Message 0 to 8: matter, call, answer, question, yes, call, answer, words, goodbye.
    private static Conversation log(int number) {
        String order = "W-10" + number;
        List<Message> messages = List.of(
                new Message.User("I want to cancel " + order, List.of(), at(number, 0)),
                new Message.Assistant("", List.of(call("a", "get_order", order)), at(number, 1)),
                answer("a", "get_order", order, "open", number, 2),
                new Message.Assistant("It is open. Shall I cancel it?", List.of(), at(number, 3)),
                new Message.User("Yes, please.", List.of(), at(number, 4)),
                new Message.Assistant("", List.of(call("b", "cancel_order", order)), at(number, 5)),
                answer("b", "cancel_order", order, "cancelled", number, 6),
                new Message.Assistant("It is cancelled.", List.of(), at(number, 7)),
                new Message.User("Thanks, bye.", List.of(), at(number, 8)));
        return Conversation.of("c" + number, messages, Outcome.SUCCESS);
    }

    private static Details at(int day, int minute) {
        return Details.at(MORNING.plusSeconds(day * 86_400L + minute * 60L));
    }

    private static Message answer(String id, String tool, String order, String status, int number, int minute) {
        ObjectNode row =
                Json.object().put("order_id", order).put("status", status).put("total", 10 + number);
        return new Message.Tool(id, tool, row, false, at(number, minute));
    }

    static ToolCall call(String id, String tool, String order) {
        return new ToolCall(id, tool, Json.arguments(Map.of("order_id", order)));
    }

    /// The logged conversations.
    public static List<Conversation> logs() {
        return LOGS;
    }

    /// Tools that answer from them.
    public static ToolMocker tools() {
        return new ToolMocker(WORLD, new TierAccuracy(Map.of()));
    }

    /// One task for each log, the last two for testing.
    public static List<Task> tasks() {
        return IntStream.range(0, LOGS.size()).mapToObj(Desk::task).toList();
    }

    static Task task(int number) {
        return task(number, 0, Optional.empty());
    }

    /// The decision after the customer's yes.
    static Task decision(int number) {
        return task(number, 5, Optional.of((Message.Assistant)
                LOGS.get(number).messages().get(5)));
    }

    static Task task(int number, int start, Optional<Message.Assistant> decision) {
        String id = start == 0 ? "c" + number : "c" + number + "#" + start;
        String order = "W-10" + number;
        return new Task(
                id,
                "c" + number,
                start,
                "I want to cancel " + order,
                List.of(new Fact("order_id", order, 0, true)),
                new Persona(4, 3, 0),
                number % 2 == 0 ? "cancel" : "stop",
                number / 6.0,
                number < 4 ? Task.Part.TRAIN : Task.Part.TEST,
                new Expectation(
                        List.of(call("b", "cancel_order", order)),
                        List.of(),
                        List.of(call("a", "get_order", order)),
                        List.of()),
                decision);
    }

    /// The first words name the order; then yes; then goodbye.
    public static Customer customer() {
        return reading("Yes, please.", "Thanks, bye.");
    }

    /// A customer who says these after their first words, and leaves with the last.
    static Customer reading(String... words) {
        return new Scripted(List.of(words));
    }

    /// The settings of an environment with everything above.
    public static EpisodeSetting setting() {
        return setting(customer(), Rules.DEFAULT);
    }

    static EpisodeSetting setting(Customer customer, Rules rules) {
        return new EpisodeSetting(
                EpisodeSetting.byId(LOGS),
                tools(),
                WORLD.declarations(),
                customer,
                Desk::judge,
                rules,
                InstantSource.fixed(MORNING));
    }

    /// An environment with everything above.
    public static Environment environment() {
        return new ConversationEnvironment(setting());
    }

    /// The share of the expected calls that were made and accepted.
    public static Reward judge(Ended ended) {
        List<String> made = new ArrayList<>();
        Conversation conversation = ended.conversation();
        conversation.exchanges().stream()
                .filter(exchange ->
                        exchange.answer().map(answer -> !answer.isError()).orElse(false))
                .forEach(exchange -> made.add(text(exchange.call())));
        List<ToolCall> expected = ended.expectation().actions();
        long right = expected.stream().filter(call -> made.contains(text(call))).count();
        double share = expected.isEmpty() ? 1 : (double) right / expected.size();
        return new Reward(
                share,
                right == expected.size(),
                List.of(new Scored("actions", share, 1, right + " of " + expected.size())));
    }

    private static String text(ToolCall call) {
        return call.name() + Json.canonical(call.arguments());
    }

    private record Scripted(List<String> words) implements Customer {

        @Override
        public Visit visit(Task task, long seed) {
            return new Reading(task, seed, words, 0);
        }

        @Override
        public String name() {
            return "scripted";
        }
    }

    /// Knows what it said from the number of calls, so that a branch that shares it is found out.
    private static final class Reading implements Visit {

        private final Task task;
        private final long seed;
        private final List<String> words;
        private int next;

        Reading(Task task, long seed, List<String> words, int next) {
            this.task = task;
            this.seed = seed;
            this.words = words;
            this.next = next;
        }

        @Override
        public Utterance next(List<Message> conversation) {
            boolean first = conversation.stream().noneMatch(Message.User.class::isInstance);
            if (first) {
                return new Utterance(task.goal() + (seed % 2 == 0 ? "" : "!"), false, Optional.empty());
            }
            String said = words.get(Math.min(next++, words.size() - 1));
            Optional<String> fault = said.contains("oops") ? Optional.of("gave itself away") : Optional.empty();
            return new Utterance(said, next >= words.size(), fault);
        }

        @Override
        public Visit branch() {
            return new Reading(task, seed, words, next);
        }
    }
}
