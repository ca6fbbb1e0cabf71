package dev.agentgym.user;

import dev.agentgym.task.Task;
import java.util.List;
import java.util.Optional;

/// What the customer says in their log, and how far a visit is in it. For one thread.
final class Script {

    /// So much alike, words mean what they meant in the log.
    private static final double SAME = 0.6;

    private final List<Lesson> turns;
    private final Lessons lessons;
    private int next;

    /// @param turns of the customer; those before the start of the task are over
    Script(Task task, List<Lesson> turns, Lessons lessons) {
        this(turns, lessons, (int) turns.stream()
                .filter(lesson -> lesson.turn().message() < task.start())
                .count());
    }

    private Script(List<Lesson> turns, Lessons lessons, int next) {
        this.turns = turns;
        this.lessons = lessons;
        this.next = next;
    }

    Script copy() {
        return new Script(turns, lessons, next);
    }

    boolean isBegun() {
        return next > 0;
    }

    /// Whether all of it was said; of a log without words nothing ever is.
    boolean isOver() {
        return next >= turns.size() && !turns.isEmpty();
    }

    /// Their first words.
    Optional<Lesson> begin() {
        next = 1;
        return turns.stream().findFirst();
    }

    /// What they say in the log after exactly these words.
    Optional<Lesson> after(String cue) {
        for (int i = 0; i < turns.size(); i++) {
            Lesson lesson = turns.get((next + i) % turns.size());
            if (lesson.index() > 0 && lesson.lastCue().equals(cue)) {
                return Optional.of(lesson);
            }
        }
        return Optional.empty();
    }

    /// What the logged agent said before they went on speaking.
    boolean isInPassing(String cue) {
        return turns.stream().anyMatch(lesson -> lesson.turn().cue().contains(cue));
    }

    /// What is still to come, after words that mean the same.
    Optional<Lesson> afterLike(List<String> cue) {
        Optional<Lesson> best = Optional.empty();
        double most = SAME;
        for (Lesson lesson : turns.subList(Math.min(next, turns.size()), turns.size())) {
            double similarity = lessons.similarity(cue, lesson);
            if (similarity > most) {
                most = similarity;
                best = Optional.of(lesson);
            }
        }
        return best;
    }

    /// Takes in that this is said; whether the visit was not yet as far.
    boolean follow(Lesson lesson) {
        boolean forward = lesson.index() >= next;
        next = Math.max(next, lesson.index() + 1);
        return forward;
    }
}
