package dev.agentgym.bench;

import dev.agentgym.reward.Ended;
import dev.agentgym.reward.HackBattery;
import dev.agentgym.reward.Interval;
import dev.agentgym.reward.Reward;
import dev.agentgym.reward.RewardCard;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.reward.RewardLearning;
import dev.agentgym.reward.TextBaselines;
import dev.agentgym.text.MiniLmEmbedder;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Outcome;
import dev.agentgym.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// How far the reward agrees with what really happened in logs that it did not learn from, and whether hacks pay.
///
/// `bench/run RewardMeasure [LOGS...]` prints a card for each: area under the curve, expected calibration error and
/// rank correlation with satisfaction, of the total, of the parts and of text similarity, with bootstrap intervals
/// at 95 % over whole tasks or customers; and what each hack gets.
final class RewardMeasure {

    private static final int MOST_HONEST = 30;
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
        LoggedEpisodes learned = new LoggedEpisodes(world(train), references(train));
        List<RewardLearning.Logged> logs = train.stream()
                .map(each -> learned.logged(each, data.group().apply(each)))
                .toList();
        RewardFunction reward = RewardLearning.learn(RewardFunction.standard(), logs, learned.writers());
        LoggedEpisodes judged = data.references() == RewardData.References.SIBLINGS
                ? new LoggedEpisodes(learned.world(), test)
                : learned;
        Baselines baselines = new Baselines(train, judged, data.references());
        judge(reward, judged, some(test, MOST_MEASURED), baselines);
        if (batteries.isEmpty()) {
            batteries.add(hacks(reward, judged, test));
        }
    }

    private void judge(RewardFunction reward, LoggedEpisodes judged, List<Conversation> test, Baselines baselines) {
        for (Conversation each : test) {
            Optional<Ended> ended = judged.ended(each);
            if (ended.isPresent() || data.references() == RewardData.References.NONE) {
                Reward verdict = ended.map(reward::judge).orElseGet(() -> reward.judge(each));
                measured.add(new RewardCard.Measured(
                        each, verdict, data.group().apply(each), data.intent().apply(each), baselines.of(each)));
            }
        }
    }

    private List<Conversation> references(List<Conversation> train) {
        return data.references() == RewardData.References.NONE ? List.of() : train;
    }

    private static World world(List<Conversation> traces) {
        return World.induce(some(traces, MOST_OF_A_WORLD));
    }

    /// At most so many, evenly from all over the list.
    private static List<Conversation> some(List<Conversation> all, int most) {
        int step = Math.max(1, Math.ceilDiv(all.size(), most));
        return IntStream.range(0, all.size())
                .filter(index -> index % step == 0)
                .mapToObj(all::get)
                .toList();
    }

    private static HackBattery hacks(RewardFunction reward, LoggedEpisodes episodes, List<Conversation> test) {
        List<Ended> honest = test.stream()
                .filter(each -> each.outcome() == Outcome.SUCCESS)
                .map(each -> episodes.ended(each).orElseGet(() -> episodes.own(each)))
                .limit(MOST_HONEST)
                .toList();
        return HackBattery.of(reward, honest, episodes.world().declarations());
    }

    /// Text similarity to the nearest conversations that ended well or badly.
    private record Baselines(
            TextBaselines text,
            List<TextBaselines.Analysed> good,
            List<TextBaselines.Analysed> bad,
            LoggedEpisodes episodes,
            boolean bySiblings) {

        Baselines(List<Conversation> train, LoggedEpisodes episodes, RewardData.References references) {
            this(TextBaselines.of(train, MiniLmEmbedder.shared()), train, episodes, references);
        }

        private Baselines(
                TextBaselines text,
                List<Conversation> train,
                LoggedEpisodes episodes,
                RewardData.References references) {
            this(
                    text,
                    references == RewardData.References.NONE ? analysed(text, train, true) : List.of(),
                    references == RewardData.References.NONE ? analysed(text, train, false) : List.of(),
                    episodes,
                    references != RewardData.References.NONE);
        }

        private static List<TextBaselines.Analysed> analysed(
                TextBaselines text, List<Conversation> train, boolean good) {
            return train.stream()
                    .filter(each -> (each.outcome() == Outcome.SUCCESS) == good)
                    .limit(MOST_NEIGHBOURS)
                    .map(text::analyse)
                    .toList();
        }

        Map<String, Double> of(Conversation conversation) {
            TextBaselines.Analysed one = text.analyse(conversation);
            return bySiblings
                    ? TextBaselines.measures(
                            one,
                            episodes.siblings(conversation).stream()
                                    .map(text::analyse)
                                    .toList(),
                            List.of())
                    : TextBaselines.measures(one, good, bad);
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
