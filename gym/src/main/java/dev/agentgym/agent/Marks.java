package dev.agentgym.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Message;
import java.util.SortedSet;
import java.util.TreeSet;

/// What an answer of a tool is like, in words that another answer may share: which fields it has, what they say
/// where they say one of a few things, whether a number is none, below or above. Stateless.
final class Marks {

    /// A longer text is no option of a list.
    private static final int LONGEST = 24;

    /// More items of a list tell nothing new.
    private static final int ITEMS = 8;

    private Marks() {}

    static SortedSet<String> of(Message.Tool answer) {
        SortedSet<String> marks = new TreeSet<>();
        collect("", answer.result(), marks);
        return marks;
    }

    private static void collect(String path, JsonNode value, SortedSet<String> marks) {
        switch (value.getNodeType()) {
            case OBJECT ->
                value.properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue(), marks));
            case ARRAY -> {
                marks.add(path + "*" + Math.min(value.size(), ITEMS));
                for (int i = 0; i < Math.min(value.size(), ITEMS); i++) {
                    collect(path, value.get(i), marks);
                }
            }
            case NUMBER -> marks.add(path + "=" + (int) Math.signum(value.doubleValue()));
            case STRING -> text(path, value.textValue(), marks);
            default -> marks.add(path + "=" + value.asText());
        }
    }

    /// The words of a plain text, such as a refusal; a field that says one of a few things as it stands.
    private static void text(String path, String text, SortedSet<String> marks) {
        if (path.isEmpty()) {
            for (String word : text.split("[^\\p{L}_]+", -1)) {
                marks.add(word);
            }
        } else if (text.length() <= LONGEST && text.chars().noneMatch(Character::isDigit)) {
            marks.add(path + "=" + text);
        }
    }
}
