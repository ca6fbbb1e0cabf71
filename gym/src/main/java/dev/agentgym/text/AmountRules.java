package dev.agentgym.text;

import dev.agentgym.text.FactScanner.Rule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;

/// Money, percentages, durations, quantities and plain numbers.
final class AmountRules {

    private static final String N = "(" + Numerals.ANY + ")";
    private static final String SIGN = "([$€£¥₹]|\\b(?:USD|EUR|GBP|CHF|JPY|INR|AUD|CAD)\\b)";
    private static final String CURRENCY =
            "([$€£¥₹]|(?:USD|EUR|GBP|CHF|JPY|INR|AUD|CAD|dollars?|euros?|pounds?|bucks|quid|rupees|yen|francs|cents?|pence)\\b)";
    private static final String BETWEEN = " ?(?:-|–|—|to|or|and) ?";
    private static final String PERIOD =
            "\\+?[- ]?(?:(?:business|working|calendar|full|consecutive|more|additional|extra)[- ])?(seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|weeks?|fortnights?|months?|years?|yrs?)\\b";
    private static final String UNIT =
            "[- ]?(GB|MB|TB|Mbps|Gbps|Mbit/s|km|kilomet(?:re|er)s?|miles?|cm|kg|kilos?|kilograms?|mg|milligrams?|ml|lit(?:re|er)s?|lbs?|kWh|GHz|nights?|stars?)\\b";
    private static final String FREE =
            "\\bfree of charge\\b|\\b(?:at |for )?no (?:extra |additional |further )?(?:charge|cost|fee)s?\\b|\\bfor free\\b|\\bcomplimentary\\b|\\b(?:costs?|pay) nothing\\b|\\b(?:don't|do not|won't|will not|needn't) (?:have to )?pay(?: anything)?\\b|\\b(?:is|are) (?:completely |entirely |totally )?free\\b(?! (?:to|of|for|from))|\\bwithout (?:any )?(?:extra |additional |further )?(?:charge|cost|fee)s?\\b|\\bfree(?= (?:delivery|shipping|returns?|upgrades?|breakfast|parking|space|wi-?fi|entry|access|replacement|cancellation|of cost)\\b)";

    private static final List<String> SIGNS =
            List.of("$", "€", "£", "¥", "₹", "usd", "eur", "gbp", "chf", "jpy", "inr", "aud", "cad");
    private static final List<String> MONEY =
            Clues.either(SIGNS, List.of("dollar", "pound", "buck", "quid", "rupee", "yen", "franc", "cent", "pence"));
    private static final List<String> PERCENTS = List.of("%", "percent", "per cent");
    private static final List<String> PERIODS = Clues.either(
            List.of("sec", "min", "hour", "hr", "day", "week", "fortnight", "month", "year", "yr", " h", "-h", "+h"),
            Clues.afterDigits("h"));
    private static final List<String> UNITS = List.of(
            "gb", "mb", "tb", "km", "kilo", "mile", "cm", "kg", "mg", "milli", "ml", "lit", "lb", "kwh", "ghz", "night",
            "star");
    private static final List<String> ORDINALS =
            List.of("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth");

    private static final Map<String, String> CURRENCIES = Map.ofEntries(
            Map.entry("$", "USD"),
            Map.entry("dollar", "USD"),
            Map.entry("buck", "USD"),
            Map.entry("cent", "USD"),
            Map.entry("€", "EUR"),
            Map.entry("euro", "EUR"),
            Map.entry("£", "GBP"),
            Map.entry("pound", "GBP"),
            Map.entry("quid", "GBP"),
            Map.entry("pence", "GBP"),
            Map.entry("¥", "JPY"),
            Map.entry("yen", "JPY"),
            Map.entry("₹", "INR"),
            Map.entry("rupee", "INR"),
            Map.entry("franc", "CHF"));
    private static final Map<Character, Integer> MINUTES =
            Map.of('h', 60, 'd', 24 * 60, 'w', 7 * 24 * 60, 'f', 14 * 24 * 60);

    static final List<Rule> ALL = List.of(
            new Rule(
                    FREE,
                    List.of("free", "charge", "cost", "fee", "nothing", "complimentary", "t pay", "to pay"),
                    match -> List.of(fact(FactKind.MONEY, "0", "", match, 0))),
            new Rule(SIGN + " ?" + N + "(?: ?(k|thousand|million)\\b)?", SIGNS, AmountRules::signFirst),
            new Rule(N + " ?" + CURRENCY, MONEY, match -> List.of(money(match, 1, match.group(2)))),
            new Rule(
                    N + BETWEEN + N + " ?(?:%|percent\\b|per cent\\b)",
                    PERCENTS,
                    match -> List.of(percent(match, 1), percent(match, 2))),
            new Rule(N + " ?(?:%|percent\\b|per cent\\b)", PERCENTS, match -> List.of(percent(match, 1))),
            new Rule("\\b24/7\\b", List.of("24/7"), match -> List.of()),
            new Rule(
                    N + BETWEEN + N + PERIOD,
                    PERIODS,
                    match -> List.of(period(match, 1, match.group(3)), period(match, 2, match.group(3)))),
            new Rule(N + PERIOD, PERIODS, match -> List.of(period(match, 1, match.group(2)))),
            new Rule(
                    "\\bhalf an hour\\b",
                    List.of("half an hour"),
                    match -> List.of(fact(FactKind.DURATION, "30", "minutes", match, 0))),
            new Rule(
                    "\\b(?:within|in|for|takes?|after|next) an? (hour|day|week|fortnight|month|year)\\b",
                    List.of("hour", "day", "week", "fortnight", "month", "year"),
                    match -> List.of(duration(BigDecimal.ONE, match.group(1), match, 0))),
            new Rule(
                    N + UNIT,
                    UNITS,
                    match -> List.of(fact(
                            FactKind.QUANTITY, Numerals.canonical(match.group(1)), unit(match.group(2)), match, 1))));

