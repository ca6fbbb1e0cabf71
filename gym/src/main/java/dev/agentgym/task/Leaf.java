package dev.agentgym.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One text or number of a call's arguments or of a tool's answer. Immutable.
///
/// @param name the field that holds it; what names a thing in a list is called after the list, `plan_name`
/// @param value the text, without the quotes and functions that some logs write around it
/// @param number whether it is a number
record Leaf(String name, String value, boolean number) {

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern UNIT = Pattern.compile("(?:minutes|hours|days|weeks|months|years)$");
    private static final int LONGEST = 200;
    private static final int LONGEST_FACT = 60;

    /// All leaves in their order.
    static List<Leaf> of(JsonNode json) {
        List<Leaf> leaves = new ArrayList<>();
        collect("", "", json, leaves);
        return leaves;
    }

    private static void collect(String list, String name, JsonNode node, List<Leaf> leaves) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String key = field.getKey();
                boolean bare = key.equals("name") && !list.isEmpty();
                collect(bare ? "" : key, bare ? singular(list) + "_name" : key, field.getValue(), leaves);
            }
        } else if (node.isArray()) {
            node.forEach(each -> collect(name, name, each, leaves));
        } else if (node.isNumber()) {
            leaves.add(new Leaf(name, node.asText(), true));
        } else if (node.isTextual() && node.textValue().length() <= LONGEST) {
            addText(name, node.textValue(), leaves);
        }
    }

    private static void addText(String name, String text, List<Leaf> leaves) {
        Matcher quoted = QUOTED.matcher(text);
        if (!quoted.find()) {
            leaves.add(new Leaf(name, text, false));
            return;
        }
        do {
            leaves.add(new Leaf(name, quoted.group(1), false));
        } while (quoted.find());
    }

    private static String singular(String list) {
        return list.endsWith("s") ? list.substring(0, list.length() - 1) : list;
    }

    /// Whether it may hold an amount, a date, a time, an id or an address; texts of a sentence and more do not.
    boolean isCheckable() {
        return value.length() <= LONGEST_FACT
                && (value.indexOf('@') > 0 || value.chars().anyMatch(Character::isDigit));
    }

    /// The value with its unit, where the field's name says one: what `back_in_minutes` holds are minutes.
    String measured() {
        Matcher unit = UNIT.matcher(name);
        return number && unit.find() ? value + " " + unit.group() : value;
    }

    /// Whether the value can hardly stand in a text by chance: it has a digit, an `@`, or several words.
    boolean isTelling() {
        return !number
                && value.length() > 3
                && (value.indexOf('@') > 0
                        || value.indexOf(' ') > 0
                        || value.chars().anyMatch(Character::isDigit));
    }
}
