/// A customer-service department to try Agent Gym on: a back office, conversations over it, and their raw logs.
///
/// In flows one seed. Out flow a working back office with tools, simulated conversations and the raw exports of
/// both, together with the truth they were made from. The exports go to `data/raw`, and from there through
/// `convert`.
@NullMarked
package dev.agentgym.examples.customerservice;

import org.jspecify.annotations.NullMarked;
