package dev.agentgym.world;

import dev.agentgym.trace.ToolSchema;

/// How a tool is called. Immutable.
///
/// @param declaration name, description where a trace has it, and JSON Schema of the arguments: the one that a
/// trace declares, else the one that the calls show
/// @param arguments what the calls themselves show of the arguments
public record Signature(ToolSchema declaration, ToolProfile.Arguments arguments) {}
