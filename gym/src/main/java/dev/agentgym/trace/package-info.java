@NullMarked
package dev.agentgym.trace;

import org.jspecify.annotations.NullMarked;
