package dev.agentgym.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaToolsTest {

    enum Kind {
        HOTEL,
        FLIGHT
    }

    record Guest(String name, @ToolArgument("in years") int age) {
        Guest {
            if (age < 0) {
                throw new IllegalArgumentException("nobody is " + age + " years old");
            }
        }
    }

    record Booking(String id, LocalDate day, Optional<String> note) {}

    /// Takes one of each.
    public static final class Desk {

        @AgentTool("Books something.")
        public Booking book(
                @ToolArgument(name = "guest_list", value = "who comes") List<Guest> guests,
                Kind kind,
                LocalDate day,
                BigDecimal price,
                boolean refundable,
                Optional<String> note,
                Map<String, Long> extras) {
            assertThat(extras.values()).allMatch(count -> count > 0);
            return new Booking(kind + "-" + guests.size() + "-" + price + "-" + refundable, day, note);
        }

        @AgentTool
        public void forget(JsonNode anything) {
            assertThat(anything.isMissingNode()).isFalse();
        }

        public String hidden() {
            return "no tool";
        }
    }

    private static final String BOOKING = "{'guest_list':[{'name':'Ada','age':36}],'kind':'HOTEL','day':'2026-05-01',"
            + "'price':12.50,'refundable':true,'extras':{'beds':2}}";

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    private static RealAnswer call(ToolSource source, String tool, String arguments) {
        return source.call(new ToolCall("c1", tool, (ObjectNode) json(arguments)));
    }

    @Test
    void the_schema_of_a_method_is_that_of_its_parameters() {
        JavaTools desk = JavaTools.of("desk", new Desk());
        assertThat(desk.declarations()).map(ToolSchema::name).containsExactly("book", "forget");
        ToolSchema book = desk.declarations().getFirst();
        assertThat(book.description()).isEqualTo("Books something.");
        assertThat(book.parameters())
                .isEqualTo(json("{'type':'object','properties':{"
                        + "'guest_list':{'type':'array','items':{'type':'object','properties':{"
                        + "'name':{'type':'string'},'age':{'type':'integer','description':'in years'}},"
                        + "'required':['name','age'],'additionalProperties':false},'description':'who comes'},"
                        + "'kind':{'type':'string','enum':['HOTEL','FLIGHT']},"
                        + "'day':{'type':'string','format':'date'},'price':{'type':'number'},"
                        + "'refundable':{'type':'boolean'},'note':{'type':'string'},"
                        + "'extras':{'type':'object','additionalProperties':{'type':'integer'}}},"
                        + "'required':['guest_list','kind','day','price','refundable','extras'],"
                        + "'additionalProperties':false}"));
    }

    @Test
    void arguments_become_java_values_and_what_is_returned_becomes_json() {
        assertThat(call(JavaTools.of("desk", new Desk()), "book", BOOKING))
                .isEqualTo(RealAnswer.accepted(json("{'id':'HOTEL-1-12.5-true','day':'2026-05-01','note':null}")));
        assertThat(call(JavaTools.of("desk", new Desk()), "forget", "{'anything':[1]}"))
                .isEqualTo(RealAnswer.accepted(json("null")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'age':36 | 'age':'old' | the argument guest_list[0].age must be a whole number, not \"old\"",
                "'age':36 | 'age':3.5 | the argument guest_list[0].age must be a whole number, not 3.5",
                "'age':36 | 'age':99999999999 | the argument guest_list[0].age must be a whole number",
                "'age':36 | 'age':-1 | nobody is -1 years old",
                "'name':'Ada', | '' | the argument guest_list[0].name is missing",
                "'kind':'HOTEL' | 'kind':'TENT' | the argument kind must be one of [HOTEL, FLIGHT], not \"TENT\"",
                "2026-05-01 | 2026-02-31 | the argument day must be a date such as 2026-01-31, not \"2026-02-31\"",
                "true | 'yes' | the argument refundable must be true or false, not \"yes\"",
                "'price':12.50 | 'cost':12.50 | there is no argument cost; there are guest_list, kind, day",
                "{'beds':2} | 7 | the argument extras must be an object, not 7",
                "'HOTEL' | null | the argument kind is missing"
            },
            quoteCharacter = '`')
    void arguments_that_do_not_fit_are_refused_before_the_method_runs(String right, String wrong, String message) {
        String arguments = BOOKING.replace(right, wrong.equals("''") ? "" : wrong);
        assertThat(call(JavaTools.of("desk", new Desk()), "book", arguments))
                .isInstanceOfSatisfying(RealAnswer.Given.class, given -> {
                    assertThat(given.isError()).isTrue();
                    assertThat(given.result().asText()).startsWith("Error: ").contains(message);
                });
    }

    @Test
    void functions_are_tools_too_and_records_their_arguments() {
        JavaTools tools = JavaTools.named("desk")
                .with("greet", "Greets.", Guest.class, guest -> "Hello " + guest.name())
                .with(new ToolSchema("echo", "", Json.object()), arguments -> arguments);
        assertThat(call(tools, "greet", "{'name':'Ada','age':36}")).isEqualTo(RealAnswer.accepted(json("'Hello Ada'")));
        assertThat(call(tools, "echo", "{'x':1}")).isEqualTo(RealAnswer.accepted(json("{'x':1}")));
        assertThatThrownBy(() -> tools.with("greet", "", Guest.class, Guest::name))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("two tools named greet");
    }

    @Test
    void a_refusal_is_an_answer_and_anything_else_thrown_is_a_failure() {
        JavaTools tools = JavaTools.named("desk")
                .with(new ToolSchema("no", "", Json.object()), arguments -> {
                    throw new ToolRefusal("Error: CLOSED");
                })
                .with(new ToolSchema("broken", "", Json.object()), arguments -> {
                    throw new IllegalStateException("no database");
                });
        assertThat(call(tools, "no", "{}")).isEqualTo(RealAnswer.refused("Error: CLOSED"));
        assertThat(call(tools, "broken", "{}"))
                .isEqualTo(new RealAnswer.Failed("broken of desk broke: java.lang.IllegalStateException: no database"));
        assertThat(call(tools, "none", "{}")).isEqualTo(new RealAnswer.Failed("desk has no tool named none"));
    }

    /// Takes what nobody can write.
    public static final class Odd {
        @AgentTool
        public String run(Thread thread) {
            return thread.getName();
        }
    }

    /// Marks what nobody can reach.
    public static final class Shy {
        @AgentTool
        String run() {
            return "hidden";
        }
    }

    @Test
    void what_cannot_be_a_tool_is_said_at_once() {
        assertThatThrownBy(() -> JavaTools.of("odd", new Odd()))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("thread of ")
                .hasMessageContaining("has the type java.lang.Thread, which an agent cannot write");
        assertThatThrownBy(() -> JavaTools.of("shy", new Shy())).hasMessageContaining("but not public");
        assertThatThrownBy(() -> JavaTools.of("none", "text")).hasMessageContaining("no method that is marked");
    }
}
