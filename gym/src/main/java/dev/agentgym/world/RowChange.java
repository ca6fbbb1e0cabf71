package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// A row that is not as it was when the session began. Immutable.
///
/// @param table the kind of thing
/// @param key identifies it among its kind; of a thing that the session made, the key that it got there
/// @param before how it was; empty where it was not there, or nobody had seen it
/// @param after how it is now
public record RowChange(String table, String key, Optional<JsonNode> before, JsonNode after) {}
