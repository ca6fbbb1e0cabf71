package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tool as an agent is told of it.
///
/// @param name the name to call it by
/// @param description one sentence for the agent
/// @param parameters the JSON Schema of the arguments object
public record ToolDeclaration(String name, String description, ObjectNode parameters) {}
