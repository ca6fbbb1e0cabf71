package dev.agentgym.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a customer came for beside their first matter: what their log shows them bring up where others say goodbye.
/// They belong to the customer as the facts do, and not to the words of one agent. For one thread.
final class Concerns {

    private static final double MOSTLY = 0.5;

    private final List<Lesson> own;
    private final Lessons lessons;
    private final List<String> said;

    /// @param own the turns of the customer's log
    Concerns(List<Lesson> own, Lessons lessons) {
        this(own, lessons, new ArrayList<>());
    }

    private Concerns(List<Lesson> own, Lessons lessons, List<String> said) {
        this.own = own;
        this.lessons = lessons;
        this.said = said;
    }

    Concerns copy() {
        return new Concerns(own, lessons, new ArrayList<>(said));
    }

    /// Takes in what the customer said.
    void say(String text) {
        said.add(text);
    }

    /// The first that they have not brought up yet, in their own words.
    Optional<String> next() {
        return own.stream()
                .filter(lesson -> lesson.index() > 0 && lesson.index() + 1 < own.size())
                .filter(lesson -> !said.contains(lesson.turn().text()))
                .filter(this::isConcern)
                .map(lesson -> lesson.turn().text())
                .findFirst();
    }

    private boolean isConcern(Lesson lesson) {
        return switch (lesson.act()) {
            case OPEN, ASK, INFORM -> isWhereOthersLeave(lesson);
            case AGREE, TELL -> own.get(lesson.index() + 1).act() != DialogueAct.CLOSE && isWhereOthersLeave(lesson);
            case DECLINE, CLOSE, THANK -> false;
        };
    }

    private boolean isWhereOthersLeave(Lesson lesson) {
        Meaning meaning = Meaning.of(lessons.nearest(lesson.turn().cue()));
        return meaning.share(DialogueAct.CLOSE) + meaning.share(DialogueAct.DECLINE) >= MOSTLY;
    }
}
