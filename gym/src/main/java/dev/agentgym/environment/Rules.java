package dev.agentgym.environment;

import dev.agentgym.tool.Faults;
import dev.agentgym.tool.Strictness;

/// How the episodes of an environment are played. Immutable.
///
/// @param limits how long an episode may go on
/// @param strictness what the mocked tools do where the logs do not tell the answer
/// @param faults how often tools fail on purpose; every episode draws by its own seed
public record Rules(Limits limits, Strictness strictness, Faults faults) {

    /// The default limits, tools that guess where the logs do not tell and say so, and no faults: an agent that is
    /// told "I do not know" by its tools learns nothing about customers.
    public static final Rules DEFAULT = new Rules(Limits.DEFAULT, Strictness.GUESS, Faults.NONE);
}
