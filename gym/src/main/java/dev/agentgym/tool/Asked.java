package dev.agentgym.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.world.CallKey;
import dev.agentgym.world.Recorded;
import dev.agentgym.world.World;
import java.util.List;

/// A call, with what logs show of exactly this one. Immutable as long as nobody changes the arguments.
///
/// @param key stands for the call
/// @param recorded logged answers to it
record Asked(String tool, ObjectNode arguments, CallKey key, List<Recorded> recorded) {

    static Asked of(World world, String tool, ObjectNode arguments) {
        CallKey key = CallKey.exact(tool, arguments);
        return new Asked(tool, arguments, key, world.recorded(key));
    }
}
