package dev.agentgym.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One thing that a text asserts and that can be checked. Immutable.
///
/// @param kind what sort of thing
/// @param readings every value it may stand for in canonical spelling, never empty: an amount without needless
/// digits, a date as `2026-03-05` with `*` for what is not said, a time as `17:30`, a duration in minutes or
/// months, a code in upper case without separators, a name in lower case
/// @param unit currency, `minutes`, `months`, `GB` and the like; empty where there is none
/// @param surface as it stands in the text
/// @param start index of its first character
public record Fact(FactKind kind, List<String> readings, String unit, String surface, int start) {

    /// Copies the readings.
    public Fact {
        readings = List.copyOf(readings);
    }

    /// Whether both can stand for the same thing: some reading is equal and no unit differs. A plain number agrees
    /// with the same amount, percentage, code or hour.
    public boolean agreesWith(Fact other) {
        return sameValue(other) || saysHour(this, other) || saysHour(other, this);
    }

    private boolean sameValue(Fact other) {
        boolean sameUnit = unit.isEmpty() || other.unit.isEmpty() || unit.equals(other.unit);
        return sameUnit
                && kind.comparableWith(other.kind)
                && readings.stream().anyMatch(one -> other.readings.stream().anyMatch(two -> sameReading(one, two)));
    }

    /// A plain `5` may stand for five o'clock.
    private static boolean saysHour(Fact number, Fact time) {
        return number.kind == FactKind.NUMBER
                && time.kind == FactKind.TIME
                && time.readings.stream()
                        .anyMatch(reading -> reading.equals(number.clock(0)) || reading.equals(number.clock(12)));
    }

    private String clock(int later) {
        String hour = readings.getFirst();
        return hour.matches("\\d{1,2}")
                ? String.format(Locale.ROOT, "%02d:00", (Integer.parseInt(hour) + later) % 24)
                : "";
    }

    /// Whether one of them in the place of the other would be a different statement about the same sort of thing:
    /// two amounts that differ, two dates on different days.
    public boolean rivals(Fact other) {
        return kind == other.kind && !agreesWith(other) && sameForm(other);
    }

    /// A weekday may well be the date that it stands beside; only values of one form can rule each other out.
    private boolean sameForm(Fact other) {
        return kind != FactKind.DATE || form(readings.getFirst()) == form(other.readings.getFirst());
    }

    private static int form(String date) {
        return isCalendar(date)
                ? 0
                : date.endsWith("day") && !date.endsWith("today") && !date.startsWith("yester") ? 1 : 2;
    }

    private static boolean isCalendar(String reading) {
        return reading.indexOf('-') >= 0;
    }

    private boolean sameReading(String one, String two) {
        if (kind != FactKind.DATE || !isCalendar(one) || !isCalendar(two)) {
            return one.equals(two);
        }
        List<String> first = Arrays.asList(one.split("-", 3));
        List<String> second = Arrays.asList(two.split("-", 3));
        for (int i = 0; i < 3; i++) {
            boolean open = first.get(i).equals("*") || second.get(i).equals("*");
            if (!open && !first.get(i).equals(second.get(i))) {
                return false;
            }
        }
        return true;
    }
}
