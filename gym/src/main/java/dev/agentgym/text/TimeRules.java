package dev.agentgym.text;

import dev.agentgym.text.FactScanner.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/// Times of day. A time up to twelve without `am`, `pm` or a part of the day keeps both readings.
final class TimeRules {

    private static final String HALF =
            " ?(am|pm|a\\.m\\.?|p\\.m\\.?|in the morning|in the afternoon|in the evening|at night)";
    private static final List<String> HALVES = Clues.either(
            List.of(" am", " pm", " a.m", " p.m", "in the morning", "in the afternoon", "in the evening", "at night"),
            Clues.afterDigits("am", "pm", "a.m", "p.m"));
    private static final String SAYS_HALF = "(?![\\w])";
    private static final String HOUR_WORD = "(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,2})";

    static final List<Rule> ALL = List.of(
            new Rule(
                    "(?<![\\w:.])(\\d{1,2})(?:[:.](\\d{2}))? ?(?:-|–|to|and) ?(\\d{1,2})(?:[:.](\\d{2}))?" + HALF
                            + SAYS_HALF,
                    HALVES,
                    m -> List.of(time(m, m.group(1), m.group(2), null), time(m, m.group(3), m.group(4), m.group(5)))),
            new Rule(
                    "\\b(half past|quarter past|quarter to) " + HOUR_WORD + "(?:" + HALF + SAYS_HALF + ")?",
                    List.of("half past", "quarter "),
                    TimeRules::spoken),
            new Rule(
                    "(?<![\\w:.])([01]?\\d|2[0-3])[:.]([0-5]\\d)(?::[0-5]\\d)?" + HALF + SAYS_HALF,
                    HALVES,
                    m -> List.of(time(m, m.group(1), m.group(2), m.group(3)))),
            new Rule(
                    "(?<!(?-i:[0-9A-SU-Za-z_:.]))([01]?\\d|2[0-3]):([0-5]\\d)(?::[0-5]\\d)?(?![\\w:])",
                    m -> List.of(time(m, m.group(1), m.group(2), null))),
            new Rule(
                    "(?<![\\w:.])(1[0-2]|[1-9])" + HALF + SAYS_HALF,
                    HALVES,
                    m -> List.of(time(m, m.group(1), null, m.group(2)))),
            new Rule(
                    "\\b" + HOUR_WORD + " (?:o['’]?clock)(?:" + HALF + SAYS_HALF + ")?",
                    List.of("clock"),
                    m -> List.of(time(m, hour(m.group(1)), null, m.group(2)))),
            new Rule("\\b(?:noon|midday)\\b", List.of("noon", "midday"), m -> List.of(fact(m, List.of("12:00")))),
            new Rule("\\bmidnight\\b", List.of("midnight"), m -> List.of(fact(m, List.of("00:00")))));

    private TimeRules() {}

    private static List<Fact> spoken(MatchResult match) {
        int hour = Integer.parseInt(hour(match.group(2)));
        String minute = switch (match.group(1).toLowerCase(Locale.ROOT)) {
            case "half past" -> "30";
            case "quarter past" -> "15";
            default -> "45";
        };
        int shown = minute.equals("45") ? (hour == 1 ? 12 : hour - 1) : hour;
        return List.of(time(match, Integer.toString(shown), minute, match.group(3)));
    }

    private static String hour(String word) {
        return Numerals.canonical(word);
    }

    private static Fact time(MatchResult match, String hour, @Nullable String minute, @Nullable String half) {
        int hours = Integer.parseInt(hour);
        String minutes = minute == null ? "00" : minute;
        List<String> readings = new ArrayList<>();
        if (half == null) {
            readings.add(clock(hours % 24, minutes));
            if (hours <= 12 && !hour.startsWith("0")) {
                readings.add(clock((hours + 12) % 24, minutes));
            }
        } else {
            boolean late = half.toLowerCase(Locale.ROOT).matches("p.*|in the afternoon|in the evening|at night");
            readings.add(clock(hours > 12 ? hours : hours % 12 + (late ? 12 : 0), minutes));
        }
        return fact(match, readings);
    }

    private static String clock(int hour, String minute) {
        return String.format(Locale.ROOT, "%02d:%s", hour, minute);
    }

    private static Fact fact(MatchResult match, List<String> readings) {
        return new Fact(FactKind.TIME, readings, "", match.group(), match.start());
    }
}
