package dev.agentgym.reward;

import dev.agentgym.trace.Message;
import java.util.List;
import java.util.Optional;

/// A question with the expected answer, one that should be rewarded, and one that only tempts to.
record Pair(String kind, String question, String reference, String right, String wrong) {

    /// The given answer in the light of question and expected answer.
    Judged judged(String answer) {
        return new Judged(answer, Optional.of(reference), List.of(Message.User.says(question)));
    }
}
