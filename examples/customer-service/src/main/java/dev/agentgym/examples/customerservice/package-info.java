@NullMarked
package dev.agentgym.examples.customerservice;

import org.jspecify.annotations.NullMarked;
