package dev.agentgym.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.Traces;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrivacyTest {

    private static final String KEY = "a key of more than eight";

    /// Everything personal about an invented customer, in the spellings that conversations use.
    private record Person(
            String first,
            String last,
            String email,
            String phone,
            String street,
            String zip,
            String card,
            String born,
            String id) {

        static Person draw(SplittableRandom random) {
            String first = pick(random, "Johanna", "Bill", "Anne-Marie", "Li", "Søren", "Grace", "MIGUEL", "O'Neil");
            String last = pick(random, "Smithers", "Young", "García", "van Houten", "Wu", "Okonkwo");
            String plain = (first + "." + last).toLowerCase(Locale.ROOT).replaceAll("[^a-z.]", "");
            return new Person(
                    first,
                    last,
                    plain + random.nextInt(100, 999) + "@mail.org",
                    "555-" + random.nextInt(100, 999) + "-" + random.nextInt(1000, 9999),
                    random.nextInt(1, 999) + " Willow Lane",
                    String.valueOf(random.nextInt(10000, 99999)),
                    "4539 1488 0343 6467",
                    "19" + random.nextInt(50, 99) + "-0" + random.nextInt(1, 9) + "-17",
                    "cust_" + random.nextInt(100000, 999999));
        }

        ObjectNode profile() {
            ObjectNode json = Json.object();
            json.put("customer_id", id).put("email", email).put("phone", phone).put("date_of_birth", born);
            json.putObject("name").put("first_name", first).put("last_name", last);
            json.putObject("address")
                    .put("street", street)
                    .put("city", "Oldenburg")
                    .put("zip", zip);
            json.putArray("orders").add("W4417").add("W9921");
            return json.put("plan", "Fibre 500").put("card_number", card);
        }

        List<String> originals() {
            return List.of(
                    last, email, phone, phone.replace("-", ""), street, zip, card, card.replace(" ", ""), born, id);
        }
    }

    private static String pick(SplittableRandom random, String... values) {
        return values[random.nextInt(values.length)];
    }

    private static Conversation conversation(String id, Person person) {
        ObjectNode arguments = Json.object().put("customer_id", person.id()).put("order_id", "W4417");
        return new Conversation(
                id,
                List.of(
                        Message.User.says(
                                "Hi, my name is " + person.first() + " " + person.last() + ", id " + person.id()
                                        + ", mail " + person.email().toUpperCase(Locale.ROOT) + ". Call "
                                        + person.phone().replace("-", " ")
                                        + " about W4417."),
                        Message.Assistant.calls(List.of(new ToolCall("call_1", "get_customer", arguments))),
                        new Message.Tool("call_1", "get_customer", person.profile(), false, Details.NONE),
                        Message.Assistant.says("Thank you, " + person.first() + ". You live at " + person.street()
                                + ", " + person.zip() + " Oldenburg, born " + person.born() + ", card "
                                + person.card().replace(" ", "") + "? Your bill for Fibre 500 is due on 2026-03-01."),
                        Message.User.says(
                                "Yes, " + person.street().toLowerCase(Locale.ROOT) + ". Cheers, " + person.first())),
                Outcome.SUCCESS,
                OptionalDouble.of(4),
                List.of(),
                Json.object()
                        .put("customer_id", person.id())
                        .put("customer_name", person.first() + " " + person.last()),
                Map.of());
    }

    private static Conversation replaced(Conversation conversation) {
        return Privacy.perConversation().pseudonyms().apply(conversation);
    }

    @Test
    void no_original_is_left_in_generated_conversations() {
        for (int seed = 0; seed < 300; seed++) {
            Person person = Person.draw(new SplittableRandom(seed));
            Conversation changed = replaced(conversation("c" + seed, person));
            String text = Traces.toJson(changed).toString();
            for (String original : person.originals()) {
                assertThat(occurs(text, original))
                        .as(seed + ": " + original + " in " + text)
                        .isFalse();
            }
            assertThat(text).doesNotContain(person.first() + " ").doesNotContain(person.first() + "\"");
        }
    }

    private static boolean occurs(String text, String value) {
        return text.toLowerCase(Locale.ROOT)
                .matches("(?s).*(?<![\\p{L}\\p{N}])\\Q" + value.toLowerCase(Locale.ROOT) + "\\E(?![\\p{L}\\p{N}]).*");
    }

    @Test
    void what_belonged_together_still_does_and_business_stays() {
        Conversation changed = replaced(conversation("c", Person.draw(new SplittableRandom(7))));
        JsonNode arguments = changed.exchanges().getFirst().call().arguments();
        JsonNode profile = ((Message.Tool) changed.messages().get(2)).result();
        assertThat(profile.path("customer_id")).isEqualTo(arguments.path("customer_id"));
        assertThat(changed.metadata().path("customer_id")).isEqualTo(arguments.path("customer_id"));
        assertThat(changed.messages().getFirst().text())
                .contains(arguments.path("customer_id").asText())
                .contains("W4417");
        assertThat(profile.path("plan").asText()).isEqualTo("Fibre 500");
        assertThat(profile.path("orders")).isEqualTo(Json.parse("[\"W4417\",\"W9921\"]"));
        assertThat(changed.messages().get(3).text()).contains("Your bill for Fibre 500 is due on 2026-03-01.");
        String name = profile.path("name").path("first_name").asText();
        assertThat(changed.messages().get(3).text()).startsWith("Thank you, " + name + ".");
    }

    @Test
    void replacements_keep_the_form() {
        Person person = Person.draw(new SplittableRandom(3));
        JsonNode profile =
                ((Message.Tool) replaced(conversation("c", person)).messages().get(2)).result();
        assertThat(profile.path("customer_id").asText()).matches("cust_\\d{6}");
        assertThat(profile.path("phone").asText()).matches("\\d{3}-\\d{3}-\\d{4}");
        assertThat(profile.path("email").asText()).endsWith("@example.com");
        assertThat(profile.path("address").path("zip").asText()).matches("\\d{5}");
        assertThat(profile.path("date_of_birth").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(TextPatterns.isCard(profile.path("card_number").asText())).isTrue();
    }

    @Test
    void a_key_gives_the_same_replacement_in_every_conversation_and_run() {
        Person person = Person.draw(new SplittableRandom(5));
        String one = id(Privacy.withKey(KEY).pseudonyms().apply(conversation("c1", person)));
        assertThat(id(Privacy.withKey(KEY).pseudonyms().apply(conversation("c2", person))))
                .isEqualTo(one);
        assertThat(id(Privacy.withKey("another long key").pseudonyms().apply(conversation("c1", person))))
                .isNotEqualTo(one);
    }

    @Test
    void without_a_key_conversations_cannot_be_linked_but_runs_repeat() {
        Person person = Person.draw(new SplittableRandom(5));
        String one = id(replaced(conversation("c1", person)));
        assertThat(id(replaced(conversation("c2", person)))).isNotEqualTo(one);
        assertThat(id(replaced(conversation("c1", person)))).isEqualTo(one);
    }

    private static String id(Conversation conversation) {
        return conversation.metadata().path("customer_id").asText();
    }

    @Test
    void text_alone_gives_its_values_away() {
        String text = replaced(Conversation.of(
                        "c",
                        List.of(Message.User.says("This is Maria Kowalski, maria.k@firma.pl, +48 601 234 567, "
                                + "DE89 3704 0044 0532 0130 00, 4111 1111 1111 1111, 12 Oak Street.")),
                        Outcome.UNKNOWN))
                .messages()
                .getFirst()
                .text();
        assertThat(text).doesNotContain("Maria", "Kowalski", "firma", "601", "3704", "4111", "Oak");
        assertThat(text).matches("This is \\w+ \\w+, \\S+@example.com, \\+\\d\\d \\d{3} \\d{3} \\d{3}, DE.*");
    }

    @Test
    void amounts_dates_and_order_numbers_are_no_persons() {
        String text = "Order 2026-000123 of 2026-03-01 at 10:15 costs 1,299.00 for 12 units, ticket T-100001.";
        assertThat(replaced(Conversation.of("c", List.of(Message.User.says(text)), Outcome.UNKNOWN))
                        .messages()
                        .getFirst()
                        .text())
                .isEqualTo(text);
    }

    /// `Bill` is a customer, `bill` is what they got.
    @Test
    void a_name_that_is_a_word_is_replaced_only_with_a_capital() {
        Conversation changed = replaced(new Conversation(
                "c",
                List.of(Message.User.says("Bill here. My bill is wrong.")),
                Outcome.UNKNOWN,
                OptionalDouble.empty(),
                List.of(),
                Json.object().put("first_name", "Bill"),
                Map.of()));
        assertThat(changed.messages().getFirst().text())
                .endsWith("here. My bill is wrong.")
                .doesNotContain("Bill");
    }

    @Test
    void ids_that_are_numbers_stay_numbers() {
        Conversation changed = replaced(new Conversation(
                "c",
                List.of(Message.User.says("I am number 40817.")),
                Outcome.UNKNOWN,
                OptionalDouble.empty(),
                List.of(),
                Json.object().put("customer_id", 40817),
                Map.of()));
        assertThat(changed.metadata().path("customer_id").isIntegralNumber()).isTrue();
        assertThat(changed.messages().getFirst().text())
                .isEqualTo(
                        "I am number " + changed.metadata().path("customer_id").asText() + ".");
    }

    @Test
    void what_was_replaced_is_counted_by_kind() {
        Pseudonyms pseudonyms = Privacy.perConversation().pseudonyms();
        pseudonyms.apply(conversation("c", Person.draw(new SplittableRandom(1))));
        assertThat(pseudonyms.replaced())
                .containsEntry("email", 1L)
                .containsEntry("person_id", 1L)
                .containsKey("card");
    }

    @Test
    void a_short_key_is_refused() {
        assertThatThrownBy(() -> Privacy.withKey("short")).hasMessageContaining("5 characters");
    }
}
