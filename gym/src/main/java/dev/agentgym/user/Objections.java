package dev.agentgym.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a customer did not simply say yes: what their log shows them say when something was proposed to them, that
/// they want it otherwise, something else, or to know more first. They belong to the customer as the facts do, and
/// not to the words of one agent. For one thread.
final class Objections {

    private final List<Lesson> own;
    private final Lessons lessons;
    private final List<String> said;

    /// @param own the turns of the customer's log
    Objections(List<Lesson> own, Lessons lessons) {
        this(own, lessons, new ArrayList<>());
    }

    private Objections(List<Lesson> own, Lessons lessons, List<String> said) {
        this.own = own;
        this.lessons = lessons;
        this.said = said;
    }

    Objections copy() {
        return new Objections(own, lessons, new ArrayList<>(said));
    }

    /// Takes in what the customer said.
    void say(String text) {
        said.add(text);
    }

    /// The first to this proposal that they have not made yet.
    ///
    /// @param deed the tool of the change that is proposed
    Optional<Lesson> to(String deed) {
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
