package dev.agentgym.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.tool.ToolResult;

/// A call of a plan, and what the mocked tool said to it.
record OfficeCall(String tool, ObjectNode arguments, ToolResult answer) {}
