package dev.agentgym.world;

/// What a tree may ask about a session's past. Immutable.
sealed interface ContextQuestion {

    /// The last value of a part.
    record Value(String part) implements ContextQuestion {}

    /// The last value of a part, and the last changing call since.
    record Fresh(String part) implements ContextQuestion {}

    /// Whether a part showed a segment when it was last shown.
    record Segment(String part, String segment) implements ContextQuestion {}

    /// How often a call was made, three for more.
    record Times(String call) implements ContextQuestion {}

    /// Whether a call was made since the call in question was last made.
    record Since(String call) implements ContextQuestion {}

    /// A part or a segment that stands before the part in question in the same answer.
    record Beside(String part) implements ContextQuestion {}

    /// Which call is to be answered.
    record Asked() implements ContextQuestion {}

    /// How the arguments of the call that is to be answered are written.
    record Written() implements ContextQuestion {}

    /// The call before.
    record Last() implements ContextQuestion {}

    /// Which of two questions with the same answers is asked: the lower one.
    default int rank() {
        return switch (this) {
            case Asked() -> 0;
            case Written() -> 1;
            case Beside(String part) -> 1;
            case Fresh(String part) -> 2;
            case Value(String part) -> 3;
            case Segment(String part, String segment) -> 4;
            case Since(String call) -> 5;
            case Last() -> 6;
            case Times(String call) -> 7;
        };
    }

    /// A question with the answer that a branch is for.
    record Test(ContextQuestion question, String value) {

        boolean holds(ContextMemory memory, ContextCall call) {
            return memory.value(question, call).equals(value);
        }
    }
}
