package dev.agentgym.world;

import java.util.List;

/// How the elements of a list lead to rows: fields of the element are the row's key. Immutable.
///
/// @param list where the list is: a name of the scope, then fields
/// @param mark the field under which the row is put into the element, such as `@@flight`
/// @param table where the row is found
/// @param key the element's fields that are the key
record Enrichment(List<String> list, String mark, Table table, List<String> key) {

    /// What the names of such fields begin with.
    static final String MARK = "@@";

    /// Whether what lies at a path has such elements, or is part of one.
    boolean meets(List<String> path) {
        for (int i = 0; i < Math.min(list.size(), path.size()); i++) {
            if (!list.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
