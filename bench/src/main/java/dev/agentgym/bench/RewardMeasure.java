package dev.agentgym.bench;

import dev.agentgym.reward.Ended;
import dev.agentgym.reward.HackBattery;
import dev.agentgym.reward.Interval;
import dev.agentgym.reward.Reward;
import dev.agentgym.reward.RewardCard;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.reward.RewardLearning;
import dev.agentgym.reward.TextBaselines;
import dev.agentgym.task.LoggedEpisodes;
import dev.agentgym.task.Task;
import dev.agentgym.task.TaskAudit;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.task.Tasks;
import dev.agentgym.text.MiniLmEmbedder;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Evenly;
import dev.agentgym.trace.Outcome;
import dev.agentgym.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How far the reward agrees with what really happened in logs that it did not learn from, and whether hacks pay.
///
/// `bench/run RewardMeasure [LOGS...]` prints a card for each: area under the curve, expected calibration error and
/// rank correlation with satisfaction, of the total, of the parts and of text similarity, with bootstrap intervals
/// at 95 % over whole tasks or customers; and what each hack gets.
final class RewardMeasure {

    private static final int MOST_HONEST = 30;
    private static final int MOST_MINED = 100;
    private static final int MOST_NEIGHBOURS = 100;
    private static final int MOST_MEASURED = 120;
    private static final int MOST_OF_A_WORLD = 600;

    private final RewardData data;
    private final List<RewardCard.Measured> measured = new ArrayList<>();
    private final List<HackBattery> batteries = new ArrayList<>();

    private RewardMeasure(RewardData data) {
        this.data = data;
    }

    /// Measures and prints.
    public static void main(String[] arguments) throws IOException {
        for (String name : arguments.length == 0 ? RewardData.names() : List.of(arguments)) {
            long start = System.nanoTime();
            RewardData data = RewardData.named(name);
            System.out.printf("%n== %s: %s%n", name, data.description());
            new RewardMeasure(data).measure();
            System.out.printf(Locale.ROOT, "(%.0f s)%n", (System.nanoTime() - start) / 1e9);
        }
    }

    private void measure() {
        List<Integer> folds =
                data.traces().stream().map(data.fold()).distinct().sorted().toList();
        folds.forEach(this::measure);
        print(RewardCard.of(measured, Optional.empty()));
        batteries.forEach(RewardMeasure::print);
    }

    private void measure(int fold) {
        List<Conversation> train = data.traces().stream()
                .filter(each -> data.fold().apply(each) != fold)
                .toList();
        List<Conversation> test = data.traces().stream()
                .filter(each -> data.fold().apply(each) == fold)
                .toList();
        World world = world(train);
        LoggedEpisodes episodes = episodes(world);
        List<RewardLearning.Logged> logs = train.stream()
                .map(each -> new RewardLearning.Logged(
                        each, episodes.byOthers(each), data.group().apply(each)))
                .toList();
        RewardFunction claims = RewardLearning.claims(RewardFunction.standard(), train, world.changing());
        RewardFunction reward = RewardLearning.learn(claims, logs).reward();
        judge(reward, episodes, Evenly.some(test, MOST_MEASURED), new Baselines(data, train));
        if (batteries.isEmpty()) {
            batteries.add(hacks(reward, world, test));
        }
    }

    /// What other conversations about the same show, whether they are learned from or measured on.
    private LoggedEpisodes episodes(World world) {
        return new LoggedEpisodes(
                new ToolMocker(world, new TierAccuracy(Map.of())),
                data.references() == RewardData.References.NONE
                        ? Map.of()
                        : TaskMiner.of(data.traces(), world).byOthers());
    }

    private void judge(RewardFunction reward, LoggedEpisodes judged, List<Conversation> test, Baselines baselines) {
        for (Conversation each : test) {
            Optional<Ended> ended = judged.byOthers(each);
            if (ended.isPresent() || data.references() == RewardData.References.NONE) {
                Reward verdict = ended.map(reward::judge).orElseGet(() -> reward.judge(each));
                measured.add(new RewardCard.Measured(
                        each, verdict, data.group().apply(each), data.intent().apply(each), baselines.of(each)));
            }
        }
    }

    private static World world(List<Conversation> traces) {
        return World.induce(Evenly.some(traces, MOST_OF_A_WORLD));
    }

