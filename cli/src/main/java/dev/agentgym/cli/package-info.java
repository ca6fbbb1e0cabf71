/// One command a stage, from raw logs to an agent that answers.
///
/// Arguments, files and standard input flow in; tables for people, JSON for programs and exit codes flow out. Every
/// command is a thin caller of the stage of the same name.
@NullMarked
package dev.agentgym.cli;

import org.jspecify.annotations.NullMarked;
