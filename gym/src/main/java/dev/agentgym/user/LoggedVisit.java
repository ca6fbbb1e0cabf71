package dev.agentgym.user;

import dev.agentgym.task.Fact;
import dev.agentgym.task.Task;
import dev.agentgym.task.Turn;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One visit of a customer who goes by the logs. For one thread.
final class LoggedVisit implements Visit {

    /// Less alike to any logged words, they are not understood.
    private static final double UNDERSTOOD = 0.25;
    private static final double MOSTLY = 0.5;
    private static final double AT_TIMES = 0.1;
    /// Enough where the customer of the log gave it.
    private static final double RARELY = 0.05;
    private static final double SOMETIMES = 0.2;
    private static final String UNKNOWN = "Sorry, I don't have that.";
    private static final String YES = "Yes, please.";
    private static final String NO = "No, please don't.";

    private final Task task;
    private final Script script;
    private final Concerns concerns;
    private final Objections objections;
    private final Provisos provisos;
    private final List<String> said = new ArrayList<>();
    private final Wordings wordings;
    private final Lessons lessons;
    private final Discretion discretion;
    private final Awaited awaited;
    private String wish;
    private int stalled;
    private int closings;
    private boolean gone;

    LoggedVisit(
            Task task,
            Script script,
            Concerns concerns,
            Objections objections,
            Provisos provisos,
            Wordings wordings,
            Lessons lessons,
            Discretion discretion,
            Awaited awaited) {
        this.awaited = awaited;
        this.wish = task.goal();
        this.concerns = concerns;
        this.objections = objections;
        this.provisos = provisos;
        this.task = task;
        this.script = script;
        this.wordings = wordings;
        this.lessons = lessons;
        this.discretion = discretion;
    }

    @Override
    public LoggedVisit branch() {
        LoggedVisit branch = new LoggedVisit(
                task,
                script.copy(),
                concerns,
                objections,
                provisos,
                wordings,
                lessons,
                discretion.copy(),
                awaited.copy());
        branch.said.addAll(said);
        branch.wish = wish;
        branch.stalled = stalled;
        branch.closings = closings;
        branch.gone = gone;
        return branch;
    }

    @Override
    public Utterance next(List<Message> conversation) {
        Utterance answer = answer(Turn.unanswered(conversation));
        commit(answer);
        return answer;
    }

    /// Takes in what the agent said, and finds an answer that is not yet said.
    Utterance answer(List<String> cue) {
        discretion.hear(cue);
        boolean news = awaited.hear(cue);
        if (gone) {
            return new Utterance("", true, Optional.empty());
        }
        return script.isBegun() ? asLogged(cue).orElseGet(() -> otherwise(cue, news)) : open();
    }

    /// Takes in what was said.
    void commit(Utterance utterance) {
        discretion.say(utterance.text());
        said.add(utterance.text());
        gone |= utterance.leaves();
    }

    /// What may be said at this point.
    Discretion discretion() {
        return discretion;
    }

    /// Whether a customer may say goodbye now: they lost patience, their log is over, they were told what they came
    /// for, or the agent says what others leave after and nothing is left to bring up.
    boolean mayLeave(Meaning meaning) {
        boolean told = !awaited.isNothing() && awaited.isHeard();
        boolean closing = awaited.isHeard()
                && meaning.similarity() >= UNDERSTOOD
                && meaning.share(DialogueAct.CLOSE) >= SOMETIMES
                && concerns.isOver(said);
        return isOutOfPatience() || told || script.isOver() || closing;
    }

    private Utterance open() {
        return script.begin()
                .map(first -> new Utterance(first.turn().text(), first.last(), Optional.empty()))
                .orElseGet(() -> say(List.of(task.goal())));
    }

    private boolean isServed() {
        return script.isOver() || awaited.isHeard();
    }

    /// The words of the log, where the agent says what was said in it, or something so much like it that it means
    /// the same.
    private Optional<Utterance> asLogged(List<String> cue) {
        if (cue.isEmpty()) {
            return Optional.empty();
        }
        Optional<Lesson> same = script.after(cue.getLast());
        if (same.isEmpty() && script.isInPassing(cue.getLast())) {
            return Optional.of(say(wordings.plain(DialogueAct.AGREE, List.of())));
        }
        return same.or(() -> script.afterLike(cue).filter(lesson -> lesson.act() != DialogueAct.CLOSE || isServed()))
                .map(this::follow);
    }

    private Utterance follow(Lesson lesson) {
        boolean forward = script.follow(lesson);
        stalled = forward ? 0 : stalled + 1;
        discretion.ask(lesson.names());
        boolean leaves = forward ? lesson.last() : isOutOfPatience();
        return new Utterance(lesson.turn().text(), leaves, Optional.empty());
    }

    private boolean isOutOfPatience() {
        return stalled > task.persona().patience();
    }

