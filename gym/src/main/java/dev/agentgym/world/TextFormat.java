package dev.agentgym.world;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The shapes of text for which JSON Schema has a `format`.
enum TextFormat {
    DATE('-', "\\d{4}-\\d{2}-\\d{2}"),
    DATE_TIME(':', "\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?"),
    TIME(':', "\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})?"),
    EMAIL('@', "[^@\\s]+@[^@\\s]+\\.[A-Za-z]{2,}"),
    URI(':', "https?://\\S+"),
    UUID('-', "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    IPV4('.', "((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}"),
    PLAIN(' ', "(?s).*");

    private static final int LONGEST = 254;

    private static final List<TextFormat> MARKED = List.of(DATE, DATE_TIME, TIME, EMAIL, URI, UUID, IPV4);

    private final char mark;
    private final Pattern shape;

    /// @param mark what every text of the format has: most texts are told apart by it
    TextFormat(char mark, String shape) {
        this.mark = mark;
        this.shape = Pattern.compile(shape);
    }

    /// The first format that the whole text keeps.
    static TextFormat of(String text) {
        if (text.length() > LONGEST) {
            return PLAIN;
        }
        for (TextFormat format : MARKED) {
            if (text.indexOf(format.mark) >= 0 && format.shape.matcher(text).matches()) {
                return format;
            }
        }
        return PLAIN;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
