@NullMarked
package dev.agentgym.convert;

import org.jspecify.annotations.NullMarked;
