package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads what a person says of the tools from YAML, keeping the lines. Nothing in the file can run code: it is
/// taken as a tree of texts.
final class OverrideReader {

    private static final int DEEPEST = 40;
    private static final Set<String> OF_REFUSAL = Set.of("when", "saying");

    private final String file;
    private final List<OverrideEntry> entries = new ArrayList<>();

    private OverrideReader(String file) {
        this.file = file;
    }

    /// @param file its name, for messages
    /// @throws OverrideException when the text is no YAML or says something that cannot be said
    static List<OverrideEntry> read(String yaml, String file) {
        OverrideReader reader = new OverrideReader(file);
        Node root = reader.compose(yaml);
        if (root != null) {
            for (NodeTuple field : reader.mapping(root, "the file")) {
                reader.only(field, Set.of("tools"));
                for (NodeTuple tool : reader.mapping(field.getValueNode(), "'tools'")) {
                    reader.tool(reader.text(tool.getKeyNode()), tool.getValueNode());
                }
            }
        }
        return List.copyOf(reader.entries);
    }

    private @Nullable Node compose(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        try {
            return new Yaml(options).compose(new StringReader(yaml));
        } catch (MarkedYAMLException e) {
            throw new OverrideException(
                    place(e.getProblemMark()) + ": not YAML: " + e.getProblem() + "; check quotes and indentation");
        } catch (YAMLException e) {
            throw new OverrideException(file + ": not YAML: " + e.getMessage());
        }
    }

    private String place(@Nullable Mark mark) {
        return mark == null ? file : file + ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private OverrideException wrong(Node node, String message) {
        return new OverrideException(place(node.getStartMark()) + ": " + message);
    }

    private List<NodeTuple> mapping(Node node, String what) {
        if (node instanceof MappingNode mapping) {
            Set<String> keys = new TreeSet<>();
            for (NodeTuple field : mapping.getValue()) {
                if (!keys.add(text(field.getKeyNode()))) {
                    throw wrong(field.getKeyNode(), text(field.getKeyNode()) + " stands here twice; keep one");
                }
            }
            return mapping.getValue();
        }
        throw wrong(node, what + " must hold names with values, such as 'name: value'");
    }

    private String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(node, "a name must stand here, no list and no object");
    }

    private void only(NodeTuple field, Set<String> allowed) {
        if (!allowed.contains(text(field.getKeyNode()))) {
            throw wrong(
                    field.getKeyNode(),
                    "'" + text(field.getKeyNode()) + "' means nothing here; there are "
                            + String.join(", ", new TreeSet<>(allowed)));
        }
    }

    private void tool(String tool, Node said) {
        Set<String> verbs = Arrays.stream(OverrideEntry.Verb.values())
                .map(OverrideEntry.Verb::label)
                .collect(Collectors.toSet());
        for (NodeTuple field : mapping(said, "tool " + tool)) {
            only(field, verbs);
            OverrideEntry.Verb verb =
                    OverrideEntry.Verb.valueOf(text(field.getKeyNode()).toUpperCase(Locale.ROOT));
            entries(verb, tool, field.getValueNode());
        }
    }

    private void entries(OverrideEntry.Verb verb, String tool, Node value) {
        switch (verb) {
            case FORBID, PIN -> list(value).forEach(id -> add(verb, tool, text(id), MissingNode.getInstance(), id));
            case REFUSE -> list(value).forEach(refusal -> add(verb, tool, "", refusal(refusal), refusal));
            case SET, ANSWER ->
                mapping(value, "'" + verb.label() + "'")
                        .forEach(field -> add(
                                verb, tool, text(field.getKeyNode()), json(field.getValueNode()), field.getKeyNode()));
            case ALWAYS -> add(verb, tool, "", json(value), value);
        }
    }

    private void add(OverrideEntry.Verb verb, String tool, String key, JsonNode value, Node place) {
        entries.add(
                new OverrideEntry(verb, tool, key, value, place.getStartMark().getLine() + 1));
    }

    private static List<Node> list(Node value) {
        return value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
    }

    private JsonNode refusal(Node node) {
        mapping(node, "a refusal").forEach(field -> only(field, OF_REFUSAL));
        JsonNode refusal = json(node);
        if (!refusal.path("when").isTextual() || !refusal.has("saying")) {
            throw wrong(node, "a refusal needs 'when' (a condition) and 'saying' (what the tool answers)");
        }
        return refusal;
    }

    private JsonNode json(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                ObjectNode object = Json.object();
                mapping(mapping, "an object")
                        .forEach(field -> object.set(text(field.getKeyNode()), json(field.getValueNode())));
                yield object;
            }
            case SequenceNode sequence -> {
                ArrayNode list = Json.MAPPER.createArrayNode();
                sequence.getValue().forEach(element -> list.add(json(element)));
                yield list;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw wrong(node, "an alias cannot stand here; write the value out");
        };
    }

    /// Numbers, truth values and null as JSON writes them; everything else, such as `yes` or a date, is a text.
    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        boolean plain = scalar.isPlain();
        if (plain && (text.isEmpty() || text.equals("~") || scalar.getTag().equals(Tag.NULL))) {
            return NullNode.getInstance();
        }
        if (plain && (text.equals("true") || text.equals("false"))) {
            return BooleanNode.valueOf(text.equals("true"));
        }
        return plain && text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")
                ? number(text)
                : TextNode.valueOf(text);
    }

    private static JsonNode number(String text) {
        try {
            return Json.parse(text);
        } catch (TraceException _) {
            return TextNode.valueOf(text);
        }
    }
}
