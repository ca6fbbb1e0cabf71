package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds lists of references back, by rows that one conversation shows beside each other. Mutable, for one thread.
final class MembershipSearch {

    private static final int FEWEST = 5;
    private static final double MOSTLY = 0.97;

    private final Map<Membership, int[]> counts = new LinkedHashMap<>();

    /// Takes in the rows that a conversation showed before it changed anything.
    void add(Map<Table, Map<String, JsonNode>> rows) {
        rows.forEach((member, byKey) -> byKey.forEach((key, row) -> row.properties()
                .forEach(field -> rows.forEach((owner, owners) -> {
                    JsonNode whole = field.getValue().isTextual()
                            ? owners.get(field.getValue().textValue())
                            : null;
                    if (whole != null && !owner.equals(member)) {
                        count(member, key, field.getKey(), owner, whole);
                    }
                }))));
    }

    private void count(Table member, String key, String field, Table owner, JsonNode whole) {
        whole.properties().forEach(list -> {
            if (list.getValue().isArray() && isOfTexts(list.getValue())) {
                int[] count =
                        counts.computeIfAbsent(new Membership(owner, list.getKey(), member, field), _ -> new int[2]);
                count[has(list.getValue(), key) ? 0 : 1]++;
            }
        });
    }

    private static boolean isOfTexts(JsonNode list) {
        for (JsonNode element : list) {
            if (!element.isTextual()) {
                return false;
            }
        }
        return true;
    }

    static boolean has(JsonNode list, String key) {
        for (JsonNode element : list) {
            if (element.asText().equals(key)) {
                return true;
            }
        }
        return false;
    }

    /// What almost never fails.
    List<Membership> memberships() {
        List<Membership> found = new ArrayList<>();
        counts.forEach((membership, count) -> {
            if (count[0] >= FEWEST && count[0] >= MOSTLY * (count[0] + count[1])) {
                found.add(membership);
            }
        });
        return found;
    }
}