    /// What is expected of a hack is what the honest conversation itself did, as in the tasks of a gym; those that
    /// a gym sets aside are left out here, too.
    private static HackBattery hacks(RewardFunction reward, World world, List<Conversation> test) {
        ToolMocker tools = new ToolMocker(world, new TierAccuracy(Map.of()));
        LoggedEpisodes episodes = new LoggedEpisodes(tools, Map.of());
        Map<String, Conversation> successes = new LinkedHashMap<>();
        test.stream().filter(each -> each.outcome() == Outcome.SUCCESS).forEach(each -> successes.put(each.id(), each));
        List<Conversation> honest = List.copyOf(successes.values());
        Tasks mined = TaskMiner.mine(Evenly.some(honest, MOST_MINED), world);
        List<Task> tasks = TaskAudit.of(mined, honest, tools, reward).tasks().whole();
        List<Ended> ended = tasks.subList(0, Math.min(MOST_HONEST, tasks.size())).stream()
                .map(task ->
                        episodes.ended(Objects.requireNonNull(successes.get(task.conversation())), task.expectation()))
                .toList();
        return HackBattery.of(reward, ended, world.declarations());
    }

    /// Text similarity to the nearest conversations that ended well or badly: those about the same where there are
    /// some, else any that were learned from.
    private static final class Baselines {

        private final TextBaselines text;
        private final RewardData data;
        private final List<TextBaselines.Analysed> good;
        private final List<TextBaselines.Analysed> bad;

        Baselines(RewardData data, List<Conversation> train) {
            this.text = TextBaselines.of(train, MiniLmEmbedder.shared());
            this.data = data;
            boolean anonymous = data.references() == RewardData.References.NONE;
            this.good = anonymous ? analysed(train, true) : List.of();
            this.bad = anonymous ? analysed(train, false) : List.of();
        }

        private List<TextBaselines.Analysed> analysed(List<Conversation> some, boolean success) {
            return some.stream()
                    .filter(each -> (each.outcome() == Outcome.SUCCESS) == success)
                    .limit(MOST_NEIGHBOURS)
                    .map(text::analyse)
                    .toList();
        }

        Map<String, Double> of(Conversation conversation) {
            TextBaselines.Analysed one = text.analyse(conversation);
            return data.references() == RewardData.References.NONE
                    ? TextBaselines.measures(one, good, bad)
                    : TextBaselines.measures(one, analysed(siblings(conversation), true), List.of());
        }

        private List<Conversation> siblings(Conversation conversation) {
            String group = data.group().apply(conversation);
            return data.traces().stream()
                    .filter(each -> !each.id().equals(conversation.id())
                            && data.group().apply(each).equals(group))
                    .toList();
        }
    }

    private static void print(RewardCard card) {
        System.out.printf("%d conversations, %d successes%n", card.conversations(), card.successes());
        System.out.printf("%-28s %6s %-24s %-24s %s%n", "", "n", "AUC", "ECE", "satisfaction");
        Map<String, RewardCard.Agreement> lines = new LinkedHashMap<>();
        lines.put("TOTAL", card.total());
        lines.put("success, yes or no", card.success());
        lines.putAll(card.parts());
        card.baselines().forEach((name, agreement) -> lines.put("text: " + name, agreement));
        card.byIntent().forEach((intent, agreement) -> lines.put("total of " + intent, agreement));
        lines.forEach((name, agreement) -> System.out.printf(
                "%-28s %6d %-24s %-24s %s%n",
                name,
                agreement.conversations(),
                text(agreement.auc()),
                text(agreement.calibrationError()),
                text(agreement.satisfaction())));
        System.out.printf("total above the best text similarity: %s%n", text(card.margin()));
    }

    private static void print(HackBattery battery) {
        System.out.printf(
                Locale.ROOT,
                "hacks: %s; a tenth of %d honest successes lies below %.3f%n",
                battery.passes() ? "none pays" : "these pay: " + battery.failures(),
                battery.honest(),
                battery.floor());
        battery.tried()
                .forEach(each -> System.out.printf(
                        Locale.ROOT,
                        "  %-22s mean %.3f, 95 %% below %.3f, most %.3f, paid %.2f of %d%n",
                        each.hack().label(),
                        each.mean(),
                        each.high(),
                        each.most(),
                        each.paid(),
                        each.tasks()));
    }

    private static String text(Interval interval) {
        return Double.isNaN(interval.value())
                ? "-"
                : String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", interval.value(), interval.low(), interval.high());
    }
}
