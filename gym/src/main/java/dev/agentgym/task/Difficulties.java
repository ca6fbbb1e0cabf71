package dev.agentgym.task;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How hard each of a set of conversations was: the mean of four ranks, by its calls, its changes, the facts it
/// takes and how often logs about the same did not succeed.
final class Difficulties {

    private record Log(Conversation conversation, Deeds deeds, int facts, String intent) {}

    private final List<Log> logs = new ArrayList<>();

    void add(Conversation conversation, Deeds deeds, int facts, String intent) {
        logs.add(new Log(conversation, deeds, facts, intent));
    }

    /// The difficulty of each conversation by its id, in [0, 1]; 0 for the easiest.
    Map<String, Double> all() {
        Map<String, Double> failing = failing();
        double[] sum = new double[logs.size()];
        addRanks(logs.stream().mapToDouble(log -> log.deeds().lookups().size()).toArray(), sum);
        addRanks(logs.stream().mapToDouble(log -> log.deeds().actions().size()).toArray(), sum);
        addRanks(logs.stream().mapToDouble(Log::facts).toArray(), sum);
        addRanks(
                logs.stream()
                        .mapToDouble(log -> failing.getOrDefault(log.intent(), 0.0))
                        .toArray(),
                sum);
        double least = Arrays.stream(sum).min().orElse(0);
        double most = Arrays.stream(sum).max().orElse(0);
        Map<String, Double> all = new LinkedHashMap<>();
        for (int i = 0; i < sum.length; i++) {
            double share = most == least ? 0 : (sum[i] - least) / (most - least);
            all.put(logs.get(i).conversation().id(), Math.round(share * 1000) / 1000.0);
        }
        return all;
    }

    private Map<String, Double> failing() {
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (Log log : logs) {
            int[] count = counts.computeIfAbsent(log.intent(), unseen -> new int[2]);
            count[0]++;
            count[1] += log.conversation().outcome() == Outcome.SUCCESS ? 0 : 1;
        }
        Map<String, Double> failing = new LinkedHashMap<>();
        counts.forEach((intent, count) -> failing.put(intent, (double) count[1] / count[0]));
        return failing;
    }

    /// Adds to each sum the share of values that are smaller.
    private static void addRanks(double[] values, double[] sum) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < values.length; i++) {
            int smaller = Arrays.binarySearch(sorted, values[i]);
            while (smaller > 0 && sorted[smaller - 1] == values[i]) {
                smaller--;
            }
            sum[i] += (double) smaller / values.length;
        }
    }
}
