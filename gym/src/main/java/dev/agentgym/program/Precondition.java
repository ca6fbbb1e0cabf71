package dev.agentgym.program;

import java.util.Optional;

/// What no accepted call of a tool did, though calls that nobody made would often do it: the tool most likely
/// refuses it, in words that no log has. Immutable and safe to share.
///
/// This is how safe action models are learned (Juba, Le and Stern, "Safe Learning of Lifted Action Models", KR
/// 2021): a call is believed to be accepted only if what held in all accepted calls holds in it.
///
/// @param never what no accepted call fulfilled
/// @param support accepted calls that are known not to fulfil it
/// @param share how many of the calls that might have been made would fulfil it, in [0, 1]
/// @param refused refused calls that fulfilled it
public record Precondition(Predicate never, int support, double share, int refused) {

    /// A refusal in words that nobody knows.
    public Guard guard() {
        return new Guard(never, Saying.UNKNOWN, 0, 0, support, Optional.empty());
    }

    /// The precondition for people.
    public String text() {
        return "in none of " + support + " accepted calls " + never.text();
    }

    /// Whether no refused call fulfilled it either: nobody knows then what the tool says to a call that does.
    public boolean isUnheardOf() {
        return refused == 0;
    }
}
