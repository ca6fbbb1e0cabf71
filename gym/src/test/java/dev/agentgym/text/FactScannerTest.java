package dev.agentgym.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

class FactScannerTest {

    private static final List<String> PIECES = List.of(
            "5",
            "12",
            "24",
            "1,299.50",
            "2026-03-05",
            "3/4/2026",
            "19:30",
            "7",
            "0",
            "one",
            "twenty-one",
            "sixteen",
            "a hundred",
            "forty",
            "March",
            "Sept.",
            "may",
            "5th",
            "2nd",
            "on the",
            "from",
            "Friday",
            "tuesdays",
            "today",
            "this morning",
            "the day after tomorrow",
            "last night",
            "am",
            "p.m.",
            "in the evening",
            "half past",
            "quarter to",
            "o'clock",
            "noon",
            "midnight",
            "$",
            "€",
            "USD",
            "dollars",
            "cents",
            "pence",
            "k",
            "%",
            "per cent",
            "to",
            "and",
            "-",
            "–",
            "business",
            "h",
            "hrs",
            "days",
            "fortnight",
            "months",
            "yr",
            "Mbps",
            "gb",
            "kilograms",
            "litres",
            "nights",
            "stars",
            "free of charge",
            "for free",
            "at no extra cost",
            "pay nothing",
            "won't have to pay anything",
            "complimentary",
            "without fees",
            "half an hour",
            "within an",
            "week",
            "24/7",
            "the third",
            "our second",
            "one thing",
            "ann@mail.example",
            "https://x.example/a",
            "www.shop.de",
            "shop.com",
            "#A-17",
            "W-300",
            "AB1234",
            "+49 170 1234567",
            "code is QWERTY",
            "booking number:",
            "PNR",
            "2.",
            "K");

    private static final List<String> GLUE = List.of(" ", " ", " ", "", "-", ", ", "\n", "+");

    // A clue that is not in every match of its pattern would hide facts, and no example may happen to show it.
    @Test
    void clues_hide_no_match() {
        Random random = new Random(7);
        int[] matched = new int[FactScanner.RULES.size()];
        for (int i = 0; i < 20_000; i++) {
            String text = text(random);
            String lower = text.toLowerCase(Locale.ROOT);
            for (int rule = 0; rule < matched.length; rule++) {
                Matcher matcher = FactScanner.RULES.get(rule).pattern().matcher(text);
                if (matcher.find()) {
                    matched[rule]++;
                    assertThat(FactScanner.RULES.get(rule).mayMatch(lower))
                            .as("%s in \"%s\"", matcher.group(), text)
                            .isTrue();
                }
            }
        }
        assertThat(matched).as("matches of each pattern").doesNotContain(0);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            text.append(random.nextInt(8) == 0 ? piece.toUpperCase(Locale.ROOT) : piece)
                    .append(GLUE.get(random.nextInt(GLUE.size())));
        }
        return text.toString();
    }
}
