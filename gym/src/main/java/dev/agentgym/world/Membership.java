package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A row names in a list the rows that refer to it: a customer's `appointment_ids` has every appointment whose
/// `customer_id` is that customer.
///
/// @param owner the table of the row with the list
/// @param list the field of the list
/// @param member the table of the listed rows
/// @param field the field by which these refer to the owner
record Membership(Table owner, String list, Table member, String field) {

    /// An owner with one more row in its list; empty if it is there already.
    Optional<ObjectNode> joined(JsonNode owner, String key) {
        if (!(owner instanceof ObjectNode object)
                || !(object.path(list) instanceof ArrayNode members)
                || MembershipSearch.has(members, key)) {
            return Optional.empty();
        }
        ObjectNode longer = object.deepCopy();
        longer.withArray(list).add(key);
        return Optional.of(longer);
    }
}
