package dev.agentgym.world;

/// Where a row is kept.
record Place(Table table, String key) {

    /// For maps of many rows.
    String name() {
        return table.name() + " " + key;
    }
}
