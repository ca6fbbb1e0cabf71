package dev.agentgym.user;

import dev.agentgym.task.Fact;
import dev.agentgym.task.Mention;
import dev.agentgym.task.Persona;
import dev.agentgym.task.Task;
import dev.agentgym.text.Facts;
import dev.agentgym.text.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Words for what a customer wants to say: their own first, then those of customers who came for the like. For one
/// task and one seed; immutable.
final class Wordings {

    private static final int CHOICE = 3;
    private static final int MOST_AKIN = 50;
    private static final Pattern WEEKDAY =
            Pattern.compile("(?i)\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b|\\b(?:today|tomorrow|tonight)\\b");

    private final Task task;
    private final List<Lesson> script;
    private final Map<DialogueAct, List<Lesson>> plain;
    private final int seed;

    /// @param plain turns of all logs that hold no value, by act
    Wordings(Task task, List<Lesson> script, Map<DialogueAct, List<Lesson>> plain, int seed) {
        this.task = task;
        this.script = script;
        this.plain = plain;
        this.seed = seed;
    }

    /// Whether a turn holds nothing that is true of one customer only.
    static boolean isPlain(Lesson lesson) {
        return lesson.names().isEmpty()
                && !lesson.turn().text().contains("\n")
                && Facts.of(lesson.turn().text()).all().isEmpty();
    }

    /// Ways to give a fact, the best first; the bare value comes last.
    List<String> giving(Fact fact, List<Lessons.Near> near) {
        Set<String> ways = new LinkedHashSet<>();
        for (Lesson own : script) {
            if (own.index() > 0 && own.turn().message() == fact.message()) {
                ways.add(own.turn().text());
                Sentences.of(own.turn().text()).stream()
                        .filter(sentence -> says(sentence, fact))
                        .forEach(ways::add);
            }
        }
        for (Lessons.Near each : near) {
            Lesson lesson = each.lesson();
            if (lesson.names().equals(Set.of(fact.name())) && lesson.index() > 0) {
                ways.addAll(swapped(lesson, fact));
            }
        }
        ways.add(fact.value());
        return List.copyOf(ways);
    }

    /// Several answers in one, none of which says what another says too.
    static String together(List<String> texts) {
        return texts.stream()
                .distinct()
                .filter(text -> texts.stream().noneMatch(other -> !other.equals(text) && other.contains(text)))
                .collect(Collectors.joining(" "));
    }

    private static List<String> swapped(Lesson lesson, Fact fact) {
        List<String> ways = new ArrayList<>();
        for (Fact theirs : lesson.task().facts()) {
            if (theirs.name().equals(fact.name())) {
                Mention.of(lesson.turn().text(), theirs.value())
                        .filter(mention -> isOfAny(replace(lesson.turn().text(), mention, "")))
                        .map(mention -> replace(lesson.turn().text(), mention, fact.value()))
                        .filter(text -> text.length() > fact.value().length())
                        .ifPresent(ways::add);
            }
        }
        return ways;
    }

    /// What is true of one customer's value is not of another's.
    private static boolean isOfAny(String rest) {
        return !WEEKDAY.matcher(rest).find();
    }

    private static String replace(String text, Mention mention, String value) {
        return text.substring(0, mention.start()) + value + text.substring(mention.end());
    }

    private static boolean says(String sentence, Fact fact) {
        return Mention.of(sentence, fact.value()).isPresent();
    }

    /// Ways to do something without a value, the best first: in own words, in those of the customers who were told
    /// the like and came for the like, in anybody's; of equals those of customers who talk like this one. May be
    /// empty.
    List<String> plain(DialogueAct act, List<Lessons.Near> near) {
        Set<String> ways = new LinkedHashSet<>();
        add(script.stream().filter(own -> own.act() == act && own.index() > 0), ways);
        List<Lesson> like = near.stream()
                .map(Lessons.Near::lesson)
                .sorted(Comparator.comparingDouble(this::distance))
                .toList();
        add(
                turned(like.stream()
                        .filter(each -> each.act() == act && sameIntent(each))
                        .toList()),
                ways);
        add(turned(like.stream().filter(each -> each.act() == act).toList()), ways);
        List<Lesson> any = plain.getOrDefault(act, List.of());
        List<Lesson> akin = any.stream()
                .filter(this::sameIntent)
                .limit(MOST_AKIN)
                .sorted(Comparator.comparingDouble(this::distance))
                .toList();
        add(turned(akin), ways);
        add(turned(any.stream().limit(CHOICE).toList()), ways);
        return List.copyOf(ways);
    }

    /// Ways in which customers did something who were told the like; may be empty.
    List<String> near(DialogueAct act, List<Lessons.Near> near) {
        Set<String> ways = new LinkedHashSet<>();
        add(
                turned(near.stream()
                        .map(Lessons.Near::lesson)
                        .filter(each -> each.act() == act)
                        .toList()),
                ways);
        return List.copyOf(ways);
    }

    /// How far another customer's way to talk is from this one's: by mood, and by how often longer or shorter their
    /// turns are.
    private double distance(Lesson lesson) {
        Persona own = task.persona();
        Persona other = lesson.task().persona();
        return Math.abs(own.mood() - other.mood()) + Math.abs(Math.log((1 + own.words()) / (1 + other.words())));
    }

    private boolean sameIntent(Lesson lesson) {
        return lesson.task().intent().equals(task.intent());
    }

    /// The first few in an order that the seed chooses.
    private Stream<Lesson> turned(List<Lesson> lessons) {
        int choice = Math.min(CHOICE, lessons.size());
        return IntStream.range(0, choice).mapToObj(i -> lessons.get((i + seed % choice) % choice));
    }

    private static void add(Stream<Lesson> lessons, Set<String> ways) {
        lessons.filter(Wordings::isPlain).map(lesson -> lesson.turn().text()).forEach(ways::add);
    }
}
