package dev.agentgym.user;

import java.util.List;
import java.util.Optional;

/// What customers add of themselves when they agree: from when on it suits them, which time of day. They belong to
/// the customer as the facts do, and not to the words of one agent. Immutable.
///
/// @param own the turns of the customer's log
record Provisos(List<Lesson> own, Lessons lessons) {

    /// Of the answers to such words so few give a value that the agent did not ask for it.
    private static final double ASKED = 0.2;
    /// What so many thank for is done, and not proposed.
    private static final double THANKED = 0.3;

    /// The first that goes with what the agent is about to do, and of which nothing was said yet.
    ///
    /// @param meaning of what the agent said last
    Optional<Lesson> to(Meaning meaning, Discretion discretion) {
        return meaning.share(DialogueAct.THANK) >= THANKED ? Optional.empty() : unsaid(meaning, discretion);
    }

    private Optional<Lesson> unsaid(Meaning meaning, Discretion discretion) {
        return own.stream()
                .filter(lesson -> lesson.index() > 0 && !lesson.names().isEmpty())
                .filter(lesson -> lesson.deed().isPresent() && lesson.deed().equals(meaning.deed()))
                .filter(lesson -> lesson.names().stream().allMatch(discretion::withholds))
                .filter(lesson -> isUnasked(lesson, meaning))
                .findFirst();
    }

    private boolean isUnasked(Lesson lesson, Meaning now) {
        Meaning then = Meaning.of(lessons.nearest(lesson.turn().cue()));
        return then.likeliest() == now.likeliest()
                && lesson.names().stream().noneMatch(name -> then.asked().getOrDefault(name, 0.0) >= ASKED);
    }
}
