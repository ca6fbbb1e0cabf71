/// Real tools beside mocked ones, for an agent that is put to work.
///
/// The mocked tools of a gym, sources of real tools and a route for each tool flow in; answers flow out, and a
/// report of how far the mock has drifted from the truth where both answer. Agents call these tools next, and
/// whoever keeps the gym reads the report.
@NullMarked
package dev.agentgym.deploy;

import org.jspecify.annotations.NullMarked;
