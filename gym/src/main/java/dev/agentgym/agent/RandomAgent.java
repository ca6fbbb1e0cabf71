package dev.agentgym.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.environment.Seeds;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.ToolSchema;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Calls tools and says things by chance: any tool, with words of the customer as arguments. Stateless; equal seeds
/// and observations give equal actions.
///
/// @param seed of all draws
public record RandomAgent(long seed) implements Agent {

    private static final double TALKS = 0.4;
    private static final double ENDS = 0.1;

    private static final List<String> WORDS = List.of(
            "Could you tell me more?",
            "That is done.",
            "Let me check that for you.",
            "I am afraid that is not possible.",
            "Is there anything else?");

    @Override
    public Action next(Observation observation) {
        SplittableRandom dice =
                new SplittableRandom(Seeds.of(seed, observation.messages().size()));
        double drawn = dice.nextDouble();
        if (drawn < ENDS) {
            return new Action.Finish("Goodbye.", "drawn by chance");
        }
        return drawn < ENDS + TALKS || observation.tools().isEmpty()
                ? new Action.Say(WORDS.get(dice.nextInt(WORDS.size())), "drawn by chance")
                : new Action.CallTools(List.of(call(observation, dice)), "drawn by chance");
    }

    private static ToolCall call(Observation observation, SplittableRandom dice) {
        ToolSchema tool =
                observation.tools().get(dice.nextInt(observation.tools().size()));
        List<String> words = words(observation);
        ObjectNode arguments = Json.object();
        for (Map.Entry<String, JsonNode> parameter :
                tool.parameters().path("properties").properties()) {
            arguments.set(parameter.getKey(), value(parameter.getValue(), words, dice));
        }
        return new ToolCall("call_" + (observation.messages().size() + 1), tool.name(), arguments);
    }

    private static List<String> words(Observation observation) {
        List<String> words = observation.messages().stream()
                .filter(Message.User.class::isInstance)
                .flatMap(message -> Stream.of(message.text().split("[\\s,;!?]+", -1)))
                .filter(word -> !word.isBlank())
                .toList();
        return words.isEmpty() ? List.of("1") : words;
    }

    private static JsonNode value(JsonNode schema, List<String> words, SplittableRandom dice) {
        JsonNode options = schema.path("enum");
        if (!options.isEmpty()) {
            return options.get(dice.nextInt(options.size()));
        }
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (schema.path("type").asText()) {
            case "integer", "number" -> json.numberNode(dice.nextInt(100));
            case "boolean" -> json.booleanNode(dice.nextBoolean());
            case "array" -> json.arrayNode().add(words.get(dice.nextInt(words.size())));
            case "object" -> json.objectNode();
            default -> json.textNode(words.get(dice.nextInt(words.size())));
        };
    }

    @Override
    public String name() {
        return "random";
    }
}
