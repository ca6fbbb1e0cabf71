package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.SeenValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Calls as people get them wrong: the line above the right one, a form with the old address, a minus sign, a digit
/// mistyped, the same button twice. Only what the office refuses is sent; the rest is noticed in time. The dice are
/// its own, so that mistakes leave all other choices alone. Mutable, for one conversation.
final class Mistakes {

    private static final double MERELY_MISTYPED = 0.4;
    private static final double LEFT_EMPTY = 0.15;

    private final BackOffice office;
    private final double probability;
    private final Dice dice;
    private final SeenValues seen = new SeenValues();

    Mistakes(BackOffice office, AgentProfile agent, Dice dice) {
        this.office = office;
        this.probability = agent.errs();
        this.dice = dice;
    }

    Dice dice() {
        return dice;
    }

    /// Takes in what the agent reads, from which wrong values are taken.
    void saw(JsonNode answer) {
        seen.note(answer);
    }

    /// What the agent sends by mistake before the right call; mostly nothing.
    Optional<ObjectNode> before(String tool, ObjectNode right) {
        if (!dice.chance(probability)) {
            return Optional.empty();
        }
        List<ObjectNode> wrong = new ArrayList<>(shuffled(misunderstood(tool, right)));
        wrong.addAll(dice.chance(MERELY_MISTYPED) ? 0 : wrong.size(), shuffled(mistyped(right)));
        return wrong.stream().filter(call -> refused(tool, call)).findFirst();
    }

    /// Whether the agent sends a call that was accepted a second time.
    boolean sendsAgain(String tool, ObjectNode accepted) {
        return dice.chance(probability) && refused(tool, accepted);
    }

    /// Whether the office as it is now refuses a call; nothing is changed by asking.
    boolean refused(String tool, ObjectNode call) {
        try (BackOffice copy = office.copy()) {
            return copy.call(tool, call.deepCopy()).isError();
        }
    }

    /// Another row, another choice, all of the old form, a sum that was not meant, too few words.
    private List<ObjectNode> misunderstood(String tool, ObjectNode right) {
        List<ObjectNode> calls = new ArrayList<>();
        right.properties()
                .forEach(argument -> instead(tool, argument.getKey(), argument.getValue())
                        .forEach(value -> calls.add(right.deepCopy().set(argument.getKey(), value))));
        oldForm(right).ifPresent(calls::add);
        return calls;
    }

    private Stream<JsonNode> instead(String tool, String name, JsonNode value) {
        if (value.isNumber()) {
            BigDecimal amount = value.decimalValue();
            return Stream.of(amount.negate(), amount.movePointRight(1), amount.add(BigDecimal.TEN))
                    .map(DecimalNode::valueOf);
        }
        if (value.isBoolean()) {
            return Stream.of(BooleanNode.valueOf(!value.booleanValue()));
        }
        if (name.equals("summary")) {
            return Stream.of(TextNode.valueOf(value.asText().split(" ", 2)[0]));
        }
        List<JsonNode> choices = choices(tool, name);
        return (choices.isEmpty() ? seen.of(name) : choices).stream().distinct().filter(other -> !other.equals(value));
    }

    private List<JsonNode> choices(String tool, String argument) {
        return office.tools().stream()
                .filter(declared -> declared.name().equals(tool))
                .map(declared -> declared.parameters().at("/properties/" + argument + "/enum"))
                .flatMap(choices -> Json.list(choices).stream())
                .toList();
    }

    /// The form as it came up, with what is on file.
    private Optional<ObjectNode> oldForm(ObjectNode right) {
        ObjectNode form = right.deepCopy();
        right.fieldNames().forEachRemaining(name -> {
            if (!name.endsWith("_id") && !seen.of(name).isEmpty()) {
                form.set(name, seen.of(name).getLast());
            }
        });
        return Optional.of(form).filter(changed -> !changed.equals(right));
    }

    /// One digit that is not right, or now and then a field left empty.
    private List<ObjectNode> mistyped(ObjectNode right) {
        List<ObjectNode> calls = new ArrayList<>();
        boolean empty = dice.chance(LEFT_EMPTY);
        right.properties().forEach(argument -> {
            String name = argument.getKey();
            if (empty) {
                calls.add(right.deepCopy().without(List.of(name)));
            } else if (argument.getValue().asText().matches(".*[ -]\\d+")) {
                calls.add(right.deepCopy()
                        .put(name, otherDigit(argument.getValue().asText())));
            }
        });
        return calls;
    }

    /// With another digit in the number at the end.
    private String otherDigit(String text) {
        int digits = text.length() - text.split("[ -](?=\\d+$)", 2)[1].length();
        int place = dice.between(digits, text.length() - 1);
        char digit = (char) ('0' + (text.charAt(place) - '0' + dice.between(1, 9)) % 10);
        return text.substring(0, place) + digit + text.substring(place + 1);
    }

    private <T> List<T> shuffled(List<T> ordered) {
        List<T> left = new ArrayList<>(ordered);
        List<T> drawn = new ArrayList<>();
        while (!left.isEmpty()) {
            drawn.add(left.remove(dice.between(0, left.size() - 1)));
        }
        return drawn;
    }
}
