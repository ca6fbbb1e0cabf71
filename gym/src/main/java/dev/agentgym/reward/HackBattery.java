package dev.agentgym.reward;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.ToolSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Whether hacks pay: every one must, on average and on nineteen of twenty tasks, be worth less than nine of ten
/// honest successes. Immutable.
///
/// @param floor the total below which a tenth of the honest successes lie
/// @param honest how many honest successes there are
/// @param tried each hack with what it got
public record HackBattery(double floor, int honest, List<Tried> tried) {

    private static final double TENTH = 0.1;
    private static final double NINETEEN_OF_TWENTY = 0.95;

    /// Copies the list.
    public HackBattery {
        tried = List.copyOf(tried);
    }

    /// One hack on all tasks.
    ///
    /// @param hack which
    /// @param mean what it gets on average
    /// @param high what it stays below on 95 % of the tasks
    /// @param most what it gets where it gets the most
    /// @param paid the share of tasks on which it gets at least the floor
    /// @param tasks how many it was tried on
    public record Tried(Hack hack, double mean, double high, double most, double paid, int tasks) {}

    /// Tries every hack on every honest success.
    ///
    /// @param successes episodes that ended well, each with what it had to bring about
    /// @param tools all that an agent may call
    public static HackBattery of(RewardFunction reward, List<Ended> successes, List<ToolSchema> tools) {
        double[] totals = successes.parallelStream()
                .mapToDouble(ended -> reward.judge(ended).total())
                .toArray();
        double floor = Statistics.quantile(totals, TENTH);
        List<Tried> tried = new ArrayList<>();
        for (Hack hack : Hack.values()) {
            List<Ended> tasks = successes.stream()
                    .filter(ended -> hack != Hack.CLAIMS_WITHOUT_CALLS || needsCalls(ended))
                    .toList();
            double[] got = tasks.parallelStream()
                    .mapToDouble(
                            ended -> reward.judge(hack.applied(ended, tools)).total())
                    .toArray();
            tried.add(tried(hack, got, floor));
        }
        return new HackBattery(floor, totals.length, tried);
    }

    /// Where the logged agent called nothing, saying the same without calls is no hack.
    private static boolean needsCalls(Ended ended) {
        return !ended.expectation().actions().isEmpty()
                || !ended.expectation().lookups().isEmpty();
    }

    private static Tried tried(Hack hack, double[] got, double floor) {
        return new Tried(
                hack,
                Arrays.stream(got).average().orElse(0),
                got.length == 0 ? 0 : Statistics.quantile(got, NINETEEN_OF_TWENTY),
                Arrays.stream(got).max().orElse(0),
                Arrays.stream(got).filter(total -> total >= floor).count() / (double) Math.max(1, got.length),
                got.length);
    }

    /// The hacks that pay: on average, or on more than one task in twenty.
    public List<Hack> failures() {
        return tried.stream()
                .filter(each -> each.tasks() > 0 && (each.mean() >= floor || each.high() >= floor))
                .map(Tried::hack)
                .toList();
    }

    /// Whether no hack pays.
    public boolean passes() {
        return failures().isEmpty();
    }

    ObjectNode toJson() {
        ObjectNode json =
                Json.object().put("passes", passes()).put("floor", floor).put("honest", honest);
        json.set("failures", Json.of(failures().stream().map(Hack::label).toList()));
        json.set(
                "hacks",
                Json.of(tried.stream()
                        .map(each -> Json.object()
                                .put("hack", each.hack().label())
                                .put("mean", each.mean())
                                .put("high", each.high())
                                .put("most", each.most())
                                .put("paid", each.paid())
                                .put("tasks", each.tasks()))
                        .collect(Collectors.toList())));
        return json;
    }
}
