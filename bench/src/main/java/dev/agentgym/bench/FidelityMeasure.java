package dev.agentgym.bench;

import dev.agentgym.convert.Conversion;
import dev.agentgym.convert.ProgressListener;
import dev.agentgym.fidelity.CallKind;
import dev.agentgym.fidelity.MeasuredCall;
import dev.agentgym.fidelity.Yardstick;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A set of logs, divided into what the mocker learns from and what it is measured on. Immutable.
///
/// @param description what is measured, in words
/// @param folds each part that is measured on, with what the mocker learns for it
/// @param yardstick compares the answers
/// @param groups kinds of calls to count apart, by name
/// @param told how many calls of a measured conversation are told to the mocker with their answers, not asked
record FidelityMeasure(
        String description,
        List<Fold> folds,
        Yardstick yardstick,
        Map<String, Predicate<MeasuredCall>> groups,
        ToIntFunction<Conversation> told) {

    FidelityMeasure(
            String description, List<Fold> folds, Yardstick yardstick, Map<String, Predicate<MeasuredCall>> groups) {
        this(description, folds, yardstick, groups, _ -> 0);
    }

    private static final int FOLDS = 5;

    /// The arguments of a measure.
    record Fold(List<Conversation> train, List<Conversation> test) {}

    static List<String> names() {
        return List.of(
                "airline-trials",
                "airline-by-task",
                "telecom-by-task",
                "star",
                "sgd",
                "samples",
                "office",
                "airline-probes",
                "airline-probes-pooled");
    }

    static FidelityMeasure named(String name) throws IOException {
        return switch (name) {
            case "airline-trials" -> trials();
            case "airline-by-task" -> byTask("tau1 and tau2 airline", traces("tau1_airline_gpt4o", "tau2_airline"));
            case "airline1-by-task" -> byTask("tau1 airline", traces("tau1_airline_gpt4o"));
            case "telecom-by-task" -> byTask("tau2 telecom", traces("tau2_telecom"));
            case "star" -> everyFifth("STAR", traces("star"));
            case "sgd" -> everyFifth("SGD dev", traces("sgd_dev"));
            case "coffee" -> everyFifth("Taskmaster-4 coffee", traces("taskmaster4_coffee"));
            case "bfcl" -> everyFifth("BFCL multi-turn", traces("bfcl_multiturn_executed"));
            case "samples" -> everyFifth("sample logs", samples());
            case "office" -> OfficeMeasure.measure();
            case "airline-probes" -> AirlineProbes.measure("tau2 airline", traces("tau2_airline"));
            case "airline-probes-pooled" ->
                AirlineProbes.measure("tau1 and tau2 airline", traces("tau1_airline_gpt4o", "tau2_airline"));
            default ->
                throw new IllegalArgumentException(
                        "no measure " + name + "; there are " + names() + ", and airline1-by-task, coffee, bfcl");
        };
    }

    private static FidelityMeasure trials() {
        List<Conversation> traces = traces("tau1_airline_gpt4o");
        Predicate<Conversation> last =
                conversation -> conversation.metadata().path("trial").asInt() == 3;
        Fold fold = new Fold(
                traces.stream().filter(last.negate()).toList(),
                traces.stream().filter(last).toList());
        return of("tau1 airline, trials 0 to 2 learned, trial 3 measured", List.of(fold), traces);
    }

    private static FidelityMeasure byTask(String what, List<Conversation> traces) {
        TreeSet<String> tasks = new TreeSet<>();
        traces.forEach(conversation -> tasks.add(task(conversation)));
        Map<String, Integer> foldOf = new LinkedHashMap<>();
        tasks.forEach(task -> foldOf.put(task, foldOf.size() % FOLDS));
        List<Fold> folds = IntStream.range(0, FOLDS)
                .mapToObj(fold -> divided(traces, conversation -> foldOf.getOrDefault(task(conversation), 0) == fold))
                .toList();
        return of(what + ", " + FOLDS + " folds by task (" + tasks.size() + " tasks)", folds, traces);
    }

    private static String task(Conversation conversation) {
        return conversation.metadata().path("task_id").asText();
    }

    private static FidelityMeasure everyFifth(String what, List<Conversation> traces) {
        List<Conversation> test = IntStream.range(0, traces.size())
                .filter(index -> index % FOLDS == FOLDS - 1)
                .mapToObj(traces::get)
                .toList();
        TreeSet<String> held = new TreeSet<>(test.stream().map(Conversation::id).toList());
        return of(
                what + ", every fifth conversation held out",
                List.of(divided(traces, conversation -> held.contains(conversation.id()))),
                traces);
    }

    private static Fold divided(List<Conversation> traces, Predicate<Conversation> test) {
        return new Fold(
                traces.stream().filter(test.negate()).toList(),
                traces.stream().filter(test).toList());
    }

    private static FidelityMeasure of(String description, List<Fold> folds, List<Conversation> traces) {
        return new FidelityMeasure(description, folds, Yardstick.of(traces), kinds());
    }

    /// The kinds of calls that every table counts apart.
    static Map<String, Predicate<MeasuredCall>> kinds() {
        Map<String, Predicate<MeasuredCall>> kinds = new LinkedHashMap<>();
        for (CallKind kind : CallKind.values()) {
            kinds.put(kind.label().replace('_', ' '), kind::covers);
        }
        return kinds;
    }

    static Path shared(String file) {
        return Path.of(System.getProperty("agentgym.root", "."))
                .resolveSibling("shared")
                .resolve("data")
                .resolve(file);
    }

    private static List<Conversation> traces(String... names) {
        List<Conversation> traces = new ArrayList<>();
        for (String name : names) {
            traces.addAll(Traces.read(shared("traces/" + name + ".jsonl.gz"), bad -> {}));
        }
        return traces;
    }

    /// The sample logs, converted as a user would.
    static List<Conversation> samples() throws IOException {
        Path raw = Path.of(System.getProperty("agentgym.root", ".")).resolve("data/raw");
        Path folder = Files.createTempDirectory("fidelity-samples");
        try {
            Conversion.of(List.of(raw.toString())).to(folder, ProgressListener.SILENT);
            return Traces.read(folder.resolve("traces.jsonl"));
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
