@NullMarked
package dev.agentgym.llm;

import org.jspecify.annotations.NullMarked;
