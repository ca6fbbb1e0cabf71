package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Sorts refusals by their constant words.
///
/// Numbers and ids never tell two kinds apart, plain words do, unless they are values of the call (`economy`) or
/// one position of otherwise equal refusals takes many different words (`declined by VISA`, `declined by MAESTRO`,
/// ...).
final class RefusalClasses {

    /// So many different words in one position make it a slot.
    private static final int MANY_WORDS = 4;

    private static final int FEWEST_WORDS = 4;

    /// Beyond this number of kinds only equal words are put together.
    private static final int MOST_COMPARED = 200;

    private static final int MEMBERS_COMPARED = 5;

    private final List<Case> cases;
    private final List<String> names;

    private RefusalClasses(List<Case> cases, List<String> names) {
        this.cases = cases;
        this.names = names;
    }

    /// The classes in the order of their first cases.
    static List<RefusalClass> of(List<Case> cases, List<String> names) {
        return new RefusalClasses(cases, names).classes();
    }

    /// Cases with the same parts, and more that differ from them only in values.
    private record Group(Map<String, List<String>> parts, List<Integer> members, List<Integer> more) {
        String place() {
            return String.join(",", parts.keySet());
        }

        List<String> words() {
            return parts.values().stream().flatMap(Collection::stream).toList();
        }
    }

    private List<RefusalClass> classes() {
        List<Group> groups = byWords();
        if (groups.size() <= MOST_COMPARED) {
            groups = withoutValues(groups);
        }
        return withoutManyWords(groups).stream()
                .map(members -> new RefusalClass(
                        members,
                        members.stream()
                                .map(member -> cases.get(member).refusal().orElseThrow())
                                .toList()))
                .toList();
    }

    private List<Group> byWords() {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).refusal().isPresent()) {
                JsonNode answer = cases.get(i).refusal().get();
                Map<String, List<String>> parts = new TreeMap<>();
                RefusalWords.collect(answer, "", 0, parts);
                groups.computeIfAbsent(parts.toString(), _ -> new Group(parts, new ArrayList<>(), new ArrayList<>()))
                        .members()
                        .add(i);
            }
        }
        return List.copyOf(groups.values());
    }

    /// Puts groups together whose words differ only where values of the call stand.
    private List<Group> withoutValues(List<Group> groups) {
        List<Group> merged = new ArrayList<>();
        for (Group group : groups) {
            merged.stream()
                    .filter(other -> other.place().equals(group.place()) && differOnlyInValues(other, group))
                    .findFirst()
                    .ifPresentOrElse(other -> other.more().addAll(group.members()), () -> merged.add(group));
        }
        return merged;
    }

    private boolean differOnlyInValues(Group a, Group b) {
        List<String> common = Alignment.common(a.words(), b.words());
        return common.size() >= 2
                && valuesSay(a, without(a.words(), common))
                && valuesSay(b, without(b.words(), common));
    }

    private static List<String> without(List<String> words, List<String> common) {
        List<String> rest = new ArrayList<>();
        int next = 0;
        for (String word : words) {
            if (next < common.size() && common.get(next).equals(word)) {
                next++;
            } else {
                rest.add(word);
            }
        }
        return rest;
    }

    private boolean valuesSay(Group group, List<String> words) {
        return words.isEmpty()
                || group.members().stream()
                        .limit(MEMBERS_COMPARED)
                        .allMatch(
                                member -> valueWords(cases.get(member).scope()).containsAll(words));
    }

    private Set<String> valueWords(Scope scope) {
        Set<String> words = new HashSet<>();
        names.forEach(name -> addWords(scope.get(name), 0, words));
        return words;
    }

    private static void addWords(JsonNode value, int depth, Set<String> words) {
        if (words.size() > 5_000 || depth > 6) {
            return;
        }
        if (value.isTextual() && value.textValue().length() < 200) {
            words.addAll(RefusalWords.words(value.textValue().toLowerCase(Locale.ROOT)));
        }
        value.forEach(part -> addWords(part, depth + 1, words));
    }

    /// Puts groups together that differ in the word at one position, if that position takes many words.
    private static List<List<Integer>> withoutManyWords(List<Group> groups) {
        List<List<Integer>> classes = new ArrayList<>();
        Set<Group> placed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (List<Group> variants : alikeButForOne(groups)) {
            if (variants.size() >= MANY_WORDS && variants.stream().noneMatch(placed::contains)) {
                placed.addAll(variants);
                classes.add(members(variants));
            }
        }
        groups.stream().filter(group -> !placed.contains(group)).forEach(group -> classes.add(members(List.of(group))));
        classes.sort(Comparator.comparing(List::getFirst));
        return classes;
    }

    private static Collection<List<Group>> alikeButForOne(List<Group> groups) {
        Map<String, List<Group>> alike = new LinkedHashMap<>();
        for (Group group : groups) {
            List<String> words = group.words();
            for (int i = 0; words.size() >= FEWEST_WORDS && i < words.size(); i++) {
                List<String> others = new ArrayList<>(words);
                others.set(i, "…");
                alike.computeIfAbsent(group.place() + others, _ -> new ArrayList<>())
                        .add(group);
            }
        }
        return alike.values();
    }

    private static List<Integer> members(List<Group> groups) {
        return groups.stream()
                .flatMap(group -> Stream.concat(group.members().stream(), group.more().stream()))
                .sorted()
                .toList();
    }
}
