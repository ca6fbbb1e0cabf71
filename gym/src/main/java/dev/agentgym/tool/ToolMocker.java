package dev.agentgym.tool;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.world.World;
import java.util.Map;

/// Stands in for the tools behind a set of logs. Immutable and safe to share; the sessions it opens are not.
public final class ToolMocker {

    private final World world;
    private final TierAccuracy accuracy;

    /// Tools that answer from this world.
    ///
    /// @param accuracy how often each tier was right where that could be checked
    public ToolMocker(World world, TierAccuracy accuracy) {
        this.world = world;
        this.accuracy = accuracy;
    }

    /// A session from the start state of the logs that says so where it does not know an answer.
    public ToolSession session() {
        return session(Strictness.ABSTAIN);
    }

    /// A session from the start state of the logs.
    ///
    /// @param strictness what to do where the logs do not tell the answer
    public ToolSession session(Strictness strictness) {
        return session(strictness, 0);
    }

    /// A session from the start state of the logs.
    ///
    /// @param strictness what to do where the logs do not tell the answer
    /// @param seed draws what is guessed: equal seeds and calls have equal answers
    public ToolSession session(Strictness strictness, long seed) {
        return new LadderSession(world, accuracy, strictness, seed);
    }

    /// A session from the start state of the logs whose tools fail on purpose now and then.
    ///
    /// @param strictness what to do where the logs do not tell the answer
    /// @param faults how often they fail; sessions with equal faults fail at equal numbers of calls
    public ToolSession session(Strictness strictness, Faults faults) {
        return new FaultySession(world, faults, session(strictness, faults.seed()));
    }

    /// A session that goes on where a conversation stood before one of its messages, with all that the real tools
    /// had said by then.
    ///
    /// @param turn the message's index; 0 for the start, the number of messages for the end
    /// @throws IllegalArgumentException when there is no such message
    public ToolSession session(Conversation conversation, int turn) {
        ToolSession session = session();
        session.observe(conversation, turn);
        return session;
    }

    /// Answers one call from the start state, as a session of its own.
    public ToolResult call(String tool, Map<String, ?> arguments) {
        return session().call(tool, Json.arguments(arguments));
    }

    /// How often each tier was right on conversations that were held out.
    public TierAccuracy accuracy() {
        return accuracy;
    }
}
