package dev.agentgym.program;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.program.Predicate.Comparison;
import dev.agentgym.trace.Json;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Days of the week and hours that words speak of: `Monday to Friday from 08:00 to 18:00`, `9 am - 5 pm`, `on
/// weekends`. Immutable.
///
/// @param days the days; empty where the words name none
/// @param from the first minute as `08:00`; empty where the words name no hours
/// @param until the minute after the last one
record OpeningHours(Set<DayOfWeek> days, String from, String until) {

    private static final String DAY = "(mon|tues|wednes|thurs|fri|satur|sun)days?|(mon|tue|wed|thu|fri|sat|sun)";
    private static final String TO = "\\s*(?:to|until|till|through|and|[-–—])\\s*";
    private static final String HOUR = "(\\d{1,2})(?::(\\d{2}))?\\s*(am|pm|a\\.m\\.|p\\.m\\.)?";
    private static final Pattern DAYS = Pattern.compile("\\b(?:(?:" + DAY + ")\\b(?:" + TO + "(?:" + DAY
            + ")\\b)?|(weekdays?|working days?|business days?)\\b|(weekends?)\\b)");
    private static final Pattern HOURS = Pattern.compile("\\b" + HOUR + TO + HOUR + "(?![\\d:-])");
    private static final int NOON = 12;

    OpeningHours {
        days = Set.copyOf(days);
    }

    /// What some words say; empty where they name neither days nor hours.
    static Optional<OpeningHours> said(String words) {
        String text = words.toLowerCase(Locale.ROOT);
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        DAYS.matcher(text).results().forEach(found -> days.addAll(days(found)));
        Matcher hours = HOURS.matcher(text);
        boolean timed = false;
        while (!timed && hours.find()) {
            timed = isTime(hours);
        }
        return days.isEmpty() && !timed
                ? Optional.empty()
                : Optional.of(new OpeningHours(days, timed ? time(hours, 1) : "", timed ? time(hours, 4) : ""));
    }

    private static Set<DayOfWeek> days(MatchResult found) {
        if (found.group(5) != null) {
            return EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        }
        if (found.group(6) != null) {
            return EnumSet.range(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        }
        DayOfWeek first = day(found, 1);
        EnumSet<DayOfWeek> days = EnumSet.of(first);
        if (found.group(3) != null || found.group(4) != null) {
            for (DayOfWeek day = first; day != day(found, 3); day = day.plus(1)) {
                days.add(day.plus(1));
            }
        }
        return days;
    }

    private static DayOfWeek day(MatchResult found, int group) {
        String name = found.group(group) == null ? found.group(group + 1) : found.group(group);
        return EnumSet.allOf(DayOfWeek.class).stream()
                .filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(name.substring(0, 3)))
                .findFirst()
                .orElseThrow();
    }

    /// Hours are written with minutes, or with morning or afternoon.
    private static boolean isTime(MatchResult hours) {
        boolean clock = hours.group(2) != null && hours.group(5) != null;
        return (clock || hours.group(6) != null) && time(hours, 1).compareTo(time(hours, 4)) < 0;
    }

    private static String time(MatchResult hours, int group) {
        int hour = Integer.parseInt(hours.group(group));
        String half = hours.group(group + 2) == null ? "" : hours.group(group + 2);
        int ofDay = half.isEmpty() ? hour : hour % NOON + (half.startsWith("p") ? NOON : 0);
        String minutes = hours.group(group + 1) == null ? "00" : hours.group(group + 1);
        return String.format(Locale.ROOT, "%02d:%s", ofDay, minutes);
    }

    /// That a time is on one of the days, and in the hours.
    Predicate within(Program time) {
        List<Predicate> tests = new ArrayList<>();
        if (!days.isEmpty()) {
            tests.add(onDays(new Program.Written(time, Program.Style.WEEKDAY)));
        }
        if (!from.isEmpty()) {
            tests.add(compared(time, Comparison.AT_LEAST, from));
            tests.add(compared(time, Comparison.LESS, until));
        }
        return tests.size() == 1 ? tests.getFirst() : new Predicate.And(tests);
    }

    private Predicate onDays(Program weekday) {
        ArrayNode names = Json.MAPPER.createArrayNode();
        EnumSet.copyOf(days).forEach(day -> names.add(day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
        return names.size() == 1
                ? new Predicate.Compare(weekday, Comparison.EQUAL, new Program.Constant(names.get(0)))
                : new Predicate.Contains(new Program.Constant(names), weekday);
    }

    private static Predicate compared(Program time, Comparison comparison, String minute) {
        Program written = new Program.Written(time, Program.Style.TIME);
        return new Predicate.Compare(written, comparison, new Program.Constant(TextNode.valueOf(minute)));
    }
}
