package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Explains dates as other dates moved by a number of days or months, which is a problem of its own.
final class DateSearch implements Solver.Way {

    private static final int MOST_DATES = 8;

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        if (!problem.all(target -> Dates.day(target).isPresent())) {
            return;
        }
        List<Candidate> dates = dates(problem.scene());
        search(problem, best, dates, DateSearch::simple);
        search(problem, best, dates, parts::part);
    }

    private static void search(
            Problem problem, Best best, List<Candidate> dates, Function<Problem, Optional<Candidate>> solve) {
        for (Program.Unit unit : Program.Unit.values()) {
            for (Candidate date : dates) {
                if (!best.isComplete()) {
                    moved(problem, date, unit, solve).ifPresent(best::offer);
                }
            }
        }
    }

    /// Most dates are moved by a number that stands somewhere.
    private static Optional<Candidate> simple(Problem amounts) {
        Best best = new Best(amounts);
        DirectSearch.standing(amounts, best);
        return best.candidate();
    }

    /// Dates, and the days of times.
    private static List<Candidate> dates(Scene scene) {
        List<Candidate> dates = new ArrayList<>();
        scene.scalars().stream().filter(NumberLeaves::isDate).limit(MOST_DATES).forEach(date -> {
            dates.add(date);
            boolean timed =
                    date.values().stream().anyMatch(value -> value.asText().length() > "2026-01-31".length());
            if (timed) {
                dates.add(scene.candidate(new Program.Written(date.program(), Program.Style.DAY)));
            }
        });
        return dates;
    }

    private static Optional<Program> moved(
            Problem problem, Candidate date, Program.Unit unit, Function<Problem, Optional<Candidate>> solve) {
        List<Integer> known = new ArrayList<>();
        List<JsonNode> amounts = new ArrayList<>();
        for (int i = 0; i < problem.size(); i++) {
            if (date.isKnown(i)) {
                JsonNode amount = Dates.gap(date.value(i), problem.target(i), unit);
                if (!Dates.moved(date.value(i), amount, unit).equals(problem.target(i))) {
                    return Optional.empty();
                }
                known.add(i);
                amounts.add(amount);
            }
        }
        if (2 * known.size() < problem.size() || known.isEmpty()) {
            return Optional.empty();
        }
        Scene scene = known.size() == problem.size()
                ? problem.scene()
                : problem.scene().only(known);
        return solve.apply(new Problem(scene, amounts, ""))
                .map(amount -> new Program.Moved(date.program(), amount.program(), unit));
    }
}
