package dev.agentgym.user;

import dev.agentgym.task.Fact;
import dev.agentgym.task.Mention;
import dev.agentgym.task.Task;
import dev.agentgym.task.Turn;
import dev.agentgym.text.Facts;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One visit of a customer who goes by the logs. For one thread.
final class LoggedVisit implements Visit {

    private final Task task;
    private final List<Lesson> script;
    private final Wordings wordings;
    private final Lessons lessons;
    private final Discretion discretion;
    private final Set<String> heard;
    private int next;
    private int stalled;
    private int closings;
    private boolean gone;

    LoggedVisit(Task task, List<Lesson> script, Wordings wordings, Lessons lessons) {
        this(task, script, wordings, lessons, new Discretion(task, script), new LinkedHashSet<>());
        this.next = (int) script.stream()
                .filter(lesson -> lesson.turn().message() < task.start())
                .count();
    }

    private LoggedVisit(
            Task task,
            List<Lesson> script,
            Wordings wordings,
            Lessons lessons,
            Discretion discretion,
            Set<String> heard) {
        this.task = task;
        this.script = script;
        this.wordings = wordings;
        this.lessons = lessons;
        this.discretion = discretion;
        this.heard = heard;
    }

    @Override
    public Visit branch() {
        LoggedVisit branch =
                new LoggedVisit(task, script, wordings, lessons, discretion.copy(), new LinkedHashSet<>(heard));
        branch.next = next;
        branch.stalled = stalled;
        branch.closings = closings;
        branch.gone = gone;
        return branch;
    }

    @Override
    public Utterance next(List<Message> conversation) {
        List<String> cue = Turn.unanswered(conversation);
        discretion.hear(cue);
        boolean news = hear(cue);
        if (gone) {
            return leave("");
        }
        if (next == 0) {
            return open();
        }
        Utterance said = asLogged(cue).orElseGet(() -> otherwise(cue, news));
        gone = said.leaves();
        return said;
    }

    private Utterance open() {
        next = 1;
        return script.isEmpty()
                ? say(List.of(task.goal()), false)
                : say(List.of(script.getFirst().turn().text(), task.goal()), script.getFirst().last());
    }

    /// Takes in what the agent tells; whether anything of it was waited for.
    private boolean hear(List<String> cue) {
        String text = String.join("\n", cue);
        boolean news = false;
        for (String value : task.expectation().communications()) {
            if (!heard.contains(value) && Mention.spelledFreely(text, value).isPresent()) {
                news = heard.add(value);
            }
        }
        return news;
    }

    private boolean isServed() {
        return heard.containsAll(task.expectation().communications());
    }

    /// The words of the log, where the agent says what was said in it.
    private Optional<Utterance> asLogged(List<String> cue) {
        if (cue.isEmpty()) {
            return Optional.empty();
        }
        String last = cue.getLast();
        for (int i = 0; i < script.size(); i++) {
            Lesson lesson = script.get((next + i) % script.size());
            if (lesson.index() > 0 && lesson.lastCue().equals(last)) {
                return Optional.of(follow(lesson));
            }
        }
        return isInPassing(last) ? Optional.of(say(acknowledging(), false)) : near(cue).map(this::follow);
    }

    /// What the logged agent said before they went on speaking.
    private boolean isInPassing(String text) {
        return script.stream().anyMatch(lesson -> lesson.turn().cue().contains(text));
    }

    private List<String> acknowledging() {
        return wordings.plain(DialogueAct.AGREE, List.of());
    }

    /// A turn of the log that is still to come, after words that mean the same.
    private Optional<Lesson> near(List<String> cue) {
        Lesson best = null;
        double most = SAME;
        for (Lesson lesson : script.subList(Math.min(next, script.size()), script.size())) {
            double similarity = lessons.similarity(cue, lesson);
            if (similarity > most) {
                most = similarity;
                best = lesson;
            }
        }
        return Optional.ofNullable(best);
    }

    private Utterance follow(Lesson lesson) {
        boolean forward = lesson.index() >= next;
        next = Math.max(next, lesson.index() + 1);
        stalled = forward ? 0 : stalled + 1;
        discretion.ask(lesson.names());
        boolean leaves = forward ? lesson.last() : stalled > task.persona().patience();
        return say(List.of(lesson.turn().text()), leaves);
    }

    private static final double SAME = 0.6;
    private static final double UNDERSTOOD = 0.25;
    private static final double ASKED = 0.5;
    private static final double MENTIONED = 0.1;

    private Utterance otherwise(List<String> cue, boolean news) {
        List<Lessons.Near> near = lessons.nearest(cue);
        Meaning meaning = Meaning.of(near);
        stalled = news ? 0 : stalled + 1;
        if (stalled > task.persona().patience()) {
            return leave(wordings.plain(DialogueAct.CLOSE, near));
        }
        if (meaning.similarity() < UNDERSTOOD) {
            return say(List.of(task.goal()), false);
        }
        if (meaning.share(DialogueAct.INFORM) >= ASKED) {
            return inform(meaning, near);
        }
        if (meaning.share(DialogueAct.AGREE) + meaning.share(DialogueAct.DECLINE) >= ASKED && meaning.deed().isPresent()) {
            return decide(meaning, near);
        }
        return react(meaning, near);
    }

    private Utterance inform(Meaning meaning, List<Lessons.Near> near) {
        int count = Math.max(1, (int) Math.round(meaning.expected()));
        List<String> texts = new ArrayList<>();
        for (String name : meaning.asked().keySet()) {
            if (texts.size() < count && meaning.asked().getOrDefault(name, 0.0) >= MENTIONED) {
                discretion.answer(name).ifPresent(fact -> texts.add(giving(fact, near)));
            }
        }
        if (texts.isEmpty()) {
            return say(List.of(UNKNOWN), false);
        }
        return say(List.of(String.join(" ", texts)), false);
    }

    private static final String UNKNOWN = "Sorry, I don't have that.";

    private String giving(Fact fact, List<Lessons.Near> near) {
        return wordings.giving(fact, near).stream()
                .filter(text -> discretion.fault(text).isEmpty())
                .findFirst()
                .orElse(fact.value());
    }

    /// Yes to what the log shows to be wanted, no to anything else.
    private Utterance decide(Meaning meaning, List<Lessons.Near> near) {
        String deed = meaning.deed().orElseThrow();
        boolean wanted = task.expectation().actions().stream()
                .anyMatch(call -> call.name().equals(deed));
        stalled = wanted ? 0 : stalled;
        return say(wordings.plain(wanted ? DialogueAct.AGREE : DialogueAct.DECLINE, near), false);
    }

    private Utterance react(Meaning meaning, List<Lessons.Near> near) {
        DialogueAct act = meaning.likeliest();
        if (act == DialogueAct.CLOSE) {
            closings++;
            boolean content = isServed() || next >= script.size() || closings > 1;
            return content ? leave(wordings.plain(DialogueAct.CLOSE, near)) : say(List.of(task.goal()), false);
        }
        return say(wordings.plain(act, near), false);
    }

    private Utterance leave(String text) {
        return new Utterance(text, true, Optional.empty());
    }

    private Utterance leave(List<String> texts) {
        return say(texts.isEmpty() ? List.of("") : texts, true);
    }

    /// The first of several ways that gives nothing away.
    private Utterance say(List<String> texts, boolean leaves) {
        List<String> ways = new ArrayList<>(texts);
        ways.add("");
        String text = ways.stream()
                .filter(way -> discretion.fault(way).isEmpty())
                .findFirst()
                .orElse("");
        discretion.say(text);
        return new Utterance(text, leaves, Optional.empty());
    }
}
