package dev.agentgym.user;

import java.util.List;
import java.util.Optional;

/// Where a customer did not simply say yes: what their log shows them say when something was proposed to them, that
/// they want it otherwise, something else, or to know more first. They belong to the customer as the facts do, and
/// not to the words of one agent. Immutable.
///
/// @param own the turns of the customer's log
record Objections(List<Lesson> own, Lessons lessons) {

    /// The first to this proposal that they have not made yet.
    ///
    /// @param deed the tool of the change that is proposed
    /// @param said what they said so far
    Optional<Lesson> to(String deed, List<String> said) {
        return own.stream()
                .filter(lesson -> lesson.index() > 0 && !lesson.last() && isObjection(lesson))
                // After words that were taken for a yes it was done.
                .filter(lesson -> lesson.deed().filter(deed::equals).isEmpty())
                .filter(lesson -> !said.contains(lesson.turn().text()))
                .filter(lesson -> Meaning.of(lessons.nearest(lesson.turn().cue()))
                        .proposed()
                        .filter(deed::equals)
                        .isPresent())
                .findFirst();
    }

    private static boolean isObjection(Lesson lesson) {
        return switch (lesson.act()) {
            case OPEN, ASK, DECLINE, TELL -> true;
            case AGREE, CLOSE, INFORM, THANK -> false;
        };
    }
}
