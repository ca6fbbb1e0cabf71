package dev.agentgym.user;

import dev.agentgym.task.Fact;
import dev.agentgym.task.Mention;
import dev.agentgym.task.Readings;
import dev.agentgym.task.Task;
import dev.agentgym.task.Tasks;
import dev.agentgym.trace.Conversation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// The customer that needs no model: what they know is in the task's ledger, what they say stands in the logs. Safe
/// to share between threads.
///
/// An agent that goes the way of the log hears the words of the log. One that goes another way is understood by
/// what logged customers did after such words, and answered in the task's own words where its log has fitting ones,
/// else in those of customers who came for the like, with this customer's values in the place of theirs. No value
/// is said that is not in the ledger, or that nobody asked for where the log gave it only when asked.
public final class LoggedCustomer implements Customer {

    private final Lessons lessons;
    private final Readings readings;
    private final Map<String, List<Lesson>> scripts;
    private final Map<DialogueAct, List<Lesson>> plain;

    private LoggedCustomer(Map<String, List<Lesson>> scripts, Readings readings) {
        this.readings = readings;
        List<Lesson> all = scripts.values().stream().flatMap(List::stream).toList();
        this.scripts = scripts;
        this.lessons = new Lessons(all);
        this.plain = new LinkedHashMap<>();
        for (Lesson lesson : all) {
            if (Wordings.isPlain(lesson)) {
                plain.computeIfAbsent(lesson.act(), unseen -> new ArrayList<>()).add(lesson);
            }
        }
    }

    /// The customers of these tasks.
    ///
    /// @param traces the conversations that the tasks were mined from; those of other tasks are not looked at
    public static LoggedCustomer of(List<Conversation> traces, Tasks tasks) {
        Map<String, Conversation> logs = new LinkedHashMap<>();
        traces.forEach(conversation -> logs.putIfAbsent(conversation.id(), conversation));
        Map<String, List<Lesson>> scripts = new LinkedHashMap<>();
        Readings readings = new Readings();
        for (Task task : tasks.whole()) {
            Optional.ofNullable(logs.get(task.conversation()))
                    .ifPresent(log -> scripts.put(task.conversation(), Lesson.of(task, log, readings)));
        }
        return new LoggedCustomer(scripts, readings);
    }

    @Override
    public Visit visit(Task task, long seed) {
        return visit(task, seed, scripts.getOrDefault(task.conversation(), List.of()));
    }

    /// The same without the words of the task's own log, but for those in which they bring up what they came for:
    /// to measure how well a customer does with an agent that says everything in other words.
    Visit visitWithoutScript(Task task, long seed) {
        return visit(
                task,
                seed,
                scripts.getOrDefault(task.conversation(), List.of()).stream()
                        .limit(1)
                        .toList());
    }

    /// A visit whose words somebody else finds, under the eyes of the ledger.
    public GuardedVisit guarded(Task task, long seed) {
        return new GuardedVisit(task, words(task), lessons, visit(task, seed, script(task)));
    }

    private String words(Task task) {
        return script(task).stream().map(lesson -> lesson.turn().text()).collect(Collectors.joining("\n")) + "\n"
                + task.goal();
    }

    /// The facts that the agent of the log had said just before the customer did.
    private Set<Fact> chosen(Task task) {
        return script(task).stream()
                .flatMap(lesson -> task.facts().stream()
                        .filter(fact -> fact.message() == lesson.turn().message())
                        .filter(fact -> Mention.of(lesson.cue(), fact.value()).isPresent()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private LoggedVisit visit(Task task, long seed, List<Lesson> turns) {
        int turn = new Random(seed * 31 + task.id().hashCode()).nextInt(Integer.MAX_VALUE);
        Discretion discretion = new Discretion(task, words(task), readings, chosen(task));
        Concerns concerns = new Concerns(script(task), lessons);
        Objections objections = new Objections(script(task), lessons);
        Provisos provisos = new Provisos(script(task), lessons);
        Wordings wordings = new Wordings(task, turns, plain, turn);
        return new LoggedVisit(
                task,
                new Script(task, turns, lessons),
                concerns,
                objections,
                provisos,
                wordings,
                lessons,
                discretion,
                new Awaited(task, readings));
    }

    @Override
    public String name() {
        return "logged";
    }

    Lessons lessons() {
        return lessons;
    }

    List<Lesson> script(Task task) {
        return scripts.getOrDefault(task.conversation(), List.of());
    }
}
