@NullMarked
package dev.agentgym.bench;

import org.jspecify.annotations.NullMarked;
