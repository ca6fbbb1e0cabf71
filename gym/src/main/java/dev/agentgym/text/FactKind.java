package dev.agentgym.text;

/// The sorts of checkable things in a text.
public enum FactKind {
    /// An amount with its currency.
    MONEY("amount"),
    /// A share of a hundred.
    PERCENTAGE("percentage"),
    /// How long something lasts or takes.
    DURATION("duration"),
    /// A number with another unit, such as 50 GB.
    QUANTITY("quantity"),
    /// A calendar date, whole or in part, a weekday, or a day counted from now.
    DATE("date"),
    /// A time of day.
    TIME("time"),
    /// An identifier: order, booking, flight, phone, account.
    CODE("code"),
    /// An e-mail or web address.
    ADDRESS("address"),
    /// A number without unit, in digits or words.
    NUMBER("number"),
    /// One word of a proper name.
    NAME("name");

    private final String label;

    FactKind(String label) {
        this.label = label;
    }

    /// The word for it in a sentence.
    public String label() {
        return label;
    }

    boolean comparableWith(FactKind other) {
        return this == other || plainNumber(other) || other.plainNumber(this);
    }

    private boolean plainNumber(FactKind other) {
        return this == NUMBER
                && switch (other) {
                    case MONEY, PERCENTAGE, CODE, QUANTITY, NUMBER -> true;
                    case DURATION, DATE, TIME, ADDRESS, NAME -> false;
                };
    }
}
