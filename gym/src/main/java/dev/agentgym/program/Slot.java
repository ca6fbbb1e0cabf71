package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A value of the scene as it may stand within a text: its program (with the style) and its letters in each scope,
/// empty where it is not known.
record Slot(Candidate candidate, List<String> texts) {

    private static final int LONGEST = 400;

    /// All but the length, which is a small number that stands in many texts by chance, and the parts of a time.
    static final Set<Program.Style> STYLES =
            EnumSet.complementOf(EnumSet.of(Program.Style.LENGTH, Program.Style.WEEKDAY, Program.Style.TIME));

    /// The slots in some of the scopes.
    static List<Slot> at(List<Slot> slots, List<Integer> scopes) {
        return slots.stream()
                .map(all -> new Slot(
                        Candidate.at(List.of(all.candidate), scopes).getFirst(),
                        scopes.stream().map(all.texts::get).toList()))
                .toList();
    }

    static List<Slot> all(Scene scene) {
        Set<List<String>> seen = new HashSet<>();
        List<Slot> slots = new ArrayList<>();
        for (Candidate value : scene.scalars()) {
            scene.work().spend(scene.size());
            for (Program.Style style : STYLES) {
                Slot slot = of(value, style);
                if (slot.candidate.known() > 0 && seen.add(slot.texts)) {
                    slots.add(slot);
                }
            }
        }
        return slots;
    }

    private static Slot of(Candidate value, Program.Style style) {
        List<JsonNode> written =
                value.values().stream().map(node -> written(node, style)).toList();
        boolean same = style == Program.Style.PLAIN && value.values().equals(written);
        Program program = same ? value.program() : new Program.Written(value.program(), style);
        Candidate candidate = new Candidate(program, written, value.bits() + (same ? 0 : Bits.OPERATOR));
        return new Slot(candidate, written.stream().map(JsonNode::asText).toList());
    }

    private static JsonNode written(JsonNode value, Program.Style style) {
        boolean writable =
                value.isValueNode() && !value.isNull() && value.asText().length() <= LONGEST;
        return writable ? Writing.of(value, style) : Evaluation.MISSING;
    }

    /// Where the slot stands in each text: the texts all have it at the given places, as far as it is known.
    boolean standsAt(List<String> texts, int[] places) {
        int open = 0;
        for (int i = 0; i < places.length; i++) {
            String text = this.texts.get(i);
            open += text.isEmpty() ? 1 : 0;
            if (!text.isEmpty() && places[i] >= 0 && !texts.get(i).startsWith(text, places[i])) {
                return false;
            }
        }
        return 2 * open <= places.length && open < places.length;
    }

    /// The places after the slot; -1 where it is not known.
    int[] after(int[] places) {
        int[] after = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            after[i] = places[i] < 0 || texts.get(i).isEmpty()
                    ? -1
                    : places[i] + texts.get(i).length();
        }
        return after;
    }

    /// Whether its letters differ between scopes.
    boolean varies() {
        return texts.stream()
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .limit(2)
                        .count()
                > 1;
    }

    int longest() {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }
}
