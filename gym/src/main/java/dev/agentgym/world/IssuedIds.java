package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds where the answers of tools that change something tell ids that they give out anew, such as the number of a
/// receipt, whether or not anything can be found by it: what no log knew before. Mutable, for one thread.
final class IssuedIds {

    private static final int FEWEST = 3;
    private static final double MOSTLY = 0.97;

    private final Set<String> writers;
    private final TreeMap<Table.Site, List<String>> given = new TreeMap<>();
    private final Set<Table.Site> repeating = new HashSet<>();
    private final Set<String> existing = new HashSet<>();

    IssuedIds(Set<String> writers) {
        this.writers = writers;
    }

    void add(List<Observation> conversation) {
        Set<String> known = new HashSet<>();
        boolean changed = false;
        for (Observation seen : conversation) {
            boolean writes = !seen.isError() && writers.contains(seen.tool());
            Write.mention(seen.arguments(), known);
            if (writes) {
                if (!changed) {
                    existing.addAll(known);
                }
                changed = true;
                ids(seen.result()).forEach((path, id) -> note(new Table.Site(seen.tool(), path), id, known));
            }
            Write.mention(seen.result(), known);
        }
        if (!changed) {
            existing.addAll(known);
        }
    }

    private void note(Table.Site site, String id, Set<String> known) {
        given.computeIfAbsent(site, _ -> new ArrayList<>()).add(id);
        if (known.contains(id)) {
            repeating.add(site);
        }
    }

    /// The values of an answer outside of lists that their names promise to be ids, by where they stand.
    private static Map<String, String> ids(JsonNode answer) {
        Map<String, String> ids = new HashMap<>();
        Sites.walk(answer, (path, object) -> {
            if (path.indexOf('[') < 0 && path.indexOf('{') < 0) {
                object.properties().stream()
                        .filter(field -> Identifiers.named(field.getKey()) && Identifiers.mayBeKey(field.getValue()))
                        .forEach(field -> ids.put(
                                Sites.below(path, false, field.getKey()),
                                field.getValue().asText()));
            }
        });
        return ids;
    }

    /// Where ids are given out, by tool.
    Map<String, Set<String>> sites() {
        Map<String, Set<String>> sites = new TreeMap<>();
        given.forEach((site, ids) -> {
            long anew = ids.stream().filter(id -> !existing.contains(id)).count();
            boolean counted = ids.stream().allMatch(id -> NumberedId.of(id).isPresent());
            if (counted && ids.size() >= FEWEST && !repeating.contains(site) && anew >= MOSTLY * ids.size()) {
                sites.computeIfAbsent(site.tool(), _ -> new TreeSet<>()).add(site.path());
            }
        });
        return sites;
    }
}
