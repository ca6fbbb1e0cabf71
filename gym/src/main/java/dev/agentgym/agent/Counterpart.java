package dev.agentgym.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Finds, for an item that a logged agent took from a list, the item of the same list that is meant here.
///
/// That is the one the customer or the agent names by what sets it apart; else the one that is what the logged one
/// was where the items of its list differ: of the same kind, in the same state, the first, the latest or the
/// dearest. For one decision.
final class Counterpart {

    private static final double NAMED_BY_CUSTOMER = 4;
    private static final double NAMED_BY_AGENT = 2;
    private static final double SAME_FIELD = 1;
    private static final double SAME_EXTREME = 0.5;
    private static final double SAME_PLACE = 0.25;

    /// Shorter values stand in a text by chance.
    private static final int SHORTEST = 3;

    private final String heard;
    private final String said;

    /// @param heard what the customer said last, in lower case
    /// @param said what the agent said last, in lower case
    Counterpart(String heard, String said) {
        this.heard = heard;
        this.said = said;
    }

    /// The index of the item that is meant here.
    ///
    /// @param logged the list of the log
    /// @param index the item that was taken from it
    /// @param here the list of this conversation
    int of(JsonNode logged, int index, JsonNode here) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        Set<String> telling = differing(logged);
        for (int i = 0; i < here.size(); i++) {
            double score = (i == index ? SAME_PLACE : 0)
                    + sameness(logged, index, here, i, telling)
                    + NAMED_BY_CUSTOMER * named(here, i, heard)
                    + NAMED_BY_AGENT * named(here, i, said);
            if (score > most) {
                most = score;
                best = i;
            }
        }
        return best;
    }

    /// The fields in which the items of a list differ; of a list of one, all.
    private static Set<String> differing(JsonNode list) {
        Set<String> fields = new LinkedHashSet<>();
        for (JsonNode item : list) {
            for (Map.Entry<String, JsonNode> field : item.properties()) {
                boolean differs = list.size() == 1
                        || IntStream.range(0, list.size())
                                .anyMatch(i -> !list.get(i).path(field.getKey()).equals(field.getValue()));
                if (differs && field.getValue().isValueNode()) {
                    fields.add(field.getKey());
                }
            }
        }
        return fields;
    }

    private static double sameness(JsonNode logged, int index, JsonNode here, int candidate, Set<String> telling) {
        double score = 0;
        for (String field : telling) {
            JsonNode then = logged.path(index).path(field);
            JsonNode now = here.path(candidate).path(field);
            if (then.equals(now)) {
                score += SAME_FIELD;
            } else if (logged.size() > 1 && here.size() > 1 && isOrdered(then) && isOrdered(now)) {
                score += SAME_EXTREME * sameExtreme(logged, then, here, now, field);
            }
        }
        return score;
    }

    private static boolean isOrdered(JsonNode value) {
        return value.isNumber() || (value.isTextual() && value.textValue().matches("\\d{4}-\\d{2}.*"));
    }

    private static int sameExtreme(JsonNode logged, JsonNode then, JsonNode here, JsonNode now, String field) {
        boolean greatest = isExtreme(logged, then, field, 1) && isExtreme(here, now, field, 1);
        boolean least = isExtreme(logged, then, field, -1) && isExtreme(here, now, field, -1);
        return greatest || least ? 1 : 0;
    }

    private static boolean isExtreme(JsonNode list, JsonNode value, String field, int sign) {
        for (JsonNode item : list) {
            if (sign * compare(item.path(field), value) > 0) {
                return false;
            }
        }
        return true;
    }

    private static int compare(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.asText().compareTo(other.asText());
    }

    /// How clearly a text names an item: 1 by a value that no other item of its list has, less by one that several
    /// have, 0 by none or by what all of them have.
    private static double named(JsonNode list, int index, String text) {
        double clearest = 0;
        for (Map.Entry<String, JsonNode> field : list.path(index).properties()) {
            JsonNode value = field.getValue();
            long sharing = IntStream.range(0, list.size())
                    .filter(i -> list.get(i).path(field.getKey()).equals(value))
                    .count();
            boolean tells = value.isValueNode() && (sharing < list.size() || sharing == 1);
            if (tells && 1.0 / sharing > clearest && stands(value, text)) {
                clearest = 1.0 / sharing;
            }
        }
        return clearest;
    }

    private static boolean stands(JsonNode value, String text) {
        return List.of(Spelling.values()).stream()
                .map(spelling -> spelling.write(value))
                .flatMap(Optional::stream)
                .map(String::toLowerCase)
                .anyMatch(words -> words.length() >= SHORTEST && ArgumentHabits.stands(words, text));
    }
}
