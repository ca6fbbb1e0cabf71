package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads all target texts from left to right at once, as constant letters and slots: where the same letter comes
/// next in all of them it is constant, where the letters of one value of the scene come next in all of them it is a
/// slot, and where a number comes next in all of them it is explained as a number of its own. Wrong turns are taken
/// back.
final class TemplateSearch {

    private static final int MOST_TURNS = 3_000;
    private static final int LONGEST_TEXT = 2_000;

    /// In a single example a slot is only believed if its letters are long enough not to be there by chance.
    private static final int LONG_ENOUGH = 4;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");

    private final Problem problem;
    private final Solver parts;
    private final List<String> texts;
    private final List<Slot> slots;
    private final List<Program> found = new ArrayList<>();
    private int turns = MOST_TURNS;

    TemplateSearch(Problem problem, Solver parts) {
        this.problem = problem;
        this.parts = parts;
        this.texts = problem.targets().stream().map(JsonNode::asText).toList();
        this.slots = problem.scene().slots().stream()
                .filter(slot -> slot.longest() > 0 && isTrustworthy(slot))
                .sorted(Comparator.comparingInt((Slot slot) -> -slot.longest())
                        .thenComparingInt(slot -> slot.candidate().bits()))
                .toList();
    }

    private boolean isTrustworthy(Slot slot) {
        return problem.distinct() > 1 ? slot.varies() : slot.longest() >= LONG_ENOUGH;
    }

    Optional<Program> template() {
        boolean readable = texts.stream().allMatch(text -> text.length() <= LONGEST_TEXT);
        if (!readable || !read(new int[texts.size()], false)) {
            return Optional.empty();
        }
        if (found.stream().allMatch(Program.Constant.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(found.size() == 1 ? found.getFirst() : new Program.Template(List.copyOf(found)));
    }

    private boolean read(int[] places, boolean inNumber) {
        if (ended(places)) {
            return true;
        }
        if (--turns < 0) {
            return false;
        }
        return slot(places) || (!inNumber && number(places)) || counted(places) || letter(places);
    }

    private boolean ended(int[] places) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0 && places[i] < texts.get(i).length()) {
                return false;
            }
        }
        return true;
    }

    private boolean slot(int[] places) {
        for (Slot slot : slots) {
            if (slot.standsAt(texts, places)) {
                found.add(slot.candidate().program());
                if (read(slot.after(places), false)) {
                    return true;
                }
                found.removeLast();
            }
        }
        return false;
    }

    /// A name that is given out anew in every conversation, always in the same order.
    private boolean counted(int[] places) {
        List<JsonNode> names = new ArrayList<>();
        int[] after = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            Matcher name = NAME.matcher(texts.get(i));
            if (places[i] < 0 || !name.region(places[i], texts.get(i).length()).lookingAt()) {
                return false;
            }
            names.add(TextNode.valueOf(name.group()));
            after[i] = name.end();
        }
        if (names.stream().distinct().count() == 1) {
            return false;
        }
        Optional<Program> table = MappingSearch.counted(new Problem(problem.scene(), names, ""));
        if (table.isEmpty()) {
            return false;
        }
        found.add(table.get());
        if (read(after, false)) {
            return true;
        }
        found.removeLast();
        return false;
    }

    private boolean letter(int[] places) {
        int next = -1;
        int[] after = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            after[i] = places[i] < 0 ? -1 : places[i] + 1;
            if (places[i] >= 0) {
                int letter = places[i] < texts.get(i).length() ? texts.get(i).charAt(places[i]) : -2;
                next = next == -1 ? letter : next;
                if (next != letter || letter < 0) {
                    return false;
                }
            }
        }
        String letter = String.valueOf((char) next);
        Optional<Program> replaced = append(letter);
        if (read(after, Character.isDigit((char) next))) {
            return true;
        }
        found.removeLast();
        replaced.ifPresent(found::add);
        return false;
    }

    /// Adds a constant letter, to the constant before if there is one, which is then returned.
    private Optional<Program> append(String letter) {
        if (!found.isEmpty() && found.getLast() instanceof Program.Constant constant) {
            found.removeLast();
            found.add(new Program.Constant(TextNode.valueOf(constant.value().asText() + letter)));
            return Optional.of(constant);
        }
        found.add(new Program.Constant(TextNode.valueOf(letter)));
        return Optional.empty();
    }

    private boolean number(int[] places) {
        List<String> numbers = new ArrayList<>();
        int[] after = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            Matcher number = NUMBER.matcher(texts.get(i));
            if (places[i] < 0
                    || isWithinName(texts.get(i), places[i])
                    || !number.region(places[i], texts.get(i).length()).lookingAt()) {
                return false;
            }
            numbers.add(number.group());
            after[i] = number.end();
        }
        return numbers.stream().distinct().count() > 1 && computed(numbers, after);
    }

    /// The digits of `W123` or `card_7` are part of a name, not an amount.
    private static boolean isWithinName(String text, int place) {
        return place > 0 && (Character.isLetterOrDigit(text.charAt(place - 1)) || text.charAt(place - 1) == '_');
    }

    private boolean computed(List<String> numbers, int[] after) {
        List<JsonNode> targets = numbers.stream()
                .map(digits -> Numbers.node(new BigDecimal(digits)))
                .toList();
        Optional<Candidate> program = parts.simplePart(new Problem(problem.scene(), targets, ""));
        if (program.isEmpty() || problem.open(program.get().values()) > 0) {
            return false;
        }
        Optional<Program.Style> style = style(program.get(), numbers);
        if (style.isEmpty()) {
            return false;
        }
        found.add(new Program.Written(program.get().program(), style.get()));
        if (read(after, false)) {
            return true;
        }
        found.removeLast();
        return false;
    }

    private static Optional<Program.Style> style(Candidate number, List<String> texts) {
        return List.of(Program.Style.PLAIN, Program.Style.MONEY, Program.Style.FLOAT).stream()
                .filter(style -> number.values().stream()
                        .map(value -> Writing.of(value, style).asText())
                        .toList()
                        .equals(texts))
                .findFirst();
    }
}
