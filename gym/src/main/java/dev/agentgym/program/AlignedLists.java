package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Finds partners in lists that run side by side: where `item_ids` and `new_item_ids` have the same length, the
/// partner of an item is the new one at the same position.
final class AlignedLists {

    private static final int MOST_LISTS = 8;
    private static final int MOST_PARTNERS = 6;

    private final Scene scene;
    private final List<Candidate> keys;
    private final List<Candidate> found = new ArrayList<>();

    AlignedLists(Scene scene, List<Candidate> keys) {
        this.scene = scene;
        this.keys = keys;
    }

    List<Candidate> partners() {
        List<Candidate> lists = scene.paths().stream()
                .filter(list -> list.values().stream().anyMatch(AlignedLists::isListOfValues))
                .limit(MOST_LISTS)
                .toList();
        for (Candidate from : lists) {
            for (Candidate to : lists) {
                if (!from.values().equals(to.values()) && areAligned(from, to)) {
                    partners(from, to);
                }
            }
        }
        return found.stream().limit(MOST_PARTNERS).toList();
    }

    private static boolean isListOfValues(JsonNode value) {
        return value.isArray() && value.path(0).isValueNode();
    }

    private boolean areAligned(Candidate from, Candidate to) {
        return IntStream.range(0, scene.size())
                .allMatch(i -> from.isKnown(i) == to.isKnown(i)
                        && from.value(i).size() == to.value(i).size());
    }

    private void partners(Candidate from, Candidate to) {
        for (Candidate key : keys) {
            boolean inside = IntStream.range(0, scene.size()).anyMatch(i -> has(from.value(i), key.value(i)));
            boolean element = key.program() instanceof Program.Path path && isElement(path, from);
            if (inside && !element && scene.work().spend(1)) {
                Program position = new Program.Position(from.program(), key.program());
                found.add(scene.candidate(new Program.Pick(to.program(), position)));
            }
        }
    }

    /// An element that is read by its index needs no partner: the same index leads there.
    private static boolean isElement(Program.Path path, Candidate list) {
        int last = path.steps().size() - 1;
        return list.program() instanceof Program.Path whole
                && path.steps().subList(0, last).equals(whole.steps());
    }

    private static boolean has(JsonNode list, JsonNode value) {
        for (JsonNode element : list) {
            if (element.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
