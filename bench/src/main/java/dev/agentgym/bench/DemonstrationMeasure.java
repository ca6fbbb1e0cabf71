package dev.agentgym.bench;

import dev.agentgym.agent.Precedents;
import dev.agentgym.agent.Precedents.Precedent;
import dev.agentgym.report.Interval;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.text.MiniLmEmbedder;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.trace.Traces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/// How often a demonstration does what the logged agent did at the same point: those that are looked up against
/// those that are drawn.
///
/// `bench/run DemonstrationMeasure FILE...` divides the conversations of each file by customer, and asks for four
/// demonstrations at each decision of those to be tested on that ended well. Two acts are the same if they call the
/// same tools in the same order, or both speak.
final class DemonstrationMeasure {

    private static final int SHOWN = 4;
    private static final int TOKENS = 2000;
    private static final int MOST = 150;

    private final List<Conversation> learn;
    private final Precedents precedents;
    private final SplittableRandom dice = new SplittableRandom(1);
    private final List<List<String>> drawn = new ArrayList<>();
    private final List<double[]> firstNear = new ArrayList<>();
    private final List<double[]> anyNear = new ArrayList<>();
    private final List<double[]> firstDrawn = new ArrayList<>();
    private final List<double[]> anyDrawn = new ArrayList<>();
    private long nanos;
    private long tokens;
    private int decisions;

    private DemonstrationMeasure(List<Conversation> learn) {
        this.learn = learn;
        this.precedents = Precedents.of(learn, MiniLmEmbedder.shared());
    }

    private record Decision(List<Message> before, List<String> tools) {}

    /// Measures and prints.
    public static void main(String[] arguments) {
        for (String name : arguments) {
            List<Conversation> traces =
                    Traces.read(Path.of(name), bad -> System.out.println("left out: " + bad.explanation()));
            Set<String> tested = TaskMiner.tested(traces);
            DemonstrationMeasure measure = new DemonstrationMeasure(traces.stream()
                    .filter(conversation -> !tested.contains(conversation.id()))
                    .toList());
            measure.learn.stream()
                    .filter(conversation -> conversation.outcome() == Outcome.SUCCESS)
                    .forEach(conversation ->
                            decisions(conversation).forEach(decision -> measure.drawn.add(decision.tools())));
            traces.stream()
                    .filter(conversation ->
                            tested.contains(conversation.id()) && conversation.outcome() == Outcome.SUCCESS)
                    .limit(MOST)
                    .forEach(measure::look);
            measure.print(name);
        }
    }

    /// The points at which the agent acted, and what it called there.
    private static List<Decision> decisions(Conversation conversation) {
        List<Decision> decisions = new ArrayList<>();
        List<Message> messages = conversation.messages();
        for (int i = 0; i < messages.size(); i++) {
            boolean begins = messages.get(i) instanceof Message.Assistant
                    && (i == 0 || !(messages.get(i - 1) instanceof Message.Assistant));
            if (begins) {
                decisions.add(new Decision(messages.subList(0, i), tools(messages, i)));
            }
        }
        return decisions;
    }

    private static List<String> tools(List<Message> messages, int from) {
        for (int i = from; i < messages.size() && messages.get(i) instanceof Message.Assistant act; i++) {
            if (!act.toolCalls().isEmpty()) {
                return act.toolCalls().stream().map(ToolCall::name).toList();
            }
        }
        return List.of();
    }

    private void look(Conversation conversation) {
        List<Decision> acts = decisions(conversation);
        double[][] scores = new double[SHOWN][acts.size()];
        for (int i = 0; i < acts.size(); i++) {
            Decision act = acts.get(i);
            long start = System.nanoTime();
            List<Precedent> near = precedents.near(act.before(), log -> true, SHOWN, TOKENS);
            nanos += System.nanoTime() - start;
            tokens += near.stream().mapToLong(Precedent::tokens).sum();
            decisions++;
            List<List<String>> shown = near.stream().map(Precedent::tools).toList();
            List<List<String>> others =
                    dice.ints(SHOWN, 0, drawn.size()).mapToObj(drawn::get).toList();
            scores[0][i] = !shown.isEmpty() && shown.getFirst().equals(act.tools()) ? 1 : 0;
            scores[1][i] = shown.contains(act.tools()) ? 1 : 0;
            scores[2][i] = others.getFirst().equals(act.tools()) ? 1 : 0;
            scores[3][i] = others.contains(act.tools()) ? 1 : 0;
        }
        firstNear.add(scores[0]);
        anyNear.add(scores[1]);
        firstDrawn.add(scores[2]);
        anyDrawn.add(scores[3]);
    }

    private void print(String name) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d decisions of %d conversations, %d to show%n",
                name,
                decisions,
                firstNear.size(),
                learn.size());
        row("looked up, first", firstNear);
        row("looked up, any of 4", anyNear);
        row("drawn, first", firstDrawn);
        row("drawn, any of 4", anyDrawn);
        System.out.printf(
                Locale.ROOT, "%.1f ms and %d tokens a decision%n", nanos / 1e6 / decisions, tokens / decisions);
    }

    private static void row(String what, List<double[]> groups) {
        Interval interval = Interval.of(groups, 1);
        System.out.printf(
                Locale.ROOT, "| %s | %.3f | [%.3f, %.3f] |%n", what, interval.mean(), interval.low(), interval.high());
    }
}
