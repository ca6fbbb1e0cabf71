package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// How a conversation begins: the customer says what it is about, the agent greets, finds the account and verifies
/// it.
final class Opening {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM", Locale.ENGLISH);

    private static final int NOON = 12;
    private static final int EVENING = 18;
    private static final double BOTH_KEYS = 0.012;

    private final Talk talk;
    private final Dice dice;

    Opening(Talk talk) {
        this.talk = talk;
        this.dice = talk.dice();
    }

    /// True where the agent may go on with the account.
    ///
    /// @param concern the list of phrases that tells it
    boolean play(String concern) {
        if (dice.chance(0.3)) {
            talk.system("Conversation assigned to " + talk.agent().name() + ".");
        }
        String key = dice.pick(List.of("phone", "phone", "email", "email", "id"));
        boolean volunteered = greet(concern, key);
        if (!volunteered) {
            give(key);
        }
        find(key);
        return verified();
    }

    private boolean greet(String concern, String key) {
        if (dice.chance(0.25)) {
            talk.customer("only_greeting");
            talk.agent("greeting", "how_help");
            talk.customer(concern);
            talk.agent("empathy", "ask_identity");
            return false;
        }
        boolean volunteers = dice.chance(0.3);
        List<String> parts = new ArrayList<>();
        if (dice.chance(0.75)) {
            parts.add("greeting");
        }
        parts.add(concern);
        if (dice.chance(talk.persona().verbosity())) {
            parts.add("frustration");
        }
        if (volunteers) {
            parts.add("volunteer_" + key);
        }
        talk.customer(parts.toArray(String[]::new));
        if (!volunteers) {
            talk.agent("greeting", "empathy", "ask_identity");
        } else if (dice.chance(0.6)) {
            talk.agent("greeting", "one_moment");
        }
        return volunteers;
    }

    private void give(String key) {
        boolean mistyped = !key.equals("id") && dice.chance(0.12);
        if (!mistyped) {
            talk.customer("give_" + key);
            return;
        }
        String right = talk.facts().get(key);
        String wrong = mistyped(key, right);
        talk.facts().put(key, wrong).put("given", wrong);
        talk.customer("give_" + key);
        talk.call("find_customer", key, wrong);
        talk.agent("not_found");
        talk.facts().put(key, right);
        talk.customer("correct_" + key);
    }

    /// A slip that is nobody's number or address.
    private String mistyped(String key, String right) {
        if (key.equals("email")) {
            return right.replaceFirst("\\d+@", "@");
        }
        String start = right.substring(0, right.length() - 1);
        return IntStream.range(0, 10)
                .mapToObj(digit -> start + digit)
                .filter(phone -> talk.known("find_customer", "phone", phone).isTextual())
                .findFirst()
                .orElseThrow();
    }

    private void find(String key) {
        if (!key.equals("id") && talk.wishes().chance(BOTH_KEYS)) {
            talk.customer(key.equals("phone") ? "volunteer_email" : "volunteer_phone");
            talk.call(
                    "find_customer",
                    "phone",
                    talk.facts().get("phone"),
                    "email",
                    talk.facts().get("email"));
        }
        ToolAnswer answer = key.equals("id")
                ? talk.call("get_customer", "customer_id", talk.facts().get("id"))
                : talk.call("find_customer", key, talk.facts().get(key));
        if (answer.isError()) {
            throw new IllegalStateException("A customer on file was not found: " + answer.result());
        }
    }

    private boolean verified() {
        if (!dice.chance(talk.agent().verifies())) {
            talk.agent("found");
            return true;
        }
        talk.agent("found", "ask_postcode");
        if (dice.chance(0.02)) {
            talk.customer("not_holder");
            talk.agent("not_verified");
            return false;
        }
        if (dice.chance(0.06)) {
            List<String> others = talk.office().directory().postcodes(true).stream()
                    .filter(postcode -> !postcode.equals(talk.facts().get("postcode")))
                    .toList();
            talk.facts().put("wrongpostcode", dice.pick(others));
            talk.customer("wrong_postcode");
            talk.agent("not_verified");
            return false;
        }
        talk.customer("give_postcode");
        talk.agent(dice.chance(0.5) ? "verified" : "one_moment");
        return true;
    }

    /// Puts what the customer knows about themselves among the facts.
    static void introduce(Talk talk, String customerId) {
        JsonNode customer = talk.known("get_customer", "customer_id", customerId);
        String name = customer.get("name").asText();
        int hour = talk.office().now().atOffset(ZoneOffset.UTC).getHour();
        talk.facts()
                .put("id", customerId)
                .put("name", name)
                .put("first", name.substring(0, name.indexOf(' ')))
                .put("phone", customer.get("phone"))
                .put("email", customer.get("email"))
                .put("postcode", customer.at("/address/postcode"))
                .put("city", customer.at("/address/city"))
                .put("daytime", hour < NOON ? "morning" : hour < EVENING ? "afternoon" : "evening")
                .put("restofday", hour < EVENING - 1 ? "day" : "evening")
                .put("month", MONTH.format(talk.office().now().atOffset(ZoneOffset.UTC)));
    }
}
