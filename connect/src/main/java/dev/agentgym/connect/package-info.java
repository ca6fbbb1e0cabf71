/// Sources of real tools beyond this process: MCP servers and HTTP services that OpenAPI describes.
///
/// A file that names sources and routes flows in, or the same said in Java; open [dev.agentgym.deploy.ToolSource]s
/// flow out. A [dev.agentgym.deploy.Deployment] answers the agent's calls with them next.
@NullMarked
package dev.agentgym.connect;

import org.jspecify.annotations.NullMarked;
