package dev.agentgym.llm.optimize;

import dev.agentgym.llm.agent.SystemPrompt;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Limits;
import dev.agentgym.report.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How many rollouts GEPA needs to the score at which random search ends, over many seeds, and where both end. Run
/// by hand; docs/results/optimizers.md has what it said.
final class OptimizerReport {

    private static final int SEEDS = 40;

    private OptimizerReport() {}

    /// One search from its beginning to its end: the best mean after so many rollouts.
    private record Curve(List<Integer> rollouts, List<Double> best) {

        static Curve of(String name, Office office, int seed) {
            Budget budget = new Budget(Limits.NONE);
            SearchSettings settings =
                    new SearchSettings(seed, 8, 800, List.of(SystemPrompt.POLICY, SystemPrompt.STYLE), 6000, 0.01);
            Session session = Session.begin(
                    office.problem(budget, settings), Optimizers.named(name).orElseThrow(), budget, event -> {});
            Curve curve = new Curve(new ArrayList<>(), new ArrayList<>());
            do {
                curve.rollouts.add(session.rollouts());
                curve.best.add(session.means().stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(0));
            } while (session.step());
            return curve;
        }

        double end() {
            return best.getLast();
        }

        /// All that was played where the score was never reached.
        int until(double score) {
            for (int i = 0; i < best.size(); i++) {
                if (best.get(i) >= score) {
                    return rollouts.get(i);
                }
            }
            return rollouts.getLast();
        }

        /// The best mean when so many rollouts were played.
        double after(int played) {
            double value = 0;
            for (int i = 0; i < best.size() && rollouts.get(i) <= played; i++) {
                value = best.get(i);
            }
            return value;
        }
    }

    /// Measures and prints.
    public static void main(String[] arguments) {
        for (int shown : new int[] {30, 45, 60, 70, 80, 90}) {
            Office office = new Office(true, 0, shown);
            List<double[]> gepa = new ArrayList<>();
            List<double[]> random = new ArrayList<>();
            List<double[]> saved = new ArrayList<>();
            List<double[]> gain = new ArrayList<>();
            List<double[]> early = new ArrayList<>();
            int reached = 0;
            for (int seed = 1; seed <= SEEDS; seed++) {
                Curve ours = Curve.of("gepa", office, seed);
                Curve theirs = Curve.of("random", office, seed);
                double goal = theirs.end();
                reached += ours.end() >= goal ? 1 : 0;
                gepa.add(new double[] {ours.until(goal)});
                random.add(new double[] {theirs.until(goal)});
                saved.add(new double[] {theirs.until(goal) - ours.until(goal)});
                gain.add(new double[] {ours.end() - theirs.end()});
                early.add(new double[] {ours.after(200) - theirs.after(200)});
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %s | %s | %s | %d of %d | %s | %s |%n",
                    shown,
                    cell(gepa, "%.0f"),
                    cell(random, "%.0f"),
                    cell(saved, "%+.0f"),
                    reached,
                    SEEDS,
                    cell(early, "%+.3f"),
                    cell(gain, "%+.3f"));
        }
    }

    private static String cell(List<double[]> values, String form) {
        Interval interval = Interval.of(values, 1);
        return String.format(
                Locale.ROOT, form + " [" + form + ", " + form + "]", interval.mean(), interval.low(), interval.high());
    }
}
