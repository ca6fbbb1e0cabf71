package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.world.Table.Site;
import dev.agentgym.world.Table.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the tables behind the tools from the objects in their answers. Mutable, for one thread.
final class TableSearch {

    /// Two sites show the same kind of thing if they share more than this part of all their fields.
    private static final double SAME_KIND = 0.5;

    private static final double SAME_FIELDS = 0.8;

    /// A key and a name alone are not enough to tell a kind of thing.
    private static final int FEWEST_FIELDS = 3;

    /// A site with at least this share of all objects like its own may have a key that the others lack.
    private static final double MOST = 0.5;
    /// The answer to a call for one thing is found by what it says itself.
    private static final ObjectNode NOTHING = Json.object();
    private static final String SEPARATOR = "\u001f";

    private final TreeMap<Site, SiteSketch> sites = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, Integer>> argumentSets = new TreeMap<>();
    private final Lookups lookups = new Lookups();
    private int answers;
    private @Nullable Observation before;

    void add(Observation seen) {
        if (seen.isError()) {
            return;
        }
        lookups.add(seen);
        answers++;
        boolean anew = before != null
                && before.conversation().equals(seen.conversation())
                && before.tool().equals(seen.tool())
                && !before.arguments().equals(seen.arguments());
        before = seen;
        Sites.walk(seen.result(), (path, object) -> {
            SiteSketch sketch = sites.computeIfAbsent(new Site(seen.tool(), path), any -> new SiteSketch());
            sketch.add(object, path.isEmpty() ? NOTHING : seen.arguments(), answers, anew);
            if (path.isEmpty() && seen.arguments().size() == 1) {
                sketch.echoed(object, seen.arguments().iterator().next());
            }
        });
        argumentSets
                .computeIfAbsent(seen.tool(), any -> new TreeMap<>())
                .merge(String.join(SEPARATOR, names(seen.arguments())), 1, Integer::sum);
    }

