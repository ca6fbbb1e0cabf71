package dev.agentgym.user;

import dev.agentgym.task.Fact;
import dev.agentgym.task.Mention;
import dev.agentgym.task.Task;
import dev.agentgym.text.FactKind;
import dev.agentgym.text.Facts;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Counts what a simulated customer does with the words of a logged agent. For one thread.
final class PortraitPainter {

    private final Map<DialogueAct, Double> acts = new EnumMap<>(DialogueAct.class);
    private final Map<DialogueAct, Double> loggedActs = new EnumMap<>(DialogueAct.class);
    private int visits;
    private int facts;
    private int right;
    private int leaks;
    private int inventions;
    private int premature;
    private int faults;
    private int words;
    private int loggedWords;

    /// Says to a customer what the agent of a log said, turn by turn, until they leave.
    void replay(Task task, Conversation log, List<Lesson> script, Visit visit) {
        visits++;
        List<Message> said = new ArrayList<>();
        Set<Fact> given = new LinkedHashSet<>();
        boolean spoiled = false;
        String ownWords = ownWords(task, script);
        StringBuilder logged = new StringBuilder();
        for (Lesson lesson : script) {
            lesson.turn().cue().forEach(text -> said.add(Message.Assistant.says(text)));
            Utterance utterance = visit.next(said);
            logged.append(lesson.turn().text()).append('\n');
            compare(task, ownWords, lesson, utterance.text(), agentsWords(said) + logged, given);
            said.add(Message.User.says(utterance.text()));
            spoiled |= utterance.fault().isPresent();
            if (utterance.leaves()) {
                premature += isPremature(task, log, lesson, script) ? 1 : 0;
                break;
            }
        }
        faults += spoiled ? 1 : 0;
    }

    /// @param heard what the agent and the customer of the log had said by then
    private void compare(Task task, String ownWords, Lesson lesson, String text, String heard, Set<Fact> given) {
        for (Fact fact : task.facts()) {
            boolean now = lesson.turn().message() == fact.message();
            boolean says = Mention.of(text, fact.value()).isPresent();
            facts += now ? 1 : 0;
            right += now && (says || given.contains(fact)) ? 1 : 0;
            leaks += says && !given.contains(fact) && isLeak(task, fact, lesson, heard) ? 1 : 0;
            if (says) {
                given.add(fact);
            }
        }
        inventions += inventions(ownWords, text, heard);
        count(lesson, text);
    }

    private static String ownWords(Task task, List<Lesson> script) {
        StringBuilder words = new StringBuilder();
        task.facts().forEach(fact -> words.append(fact.value()).append('\n'));
        script.forEach(lesson -> words.append(lesson.turn().text()).append('\n'));
        return words.toString();
    }

    private static boolean isLeak(Task task, Fact fact, Lesson lesson, String heard) {
        boolean early = fact.message() < 0 || fact.message() > lesson.turn().message();
        return early && task.isSecret(fact) && Mention.of(heard, fact.value()).isEmpty();
    }

    private static int inventions(String ownWords, String text, String heard) {
        List<dev.agentgym.text.Fact> values = Facts.of(text).all().stream()
                .filter(fact -> fact.kind() != FactKind.NAME && fact.kind() != FactKind.DURATION)
                .toList();
        if (values.isEmpty()) {
            return 0;
        }
        Facts known = Facts.of(ownWords + heard);
        return (int) values.stream().filter(fact -> !known.confirm(fact)).count();
    }

    private static String agentsWords(List<Message> before) {
        return before.stream()
                .filter(message -> message instanceof Message.Assistant)
                .map(Message::text)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private void count(Lesson lesson, String text) {
        boolean informs = lesson.task().facts().stream()
                .anyMatch(fact -> Mention.of(text, fact.value()).isPresent());
        boolean opens =
                lesson.turn().cue().isEmpty() || text.contains(lesson.task().goal());
        acts.merge(DialogueAct.of(text, opens, informs), 1.0, Double::sum);
        boolean opened = lesson.turn().cue().isEmpty()
                || lesson.turn().text().contains(lesson.task().goal());
        loggedActs.merge(
                DialogueAct.of(lesson.turn().text(), opened, !lesson.names().isEmpty()), 1.0, Double::sum);
        words += words(text);
        loggedWords += words(lesson.turn().text());
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    }

    /// Whether the log goes on with a fact that they give, a change that they came for, or something that they are
    /// told.
    private static boolean isPremature(Task task, Conversation log, Lesson left, List<Lesson> script) {
        int at = left.turn().message();
        boolean more = script.stream()
                .anyMatch(lesson ->
                        lesson.index() > left.index() && !lesson.names().isEmpty());
        Set<String> deeds = task.expectation().actions().stream()
                .map(call -> call.name() + call.arguments())
                .collect(Collectors.toSet());
        boolean deed = log.exchanges().stream()
                .filter(each -> each.position() > at)
                .map(Exchange::call)
                .anyMatch(call -> deeds.contains(call.name() + call.arguments()));
        return more || deed || isToldLater(task, log, at);
    }

    private static boolean isToldLater(Task task, Conversation log, int at) {
        String before = agentsWords(log.messages().subList(0, at));
        String after = agentsWords(log.messages().subList(at, log.messages().size()));
        return task.expectation().communications().stream()
                .anyMatch(value -> after.contains(value) && !before.contains(value));
    }

    Portrait portrait() {
        double turns = Math.max(
                1, acts.values().stream().mapToDouble(Double::doubleValue).sum());
        acts.replaceAll((act, count) -> count / turns);
        loggedActs.replaceAll((act, count) -> count / turns);
        return new Portrait(
                visits,
                facts,
                right,
                leaks,
                inventions,
                premature,
                faults,
                words / turns,
                loggedWords / turns,
                acts,
                loggedActs);
    }
}