    private Utterance otherwise(List<String> cue, boolean news) {
        List<Lessons.Near> near = lessons.nearest(cue);
        Meaning meaning = Meaning.of(near);
        stalled = news || asksAnew(meaning) ? 0 : stalled + 1;
        if (isOutOfPatience()) {
            return leave(near);
        }
        if (meaning.similarity() < UNDERSTOOD || meaning.likeliest() == DialogueAct.OPEN) {
            return insist();
        }
        if (meaning.share(DialogueAct.INFORM) >= MOSTLY || isAskedForMore(meaning)) {
            return inform(meaning, near);
        }
        return provisos.to(meaning, discretion)
                .map(this::bringUp)
                .orElseGet(() -> meaning.proposed()
                        .map(deed -> decide(deed, near))
                        .orElseGet(() -> react(meaning.likeliest(), cue, near)));
    }

    /// Says what their log shows them say of themselves.
    private Utterance bringUp(Lesson own) {
        discretion.ask(own.names());
        return say(List.of(own.turn().text()));
    }

    private boolean asksAnew(Meaning meaning) {
        return meaning.share(DialogueAct.INFORM) >= MOSTLY
                && meaning.asked().keySet().stream()
                        .findFirst()
                        .filter(name -> !discretion.wasAsked(name))
                        .isPresent();
    }

    /// Says again what they came for, or what they want since they changed their mind.
    private Utterance insist() {
        return say(List.of(wish));
    }

    /// Whether customers give a value at times, and this one did and has not yet.
    private boolean isAskedForMore(Meaning meaning) {
        return meaning.asked().entrySet().stream()
                .anyMatch(asked -> asked.getValue() >= SOMETIMES && discretion.withholds(asked.getKey()));
    }

    private Utterance inform(Meaning meaning, List<Lessons.Near> near) {
        List<String> asked = meaning.asked().entrySet().stream()
                .filter(each -> each.getValue() >= (discretion.gave(each.getKey()) ? RARELY : AT_TIMES))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(name -> !discretion.gave(name)))
                .toList();
        List<String> together =
                asked.stream().findFirst().map(discretion::gaveWith).orElse(List.of());
        List<String> names = Stream.concat(
                        asked.stream().limit(Math.max(1, Math.round(meaning.expected()))),
                        asked.stream().filter(together::contains))
                .distinct()
                .toList();
        List<String> texts = new ArrayList<>();
        names.forEach(name -> discretion.answer(name).ifPresent(fact -> texts.add(giving(fact, near))));
        return texts.isEmpty() ? choose(near) : say(List.of(Wordings.together(texts)));
    }

    /// What customers say who were asked the like and name no value, such as that the first one will do.
    private Utterance choose(List<Lessons.Near> near) {
        List<String> ways = new ArrayList<>(wordings.near(DialogueAct.TELL, near));
        ways.add(UNKNOWN);
        return say(ways);
    }

    private String giving(Fact fact, List<Lessons.Near> near) {
        return wordings.giving(fact, near).stream()
                .filter(text -> discretion.fault(text).isEmpty())
                .findFirst()
                .orElse(fact.value());
    }

    /// What the customer objected to such a proposal; then yes to what the log shows to be wanted, no to anything
    /// else.
    private Utterance decide(String deed, List<Lessons.Near> near) {
        boolean wanted = task.expectation().actions().stream()
                .anyMatch(call -> call.name().equals(deed));
        return objections.to(deed, said).map(lesson -> object(lesson, wanted)).orElseGet(() -> settle(wanted, near));
    }

    private Utterance object(Lesson lesson, boolean wanted) {
        stalled = 0;
        wish = wanted ? wish : lesson.turn().text();
        return bringUp(lesson);
    }

    private Utterance settle(boolean wanted, List<Lessons.Near> near) {
        stalled = wanted ? 0 : stalled;
        List<String> ways = new ArrayList<>(wordings.plain(wanted ? DialogueAct.AGREE : DialogueAct.DECLINE, near));
        ways.add(wanted ? YES : NO);
        return say(ways);
    }

    private Utterance react(DialogueAct act, List<String> cue, List<Lessons.Near> near) {
        if (act == DialogueAct.CLOSE) {
            Optional<Lesson> concern = concerns.next(said, cue);
            if (concern.isPresent()) {
                stalled = 0;
                return bringUp(concern.get());
            }
            closings++;
            return isServed() || closings > 1 ? leave(near) : insist();
        }
        return say(wordings.plain(act, near));
    }

    private Utterance leave(List<Lessons.Near> near) {
        List<String> ways = new ArrayList<>(wordings.plain(DialogueAct.CLOSE, near));
        ways.add("");
        return new Utterance(chosen(ways), true, Optional.empty());
    }

    /// The first of several ways that gives nothing away; what they came for where all of them do.
    private Utterance say(List<String> ways) {
        List<String> all = new ArrayList<>(ways);
        all.add(wish);
        String text = chosen(all);
        return new Utterance(text, false, discretion.fault(text));
    }

    private String chosen(List<String> ways) {
        return ways.stream()
                .filter(way -> discretion.fault(way).isEmpty())
                .findFirst()
                .orElse(ways.getLast());
    }
}
