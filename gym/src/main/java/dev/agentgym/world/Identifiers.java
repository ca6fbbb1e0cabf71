package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which values look as if they named a thing.
final class Identifiers {

    private static final int LONGEST = 80;
    private static final List<String> ENDINGS = List.of(
            "id",
            "ids",
            "number",
            "no",
            "nr",
            "code",
            "key",
            "ref",
            "reference",
            "sku",
            "uuid",
            "guid",
            "serial",
            "iata",
            "isbn",
            "handle");
    private static final Pattern PHONE = Pattern.compile("[+\\d][\\d ()/-]+");

    private Identifiers() {}

    /// A field or argument name that promises an identifier.
    static boolean named(String name) {
        return ENDINGS.stream().anyMatch(ending -> endsIn(name, ending));
    }

    /// Whether the name is this word or ends in it after a letter or a sign between words.
    private static boolean endsIn(String name, String word) {
        int start = name.length() - word.length();
        return name.regionMatches(true, start, word, 0, word.length())
                && (start == 0 || isBefore(name.charAt(start - 1)));
    }

    private static boolean isBefore(char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || "_.- ".indexOf(sign) >= 0;
    }

    /// A text or whole number that may be a key: no prose, no amount.
    static boolean mayBeKey(JsonNode value) {
        if (value.isIntegralNumber()) {
            return true;
        }
        return value.isTextual()
                && !value.textValue().isEmpty()
                && value.textValue().length() <= LONGEST
                && (value.textValue().indexOf(' ') < 0
                        || PHONE.matcher(value.textValue()).matches());
    }

    /// A text that has the looks of an identifier even without a name that says so: digits or an `@`, and no date.
    static boolean looksLike(JsonNode value) {
        String text = value.asText();
        boolean marked =
                text.indexOf('@') > 0 || text.indexOf('_') > 0 || text.chars().anyMatch(Character::isDigit);
        TextFormat format = TextFormat.of(text);
        return marked
                && mayBeKey(value)
                && text.length() >= 2
                && format != TextFormat.DATE
                && format != TextFormat.DATE_TIME;
    }

    /// What a key field is the key of: `order_id` names an `order`.
    static String thing(String field) {
        String bare = field.replaceAll("(?i)[_\\-. ]?(id|number|no|code|key)$", "");
        return bare.isEmpty() ? field : bare.toLowerCase(Locale.ROOT);
    }
}
