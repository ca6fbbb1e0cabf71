package dev.agentgym.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds out which item of a list each value of a sentence belongs to, where the sentence goes through the list:
/// "Monday 08:00-12:00, Monday 12:00-16:00". Items are taken in turn, and each tells a field once. Stateless.
final class Enumeration {

    private static final Pattern ITEM = Pattern.compile("(result:[^:]+:\\d+.*?)\\.(\\d+)\\.([^\\d].*)");

    /// A field of an item of a list.
    private record Field(String list, int item, String name, String place) {

        String told() {
            return list + " " + item + " " + name;
        }

        boolean isOfItemOf(Field other) {
            return list.equals(other.list) && item == other.item;
        }
    }

    private Enumeration() {}

    /// For each value of the sentence in order, the place that it is of; empty for all of a list of which only one
    /// item is shown, and for what is of no list.
    ///
    /// @param places for each value, all places where it stands
    static List<Optional<String>> items(List<List<String>> places) {
        List<List<Field>> fields = places.stream().map(Enumeration::fields).toList();
        List<Optional<Field>> chosen = new ArrayList<>();
        Set<String> told = new HashSet<>();
        Optional<Field> last = Optional.empty();
        for (int i = 0; i < fields.size(); i++) {
            List<Field> next = i + 1 < fields.size() ? fields.get(i + 1) : List.of();
            Optional<Field> field = choose(fields.get(i), next, last, told);
            field.ifPresent(one -> told.add(one.told()));
            last = field.isPresent() ? field : last;
            chosen.add(field);
        }
        return onlyOfSeveral(chosen);
    }

    /// What stands outside lists at least once is not of a list.
    private static List<Field> fields(List<String> places) {
        List<Field> fields = new ArrayList<>();
        for (String place : places) {
            Matcher item = ITEM.matcher(place);
            if (!item.matches()) {
                return fields;
            }
            fields.add(new Field(item.group(1), Integer.parseInt(item.group(2)), item.group(3), place));
        }
        return fields;
    }

    private static Optional<Field> choose(
            List<Field> fields, List<Field> next, Optional<Field> last, Set<String> told) {
        List<Field> open =
                fields.stream().filter(field -> !told.contains(field.told())).toList();
        return open.stream()
                .filter(field -> last.filter(field::isOfItemOf).isPresent())
                .findFirst()
                .or(() -> open.stream()
                        .filter(field -> next.stream().anyMatch(field::isOfItemOf))
                        .findFirst())
                .or(() -> open.stream().findFirst())
                .or(() -> fields.stream().findFirst());
    }

    private static List<Optional<String>> onlyOfSeveral(List<Optional<Field>> chosen) {
        Map<String, Set<Integer>> items = new LinkedHashMap<>();
        chosen.forEach(field -> field.ifPresent(
                one -> items.computeIfAbsent(one.list(), any -> new HashSet<>()).add(one.item())));
        return chosen.stream()
                .map(field -> field.filter(
                                one -> items.getOrDefault(one.list(), Set.of()).size() > 1)
                        .map(Field::place))
                .toList();
    }
}
