package dev.agentgym;

import dev.agentgym.trace.Conversation;
import java.util.List;
import java.util.Map;

/// Makes gyms from traces.
///
/// ```java
/// List<Conversation> traces = Traces.read(Path.of("data/processed"));
/// Gym gym = AgentGym.createEnvironment(traces);
///
/// Reply reply = gym.queryAgent().reply("I want to cancel my subscription");
/// ToolResult got = gym.toolMocker().call("lookup_account", Map.of("user_id", "123"));
/// double score = gym.rewardFunction().score(reply.text(), "Expected response...");
/// ```
public final class AgentGym {

    private AgentGym() {}

    /// Learns an environment from traces: deterministic, offline, without a model call.
    ///
    /// The query agent is the best that this machine offers: one behind a chat model where a key for it is set,
    /// else the agent grounded in the traces. [Gym#queryAgent] always says which.
    ///
    /// @throws GymException when there are no traces
    public static Gym createEnvironment(List<Conversation> traces) {
        return createEnvironment(traces, System.getenv());
    }

    /// The same with given environment variables instead of those of the process.
    ///
    /// @throws GymException when there are no traces
    public static Gym createEnvironment(List<Conversation> traces, Map<String, String> environment) {
        if (traces.isEmpty()) {
            throw new GymException("a gym needs at least one conversation; convert logs with `agent-gym convert`");
        }
        return Gym.of(traces, environment);
    }
}
