package dev.agentgym.world;

/// A row names in a list the rows that refer to it: a customer's `appointment_ids` has every appointment whose
/// `customer_id` is that customer.
///
/// @param owner the table of the row with the list
/// @param list the field of the list
/// @param member the table of the listed rows
/// @param field the field by which these refer to the owner
record Membership(Table owner, String list, Table member, String field) {}
