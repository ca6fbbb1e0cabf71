package dev.agentgym.environment;

import java.time.Duration;

/// Why an episode is over. As in Gymnasium, an end that belongs to the task is kept apart from one that was forced
/// from outside: only the first says something about what would have come next.
public sealed interface Ending {

    /// A short name in snake case, the same in files, tables and pages.
    String label();

    /// One sentence for a person.
    String explanation();

    /// The conversation came to its end.
    sealed interface Terminated extends Ending {}

    /// The conversation was cut off.
    sealed interface Truncated extends Ending {}

    /// The customer said all that they had to say.
    record CustomerLeft() implements Terminated {

        @Override
        public String label() {
            return "customer_left";
        }

        @Override
        public String explanation() {
            return "the customer left";
        }
    }

    /// The agent ended the conversation.
    record AgentFinished() implements Terminated {

        @Override
        public String label() {
            return "agent_finished";
        }

        @Override
        public String explanation() {
            return "the agent ended the conversation";
        }
    }

    /// The task was one decision, and the agent took it.
    record DecisionTaken() implements Terminated {

        @Override
        public String label() {
            return "decision_taken";
        }

        @Override
        public String explanation() {
            return "the task was one decision";
        }
    }

    /// The agent spoke to the customer as often as it may.
    ///
    /// @param limit how often
    record TooManyTurns(int limit) implements Truncated {

        @Override
        public String label() {
            return "too_many_turns";
        }

        @Override
        public String explanation() {
            return "the agent spoke " + limit + " times, the limit";
        }
    }

    /// The agent called tools more often than it may; the calls beyond the limit were not made.
    ///
    /// @param limit how often
    record TooManyToolCalls(int limit) implements Truncated {

        @Override
        public String label() {
            return "too_many_tool_calls";
        }

        @Override
        public String explanation() {
            return "the agent made " + limit + " tool calls, the limit";
        }
    }

    /// The agent acted as often as it may.
    ///
    /// @param limit how often
    record TooManySteps(int limit) implements Truncated {

        @Override
        public String label() {
            return "too_many_steps";
        }

        @Override
        public String explanation() {
            return "the agent acted " + limit + " times, the limit";
        }
    }

    /// The models behind the agent used up as many tokens as they may.
    ///
    /// @param limit how many
    record TooManyTokens(long limit) implements Truncated {

        @Override
        public String label() {
            return "too_many_tokens";
        }

        @Override
        public String explanation() {
            return "the agent's models used up " + limit + " tokens, the limit";
        }
    }

    /// The episode took longer than it may.
    ///
    /// @param limit how long
    record OutOfTime(Duration limit) implements Truncated {

        @Override
        public String label() {
            return "out_of_time";
        }

        @Override
        public String explanation() {
            return "the episode took " + limit.toSeconds() + " s, the limit";
        }
    }
}
