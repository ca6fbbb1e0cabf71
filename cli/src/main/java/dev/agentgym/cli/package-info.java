@NullMarked
package dev.agentgym.cli;

import org.jspecify.annotations.NullMarked;
