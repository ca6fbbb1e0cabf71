/// The map of the project as rules that fail.
///
/// Classes and sources of all modules flow in; broken rules flow out, each with the place and the remedy. Nothing
/// comes next: whoever broke the map mends it, or changes it in the open.
@NullMarked
package dev.agentgym.architecture;

import org.jspecify.annotations.NullMarked;
