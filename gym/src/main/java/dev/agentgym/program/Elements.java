package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The elements of a list in all scopes of a scene, each as a scope of its own that binds `each`.
///
/// @param scene the scopes of the elements
/// @param owners the scope that each element comes from
/// @param examples for each outer scope, whether its list was looked into; long lists are not
record Elements(Scene scene, List<Integer> owners, List<Boolean> examples) {

    private static final int MOST = 240;
    private static final int LONGEST = 80;
    private static final String EACH = "each";

    static Elements of(Scene outer, Candidate list) {
        List<Scope> scopes = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        List<Boolean> examples = new ArrayList<>();
        for (int i = 0; i < outer.size(); i++) {
            JsonNode elements = list.value(i);
            boolean fits = elements.isArray() && elements.size() <= LONGEST && scopes.size() + elements.size() <= MOST;
            examples.add(fits);
            for (JsonNode element : fits ? elements : Evaluation.MISSING) {
                scopes.add(outer.scope(i).with(EACH, element));
                owners.add(i);
            }
        }
        List<Candidate> seen = outer.paths().stream()
                .filter(path -> !Parts.mentions(path.program(), EACH))
                .toList();
        Scene scene = new Scene(scopes, List.of(EACH), Candidate.at(seen, owners), outer.work());
        return new Elements(scene, List.copyOf(owners), List.copyOf(examples));
    }

    boolean isEmpty() {
        return owners.isEmpty();
    }

    /// What is new in the scopes of the elements, compared with those that they come from.
    List<Candidate> own() {
        return scene.scalars().stream()
                .filter(candidate -> Parts.mentions(candidate.program(), EACH))
                .toList();
    }

    /// The values that belong to the elements of each outer scope; empty for a list that was not looked into.
    <V> List<Optional<List<V>>> byExample(List<V> values) {
        List<Optional<List<V>>> grouped = new ArrayList<>();
        examples.forEach(fits -> grouped.add(fits ? Optional.of(new ArrayList<>()) : Optional.empty()));
        for (int i = 0; i < values.size(); i++) {
            V value = values.get(i);
            grouped.get(owners.get(i)).ifPresent(group -> group.add(value));
        }
        return Collections.unmodifiableList(grouped);
    }
}