    private static Set<String> names(ObjectNode arguments) {
        TreeSet<String> names = new TreeSet<>();
        arguments.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /// The tables, entities first.
    List<Table> tables() {
        List<Draft> drafts = entities();
        List<Table> tables = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (Draft draft : drafts) {
            if (!isView(draft, drafts)) {
                String name = free(thing(draft.key), names);
                tables.add(new Table(name, Table.Kind.ENTITY, draft.key, draft.views));
            }
        }
        Set<Site> entities = new TreeSet<>();
        tables.forEach(table -> entities.addAll(table.views().keySet()));
        argumentSets.forEach((tool, sets) -> {
            Site root = new Site(tool, "");
            List<String> key = mostCommon(sets);
            if (!entities.contains(root)) {
                tables.add(new Table(free(tool, names), Table.Kind.VIEW, key, new TreeMap<>(Map.of(root, view(root)))));
            }
        });
        return tables;
    }

    private static List<String> mostCommon(Map<String, Integer> sets) {
        String most =
                Collections.max(sets.entrySet(), Map.Entry.comparingByValue()).getKey();
        return most.isEmpty() ? List.of() : List.of(most.split(SEPARATOR, -1));
    }

    /// What only one tool shows of a thing that a larger table is about, and only when asked for it, is a view of
    /// it: a customer's subscriptions are no second kind of customer.
    private boolean isView(Draft draft, List<Draft> drafts) {
        Site only = draft.views.firstKey();
        boolean alone = draft.views.size() == 1 && only.path().isEmpty();
        return alone
                && isAsked(only, draft.key)
                && drafts.stream().anyMatch(other -> !other.equals(draft) && draft.isAbout(other));
    }

    /// Whether a whole answer is always asked for by what is the key in it.
    private boolean isAsked(Site site, List<String> key) {
        return site.path().isEmpty()
                && argumentSets.getOrDefault(site.tool(), new TreeMap<>()).keySet().stream()
                        .allMatch(set -> List.of(set.split(SEPARATOR, -1)).containsAll(key));
    }

    private View view(Site root) {
        SiteSketch sketch = sites.get(root);
        return sketch == null ? new View(new TreeSet<>(), new TreeSet<>(), new TreeSet<>()) : sketch.view(List.of());
    }

    private List<Draft> entities() {
        List<Draft> drafts = new ArrayList<>();
        Map<SortedSet<String>, SiteSketch> alike = new HashMap<>();
        sites.values()
                .forEach(sketch -> alike.computeIfAbsent(sketch.fieldNames(), any -> new SiteSketch())
                        .addAll(sketch));
        List<Map.Entry<Site, SiteSketch>> largestFirst = sites.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        (Map.Entry<Site, SiteSketch> site) -> -site.getValue().count()))
                .toList();
        List<Map.Entry<Site, SiteSketch>> left = largestFirst.stream()
                .filter(site -> !place(drafts, site.getKey(), site.getValue(), alike))
                .toList();
        left.forEach(
                site -> sameAs(drafts, site.getValue()).ifPresent(draft -> draft.add(site.getKey(), site.getValue())));
        return drafts;
    }

    /// Objects with all the fields of a table are rows of it, even if their own keys repeat: what each conversation
    /// makes anew gets the same id in each.
    private boolean place(List<Draft> drafts, Site site, SiteSketch sketch, Map<SortedSet<String>, SiteSketch> alike) {
        SortedSet<String> fields = sketch.fieldNames();
        Optional<Draft> same = sameAs(drafts, sketch);
        if (same.isEmpty()) {
            SiteSketch pooled = java.util.Objects.requireNonNull(alike.get(fields));
            Optional<List<String>> key = pooled.key(lookups)
                    .or(() -> sketch.count() >= MOST * pooled.count() ? sketch.key(lookups) : Optional.empty());
            same = key.map(fitting -> drafts.stream()
                    .filter(draft -> draft.key.equals(fitting))
                    .filter(draft -> overlap(draft.fields, fields) > SAME_KIND
                            || (!isAsked(site, fitting) && draft.agreesWith(sketch)))
                    .findFirst()
                    .orElseGet(() -> {
                        Draft fresh = new Draft(fitting);
                        drafts.add(fresh);
                        return fresh;
                    }));
        }
        same.ifPresent(draft -> draft.add(site, sketch));
        return same.isPresent();
    }

    private static Optional<Draft> sameAs(List<Draft> drafts, SiteSketch sketch) {
        return drafts.stream()
                .filter(draft -> sketch.has(draft.key) && hasAll(sketch.fieldNames(), draft.fields))
                .findFirst();
    }

    /// Whether a site shows all that is known of a kind of thing and not much more, or all but a little.
    private static boolean hasAll(Set<String> shown, Set<String> known) {
        double alike = jaccard(known, shown);
        return alike >= SAME_FIELDS || (alike > SAME_KIND && known.size() >= FEWEST_FIELDS && shown.containsAll(known));
    }

    /// A part of a row counts as the row.
    private static double overlap(Set<String> a, Set<String> b) {
        TreeSet<String> both = new TreeSet<>(a);
        both.retainAll(b);
        boolean part = both.size() > 1 && both.size() == Math.min(a.size(), b.size());
        return part ? 1 : jaccard(a, b);
    }

    private static double jaccard(Set<String> a, Set<String> b) {
        TreeSet<String> both = new TreeSet<>(a);
        both.retainAll(b);
        TreeSet<String> either = new TreeSet<>(a);
        either.addAll(b);
        return (double) both.size() / either.size();
    }

    private static String thing(Collection<String> key) {
        return String.join("_", key.stream().map(Identifiers::thing).toList());
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + i;
        }
        return free;
    }

    SortedMap<Site, SiteSketch> sites() {
        return sites;
    }

    /// A table in the making.
    private static final class Draft {
        private final List<String> key;
        private final TreeMap<Site, View> views = new TreeMap<>();
        private final TreeSet<String> fields = new TreeSet<>();
        private final SiteSketch rows = new SiteSketch();

        private Draft(List<String> key) {
            this.key = key;
        }

        /// Whether the other is the larger one, and about the same things or those that these belong to.
        private boolean isAbout(Draft other) {
            return key.containsAll(other.key) && (other.views.size() > 1 || other.fields.size() >= fields.size());
        }

        /// Whether a site with few of the same fields says the same in these of the same things.
        private boolean agreesWith(SiteSketch sketch) {
            return new SameThings(rows.sample(), key).agree(sketch.sample());
        }

        private void add(Site site, SiteSketch sketch) {
            views.put(site, sketch.view(key));
            rows.addAll(sketch);
            fields.addAll(sketch.fieldNames());
            fields.addAll(key);
        }
    }
}