    /// Comes after codes, so that the digits of an identifier are not taken for a number.
    static final List<Rule> NUMBERS = List.of(
            new Rule("(?m)^\\s*\\d{1,2}[.)](?= )", match -> List.of()),
            new Rule(
                    "(?<![\\w.,])(\\d+)(?:st|nd|rd|th)\\b",
                    Clues.afterDigits("st", "nd", "rd", "th"),
                    match -> List.of(number(match, match.group(1)))),
            new Rule(Numerals.DIGITS + "(?![\\w])", match -> List.of(number(match, match.group()))),
            new Rule(
                    "\\b(?:the|your|our) (second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\\b",
                    ORDINALS,
                    match -> List.of(number(match, Integer.toString(ordinal(match.group(1)))))),
            new Rule(
                    "(?<!\\b(?:this|that|the|which|no|each|every|any|another|new|old|other|an?) )\\bone (?!of\\b|another\\b|more\\b|moment\\b|can\\b|or\\b|and\\b|is\\b|with\\b|hundred|thousand|million)(?=[a-z]{3})",
                    List.of("one "), match -> List.of(number(match, "1"))),
            new Rule(
                    "(?<![\\w-])(?:one|zero)\\b(?![- ]" + "(?:hundred|thousand|million)\\b)",
                    List.of("one", "zero"),
                    match -> List.of()),
            new Rule(Numerals.WORDS, Numerals.WORD_CLUES, match -> List.of(number(match, match.group()))));

    private AmountRules() {}

    private static List<Fact> signFirst(MatchResult match) {
        BigDecimal amount = Numerals.value(match.group(2));
        String scale = match.group(3);
        if (scale != null) {
            amount = amount.multiply(BigDecimal.valueOf(scale.equalsIgnoreCase("million") ? 1_000_000 : 1_000));
        }
        return List.of(fact(FactKind.MONEY, Numerals.canonical(amount), currency(match.group(1)), match, 0));
    }

    private static Fact money(MatchResult match, int group, String unit) {
        BigDecimal amount = Numerals.value(match.group(group));
        String name = unit.toLowerCase(Locale.ROOT);
        boolean hundredth = name.startsWith("cent") || name.equals("pence");
        return fact(
                FactKind.MONEY,
                Numerals.canonical(hundredth ? amount.movePointLeft(2) : amount),
                currency(unit),
                match,
                0);
    }

    private static String currency(String unit) {
        String name = unit.toLowerCase(Locale.ROOT);
        String singular = name.length() > 3 && name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
        return CURRENCIES.getOrDefault(singular, unit.toUpperCase(Locale.ROOT));
    }

    private static Fact percent(MatchResult match, int group) {
        return fact(FactKind.PERCENTAGE, Numerals.canonical(match.group(group)), "", match, group);
    }

    private static Fact period(MatchResult match, int group, String unit) {
        return duration(Numerals.value(match.group(group)), unit, match, group);
    }

    private static Fact duration(BigDecimal count, String unit, MatchResult match, int group) {
        String name = unit.toLowerCase(Locale.ROOT);
        if (name.startsWith("mo") || name.startsWith("y")) {
            BigDecimal months = count.multiply(BigDecimal.valueOf(name.startsWith("y") ? 12 : 1));
            return fact(FactKind.DURATION, Numerals.canonical(months), "months", match, group);
        }
        if (name.startsWith("s")) {
            return fact(FactKind.DURATION, Numerals.canonical(count), "seconds", match, group);
        }
        BigDecimal minutes = count.multiply(BigDecimal.valueOf(MINUTES.getOrDefault(name.charAt(0), 1)));
        return fact(FactKind.DURATION, Numerals.canonical(minutes), "minutes", match, group);
    }

    private static String unit(String unit) {
        String name = unit.toLowerCase(Locale.ROOT).replace("tre", "ter");
        return switch (name) {
            case "kilometer", "kilometers" -> "km";
            case "kilo", "kilos", "kilogram", "kilograms" -> "kg";
            case "milligram", "milligrams" -> "mg";
            case "mbit/s" -> "mbps";
            default -> name.endsWith("s") && !name.endsWith("ps") ? name.substring(0, name.length() - 1) : name;
        };
    }

    private static int ordinal(String word) {
        return 2 + ORDINALS.indexOf(word.toLowerCase(Locale.ROOT));
    }

    private static Fact number(MatchResult match, String numeral) {
        return fact(FactKind.NUMBER, Numerals.canonical(numeral), "", match, 0);
    }

    private static Fact fact(FactKind kind, String reading, String unit, MatchResult match, int group) {
        return new Fact(kind, List.of(reading), unit, match.group().strip(), match.start(group));
    }
}
