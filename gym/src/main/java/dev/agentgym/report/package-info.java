/// Pages for people, each one HTML file that needs nothing else.
///
/// Measurements flow in; a page with tables and plots flows out, which carries its data and its plotting script
/// inside it and loads nothing. A browser shows it next, with or without a network.
@NullMarked
package dev.agentgym.report;

import org.jspecify.annotations.NullMarked;
