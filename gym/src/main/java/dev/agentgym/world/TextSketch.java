package dev.agentgym.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sums up many texts: a common shape becomes a `format` or a `pattern`, few different ones become an enum; a few
/// dates are still dates, and no choice. Mutable, for one thread.
final class TextSketch {

    /// More different texts than this are no enum.
    private static final int MAX_ENUM = 12;

    /// An enum's values must each have been seen this often on average: five of five different names are no enum.
    private static final int MIN_ENUM_SUPPORT = 5;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,17})?");

    private final TreeSet<String> texts = new TreeSet<>();
    private final PatternSketch pattern = new PatternSketch();
    private long count;
    private long numbers;
    private boolean many;
    private @Nullable TextFormat format;

    void add(String text) {
        if (count == 0 || (format != null && format != TextFormat.of(text))) {
            format = count == 0 ? TextFormat.of(text) : null;
        }
        count++;
        numbers += NUMBER.matcher(text).matches() ? 1 : 0;
        pattern.add(text);
        if (!many) {
            texts.add(text);
            forgetMany();
        }
    }

    private void forgetMany() {
        many |= texts.size() > MAX_ENUM;
        if (many) {
            texts.clear();
        }
    }

    /// Takes in all that another sketch has seen.
    void absorb(TextSketch other) {
        if (other.count == 0) {
            return;
        }
        format = count == 0 || format == other.format ? other.format : null;
        count += other.count;
        numbers += other.numbers;
        pattern.absorb(other.pattern);
        many |= other.many;
        texts.addAll(other.texts);
        forgetMany();
    }

    /// Whether all texts are numbers in quotes.
    boolean areNumbers() {
        return count > 0 && numbers == count;
    }

    /// Writes what the texts have in common.
    ///
    /// @param alone whether there were no values but texts: an enum would shut out the others
    void describe(ObjectNode schema, boolean alone) {
        if (count == 0) {
            return;
        }
        if (format != null && format != TextFormat.PLAIN) {
            schema.put("format", format.label());
        } else if (alone && !many && texts.size() * (long) MIN_ENUM_SUPPORT <= count) {
            ArrayNode list = schema.putArray("enum");
            texts.forEach(list::add);
        } else {
            pattern.pattern().ifPresent(known -> schema.put("pattern", known));
        }
    }
}
