package dev.agentgym.llm.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.AgentGym;
import dev.agentgym.Gym;
import dev.agentgym.environment.Rules;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Limits;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What optimisers show of the customers of a bank to others, and to whoever rewrites prompts.
@Timeout(120)
class ShownPersonsTest {

    private static final List<String> FIRST_NAMES = List.of("Johanna", "Miguel", "Wilhelmina", "Bertram", "Ines");
    private static final List<String> LAST_NAMES = List.of("Smithers", "Okonkwo", "Wunderlich", "Hollis", "Calloway");
    private static final int CUSTOMERS = 40;
    private static final Pattern CARD = Pattern.compile("card-\\d+");
    private static final Pattern FULL_NAME = Pattern.compile("full_name\":\"(\\w+)");
    private static final Pattern EMAIL = Pattern.compile("[\\w.]+@[\\w.]+\\w");

    private static final Gym GYM = AgentGym.createEnvironment(
            IntStream.range(0, CUSTOMERS).mapToObj(ShownPersonsTest::log).toList(), Map.of());

    private static String first(int customer) {
        return FIRST_NAMES.get(customer % FIRST_NAMES.size());
    }

    private static String last(int customer) {
        return LAST_NAMES.get(customer / FIRST_NAMES.size() % LAST_NAMES.size());
    }

    private static String email(int customer) {
        return (first(customer) + "." + last(customer)).toLowerCase(Locale.ROOT) + customer + "@mail.org";
    }

    private static String id(int customer) {
        return "cust_" + (100_000 + customer);
    }

    /// The first name is only said, in a place that no form gives away; the profile knows that it is one.
    private static Conversation log(int customer) {
        String card = "card-" + (700 + customer);
        ToolCall find = new ToolCall("a", "find_customer", Json.object().put("email", email(customer)));
        ToolCall block = new ToolCall("b", "block_card", Json.object().put("card_id", card));
        List<Message> messages = List.of(
                Message.User.says("I lost my card " + card + ", please block it. " + first(customer) + " here."),
                Message.Assistant.says("What is your e-mail address?"),
                Message.User.says("It is " + email(customer) + "."),
                Message.Assistant.calls(List.of(find)),
                answer(
                        find,
                        Json.object()
                                .put("customer_id", id(customer))
                                .put("full_name", first(customer) + " " + last(customer))
                                .put("email", email(customer))),
                Message.Assistant.says("I see you, " + first(customer) + ". Shall I block " + card + "?"),
                Message.User.says("Yes, please."),
                Message.Assistant.calls(List.of(block)),
                answer(block, Json.object().put("card_id", card).put("status", "blocked")),
                Message.Assistant.says("Card " + card + " is blocked."),
                Message.User.says("Thanks, bye."));
        return new Conversation(
                "c" + customer,
                messages,
                Outcome.SUCCESS,
                OptionalDouble.empty(),
                List.of(),
                Json.object().put("customer_id", id(customer)),
                Map.of());
    }

    private static Message answer(ToolCall call, JsonNode result) {
        return new Message.Tool(call.id(), call.name(), result, false, Details.NONE);
    }

    /// Does what the logged agents did, two times in three, and remembers what it read as a rewriter.
    private static final class Clerk implements ModelClient {

        private final Queue<String> reflected = new ConcurrentLinkedQueue<>();

        @Override
        public Completion complete(Request request) {
            if (!(request.messages().getFirst() instanceof Message.SystemPrompt)) {
                String question = request.messages().getFirst().text();
                reflected.add(question);
                return said("```\nRule " + Integer.toHexString(question.hashCode()) + "\n```");
            }
            List<Message> chat = request.messages();
            long answers = chat.stream().filter(Message.Tool.class::isInstance).count();
            boolean toolSpoke = chat.getLast() instanceof Message.Tool;
            String card = found(CARD, chat);
            if (answers == 0) {
                String email = found(EMAIL, chat);
                return email.isEmpty() ? said("What is your e-mail address?") : calls("find_customer", "email", email);
            }
            if (answers == 1 && request.sampling().seed().orElse(0) % 3 == 0) {
                return said("That is all I can do. [END OF CONVERSATION]");
            }
            if (answers == 1) {
                String name = found(FULL_NAME, chat);
                return toolSpoke
                        ? said("I see you, " + name + ". Shall I block " + card + "?")
                        : calls("block_card", "card_id", card);
            }
            return said(toolSpoke ? "Card " + card + " is blocked." : "Bye. [END OF CONVERSATION]");
        }

        private static String found(Pattern pattern, List<Message> chat) {
            return chat.stream()
                    .skip(1)
                    .map(Message::text)
                    .map(pattern::matcher)
                    .filter(Matcher::find)
                    .map(match -> match.group(match.groupCount()))
                    .findFirst()
                    .orElse("");
        }

        private static Completion said(String text) {
            return new Completion(text, List.of(), Optional.empty(), "stop", "clerk");
        }

        private static Completion calls(String tool, String argument, String value) {
            ToolCall call = new ToolCall(tool, tool, Json.object().put(argument, value));
            return new Completion("", List.of(call), Optional.empty(), "tool_calls", "clerk");
        }
    }

    private static Session played(String optimizer, Clerk clerk) {
        SearchSettings settings = SearchSettings.DEFAULT.rollouts(150);
        Problem problem = GymSearch.of(GYM).problem(GYM, Rules.DEFAULT, GymSearch.start(GYM), clerk, clerk, settings);
        Session session =
                Session.begin(problem, Optimizers.named(optimizer).orElseThrow(), new Budget(Limits.NONE), event -> {});
        while (session.step()) {}
        return session;
    }

    private static void assertNobodyIsIn(String text) {
        IntStream.range(0, CUSTOMERS)
                .forEach(customer -> assertThat(text).doesNotContain(email(customer), id(customer)));
        assertThat(text).doesNotContainIgnoringCase(FIRST_NAMES.toArray(String[]::new));
        assertThat(text).doesNotContainIgnoringCase(LAST_NAMES.toArray(String[]::new));
    }

    private static Stream<String> names() {
        return Optimizers.all().stream().map(Optimizer::name);
    }

    // What a search found is shown to every later customer.
    @ParameterizedTest
    @MethodSource("names")
    void no_person_of_the_logs_is_in_anything_that_a_search_keeps_or_lets_be_read(String name) {
        Clerk clerk = new Clerk();

        String told = played(name, clerk).state() + String.join("\n", clerk.reflected);

        assertThat(told).contains("Agent calls block_card");
        assertNobodyIsIn(told);
    }

    @Test
    void who_is_invented_is_the_same_person_everywhere_in_a_conversation() {
        List<Demonstration> logged = GymSearch.of(GYM).logged();

        assertThat(logged).hasSizeGreaterThan(10);
        assertThat(logged).allSatisfy(each -> {
            List<String> emails = EMAIL.matcher(each.text())
                    .results()
                    .map(match -> match.group().toLowerCase(Locale.ROOT))
                    .toList();
            assertThat(emails).as("said, looked up with, answered").hasSizeGreaterThanOrEqualTo(3);
            assertThat(emails.stream().distinct()).hasSize(1);
        });
        assertThat(logged.stream().map(Demonstration::text).distinct()).hasSameSizeAs(logged);
    }

    @Test
    void the_same_seed_invents_the_same_persons() {
        String once = played("random", new Clerk()).state().toString();

        assertThat(played("random", new Clerk()).state()).hasToString(once);
    }
}
