package dev.agentgym.deploy;

import dev.agentgym.fidelity.Comparison;
import dev.agentgym.fidelity.Difference;
import dev.agentgym.fidelity.MeasuredCall;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.fidelity.WrongAnswer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// What was counted of one tool. Safe to share between threads.
final class DriftCount {

    private static final int WORST = 3;
    private static final int MOST_REASONS = 5;
    private static final int MOST_PLACES = 200;
    private static final String WHOLE_ANSWER = "(the whole answer)";
    private static final String OTHER_PLACES = "(other places)";

    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Long> places = new TreeMap<>();
    private final List<WrongAnswer> worst = new ArrayList<>();
    private long calls;
    private long failed;
    private long answered;
    private long unknown;
    private long agreeing;
    private long refusedByReal;
    private long refusedByMock;
    private double promised;
    private double fields;

    void failed(String reason) {
        lock.lock();
        try {
            calls++;
            failed++;
            if (failures.size() < MOST_REASONS && !failures.contains(reason)) {
                failures.add(reason);
            }
        } finally {
            lock.unlock();
        }
    }

    /// A call that only the real tool answered.
    void answered() {
        lock.lock();
        try {
            calls++;
        } finally {
            lock.unlock();
        }
    }

    /// A call that both answered.
    ///
    /// @return how the two compare, as the end of a sentence
    String compared(MeasuredCall call, Comparison compared) {
        lock.lock();
        try {
            calls++;
            if (!call.said()) {
                unknown++;
                return "does not know the answer";
            }
            answered++;
            promised += call.got().confidence();
            fields += call.f1();
            if (call.right()) {
                agreeing++;
                return "agrees";
            }
            return different(call, compared.sameClass() ? compared.differences() : List.of());
        } finally {
            lock.unlock();
        }
    }

    private String different(MeasuredCall call, List<Difference> differences) {
        List<String> where =
                differences.stream().map(DriftCount::name).distinct().toList();
        where.forEach(this::differs);
        refusedByReal += call.refused() && !call.got().isError() ? 1 : 0;
        refusedByMock += !call.refused() && call.got().isError() ? 1 : 0;
        keep(call, differences);
        if (call.sameClass()) {
            return "differs in " + String.join(", ", where);
        }
        return call.refused() ? "does not refuse" : "refuses";
    }

    private static String name(Difference difference) {
        return difference.path().isEmpty() ? WHOLE_ANSWER : difference.place();
    }

    private void differs(String place) {
        String counted = places.size() < MOST_PLACES || places.containsKey(place) ? place : OTHER_PLACES;
        places.merge(counted, 1L, Long::sum);
    }

    private void keep(MeasuredCall call, List<Difference> differences) {
        worst.add(WrongAnswer.of(
                call, differences.stream().map(Difference::toString).toList()));
        worst.sort(Comparator.comparingDouble(WrongAnswer::confidence).reversed());
        if (worst.size() > WORST) {
            worst.removeLast();
        }
    }

    ToolDrift report(RealTool tool, Optional<Proportion> measured, List<String> declaration) {
        lock.lock();
        try {
            return new ToolDrift(
                    tool.name(),
                    tool.mode(),
                    tool.source().name(),
                    calls,
                    failed,
                    failures,
                    answered,
                    unknown,
                    agreeing,
                    refusedByReal,
                    refusedByMock,
                    answered == 0 ? 0 : promised / answered,
                    answered == 0 ? 0 : fields / answered,
                    measured,
                    sorted(places),
                    declaration,
                    worst);
        } finally {
            lock.unlock();
        }
    }

    private static Map<String, Long> sorted(Map<String, Long> places) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        places.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(place -> sorted.put(place.getKey(), place.getValue()));
        return sorted;
    }
}
