package dev.agentgym.user;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a customer came for beside their first matter: what their log shows them bring up where others say goodbye.
/// They belong to the customer as the facts do, and not to the words of one agent. Immutable.
///
/// @param own the turns of the customer's log
record Concerns(List<Lesson> own, Lessons lessons) {

    private static final double MOSTLY = 0.5;

    /// What they have not brought up yet, in their own words: of several what they brought up after words most like
    /// these.
    ///
    /// @param said what they said so far
    /// @param cue what the agent said last
    Optional<Lesson> next(List<String> said, List<String> cue) {
        return left(said).max(Comparator.comparingDouble(lesson -> lessons.similarity(cue, lesson)));
    }

    /// Whether they have brought up everything.
    boolean isOver(List<String> said) {
        return left(said).findAny().isEmpty();
    }

    private Stream<Lesson> left(List<String> said) {
        return own.stream()
                .filter(lesson -> lesson.index() > 0 && lesson.index() + 1 < own.size())
                .filter(lesson -> !said.contains(lesson.turn().text()))
                .filter(this::isConcern);
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
