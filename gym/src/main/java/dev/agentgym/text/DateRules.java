package dev.agentgym.text;

import dev.agentgym.text.FactScanner.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/// Calendar dates in the usual spellings, months, weekdays and days counted from now.
final class DateRules {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String MONTH =
            "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b\\.?";
    private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th)?\\b";
    private static final String YEAR = "(?:,? (?:of )?((?:19|20)\\d{2})\\b)?";
    private static final String WEEKDAY = "(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\\b";

    static final List<Rule> ALL = List.of(
            new Rule(
                    "\\b(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:T(?=\\d)|\\b)",
                    m -> date(m, m.group(1), m.group(2), m.group(3))),
            new Rule("\\b(\\d{1,2})[/.](\\d{1,2})[/.]((?:19|20)?\\d{2})\\b", DateRules::slashed),
            new Rule(
                    "\\b" + MONTH + " (?:the )?" + DAY + "(?!:|\\d| ?(?:am|pm|GB|%))" + YEAR,
                    MONTHS,
                    m -> date(m, m.group(3), month(m.group(1)), m.group(2))),
            new Rule(
                    "\\b" + DAY + "(?: of)? " + MONTH + YEAR,
                    MONTHS,
                    m -> date(m, m.group(3), month(m.group(2)), m.group(1))),
            new Rule(
                    "\\b" + MONTH + " ((?:19|20)\\d{2})\\b", MONTHS, m -> date(m, m.group(2), month(m.group(1)), null)),
            new Rule(
                    "\\b(?:in|by|until|since|from|of|this|next|last|early|late|mid|end of) " + MONTH,
                    MONTHS,
                    m -> capitalised(m) ? date(m, null, month(m.group(1)), null) : List.of()),
            new Rule(
                    "\\b(?:on|by|until|before|after|from|for|till) the (\\d{1,2})(?:st|nd|rd|th)\\b(?! [a-z]{4,})",
                    List.of(" the "),
                    m -> date(m, null, null, m.group(1))),
            new Rule(
                    "\\b" + WEEKDAY,
                    List.of("day"),
                    m -> List.of(day(m, m.group(1).toLowerCase(Locale.ROOT) + "day"))),
            new Rule(
                    "\\b(?:today|tonight|this (?:morning|afternoon|evening))\\b",
                    List.of("today", "tonight", "this "),
                    m -> List.of(day(m, "today"))),
            new Rule("\\b(?:the day after tomorrow)\\b", List.of("tomorrow"), m -> List.of(day(m, "overmorrow"))),
            new Rule("\\b(?:tomorrow)\\b", List.of("tomorrow"), m -> List.of(day(m, "tomorrow"))),
            new Rule(
                    "\\b(?:yesterday|last night)\\b",
                    List.of("yesterday", "last night"),
                    m -> List.of(day(m, "yesterday"))));

    private DateRules() {}

    private static boolean capitalised(MatchResult match) {
        return Character.isUpperCase(match.group(1).charAt(0));
    }

    private static String month(String name) {
        return Integer.toString(1 + MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT)));
    }

    private static Fact day(MatchResult match, String reading) {
        return new Fact(FactKind.DATE, List.of(reading), "", match.group(), match.start());
    }

    /// Day first or month first: both, where both are dates.
    private static List<Fact> slashed(MatchResult match) {
        String year = match.group(3).length() == 2 ? "20" + match.group(3) : match.group(3);
        List<String> readings = new ArrayList<>();
        add(year, match.group(2), match.group(1), readings);
        add(year, match.group(1), match.group(2), readings);
        return fact(match, readings.stream().distinct().toList());
    }

    private static List<Fact> date(
            MatchResult match, @Nullable String year, @Nullable String month, @Nullable String day) {
        List<String> readings = new ArrayList<>();
        add(year, month, day, readings);
        return fact(match, readings);
    }

    private static void add(
            @Nullable String year, @Nullable String month, @Nullable String day, List<String> readings) {
        if (within(month, 12) && within(day, 31)) {
            readings.add((year == null ? "*" : year) + "-" + twoDigits(month) + "-" + twoDigits(day));
        }
    }

    private static boolean within(@Nullable String number, int highest) {
        return number == null || (Integer.parseInt(number) >= 1 && Integer.parseInt(number) <= highest);
    }

    private static String twoDigits(@Nullable String number) {
        return number == null ? "*" : String.format(Locale.ROOT, "%02d", Integer.parseInt(number));
    }

    private static List<Fact> fact(MatchResult match, List<String> readings) {
        return readings.isEmpty()
                ? List.of()
                : List.of(new Fact(FactKind.DATE, readings, "", match.group(), match.start()));
    }
}
