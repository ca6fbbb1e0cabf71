package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/// Explains times as other times that are written for another place: logs tell the time of a call in UTC, the tool
/// writes it as the clock on its wall shows it.
final class TimeSearch implements Solver.Way {

    private static final int MOST_TIMES = 8;
    private static final Pattern TIMED = Pattern.compile("\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}[T ]\\d{2}:\\d{2}.*");

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        if (problem.distinct() > 1 && problem.all(TimeSearch::isTime)) {
            problem.scene().scalars().stream()
                    .filter(time -> time.values().stream()
                            .anyMatch(value -> Times.time(value).isPresent()))
                    .limit(MOST_TIMES)
                    .forEach(time -> written(problem, time).ifPresent(best::offer));
        }
    }

    private static boolean isTime(JsonNode target) {
        return target.isTextual() && TIMED.matcher(target.textValue()).matches();
    }

    /// As the first example that has the time is written.
    private static Optional<Program> written(Problem problem, Candidate source) {
        for (int i = 0; i < problem.size(); i++) {
            Optional<OffsetDateTime> time = Times.time(source.value(i));
            if (time.isPresent()) {
                return written(time.get(), problem.target(i), source.program());
            }
        }
        return Optional.empty();
    }

    private static Optional<Program> written(OffsetDateTime time, JsonNode target, Program source) {
        for (String form : Times.FORMS) {
            Optional<String> offset =
                    Times.offset(time, target.textValue(), form).map(ZoneOffset::getId);
            if (offset.isPresent()) {
                return offset.map(place -> new Program.Local(source, place, form));
            }
        }
        return Optional.empty();
    }
}
