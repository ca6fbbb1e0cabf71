package dev.agentgym.text;

import dev.agentgym.text.FactScanner.Rule;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;

/// Identifiers (orders, bookings, flights, accounts, phones) and electronic addresses.
final class CodeRules {

    private static final int SHORTEST_PHONE = 7;
    private static final int LONGEST_PHONE = 15;

    static final List<Rule> ADDRESSES = List.of(
            new Rule("[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64}){1,8}", List.of("@"), CodeRules::address),
            new Rule("\\b(?:https?://|www\\.)[^\\s)>\\]]*[\\w/]", List.of("http", "www."), CodeRules::address),
            new Rule(
                    "\\b[a-z0-9-]{1,64}\\.(?:com|org|net|io|co\\.uk|de|eu)\\b(?:/[\\w/-]*)?",
                    List.of(".com", ".org", ".net", ".io", ".co.uk", ".de", ".eu"),
                    CodeRules::address));

    static final List<Rule> CODES = List.of(
            new Rule(
                    "(?<![\\w.,-])(?=(?:\\D{0,2}\\d){7})\\+?\\(?\\d{1,4}\\)?(?:[ .-]{1,2}\\(?\\d{2,4}\\)?){1,5}(?![\\w-])",
                    CodeRules::phone),
            new Rule("#[\\w-]*\\w", List.of("#"), match -> code(match, match.group())),
            new Rule(
                    "(?<![\\w.,-])(?=[\\w-]*\\d)(?:(?=[\\w-]*\\p{L})|(?=\\d{5}))\\w+(?:-\\w+){0,12}(?![.,]\\d)",
                    CodeRules::mixed),
            new Rule(
                    "\\b(?:code|reference|reservation|booking|confirmation|voucher|coupon|pnr|id|number)(?: (?:is|number|code|id)){0,2}:? \"?((?-i:[A-Z]{4,12}))\\b",
                    List.of(
                            "code",
                            "reference",
                            "reservation",
                            "booking",
                            "confirmation",
                            "voucher",
                            "coupon",
                            "pnr",
                            "id",
                            "number"),
                    match -> code(match, match.group(1))));

    private CodeRules() {}

    private static List<Fact> address(MatchResult match) {
        String reading = match.group()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .replaceFirst("/$", "");
        return List.of(new Fact(FactKind.ADDRESS, List.of(reading), "", match.group(), match.start()));
    }

    private static List<Fact> phone(MatchResult match) {
        String digits = match.group().replaceAll("\\D", "");
        if (digits.length() >= SHORTEST_PHONE && digits.length() <= LONGEST_PHONE) {
            return List.of(new Fact(FactKind.CODE, List.of(digits), "", match.group(), match.start()));
        }
        return List.of();
    }

    private static List<Fact> mixed(MatchResult match) {
        String word = match.group();
        if (word.matches("\\d{1,9}(?:st|nd|rd|th)")) {
            String number = Numerals.canonical(word.substring(0, word.length() - 2));
            return List.of(new Fact(FactKind.NUMBER, List.of(number), "", word, match.start()));
        }
        return code(match, word);
    }

    private static List<Fact> code(MatchResult match, String word) {
        String reading = word.toUpperCase(Locale.ROOT).replaceAll("[#_-]", "");
        return List.of(new Fact(FactKind.CODE, List.of(reading), "", word, match.start()));
    }
}
