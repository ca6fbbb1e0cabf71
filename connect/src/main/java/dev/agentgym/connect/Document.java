package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.deploy.DeploymentException;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.JsonPaths;
import dev.agentgym.trace.TraceException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

/// A YAML or JSON file as a tree, with the lines of its YAML. Nothing in the file can run code. Immutable.
///
/// @param file its name, for messages
/// @param root the tree
/// @param lines where each field of the YAML begins, by its path; counted from 1
record Document(String file, JsonNode root, Map<String, Integer> lines) {

    private static final int DEEPEST = 200;
    private static final int LONGEST = 64 * 1024 * 1024;
    private static final int MOST_ALIASES = 1000;

    /// @throws DeploymentException when there is no such file, or it is neither YAML nor JSON
    static Document read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new DeploymentException(
                    "cannot read " + file + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); name a text file in UTF-8",
                    e);
        }
    }

    /// @param file its name, for messages
    /// @throws DeploymentException when the text is neither YAML nor JSON
    static Document parse(String text, String file) {
        return text.stripLeading().startsWith("{") ? json(text, file) : yaml(text, file);
    }

    private static Document json(String text, String file) {
        try {
            return new Document(file, Json.parse(text), Map.of());
        } catch (TraceException e) {
            throw new DeploymentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Document yaml(String text, String file) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LONGEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            Map<String, Integer> lines = new HashMap<>();
            return new Document(file, root == null ? Json.object() : new Tree(file, lines).of(root, "", 0), lines);
        } catch (MarkedYAMLException e) {
            throw new DeploymentException(
                    place(file, e.getProblemMark()) + ": not YAML: " + e.getProblem()
                            + "; check quotes and indentation",
                    e);
        } catch (YAMLException e) {
            throw new DeploymentException(file + ": not YAML: " + e.getMessage(), e);
        }
    }

    private static String place(String file, @Nullable Mark mark) {
        return mark == null ? file : file + ", line " + (mark.getLine() + 1);
    }

    /// Where a field stands, for messages.
    String place(String path) {
        Integer line = lines.get(path);
        return file + (line == null ? "" : ", line " + line) + (path.isEmpty() ? "" : ": " + path);
    }

    /// What is wrong with a field.
    DeploymentException wrong(String path, String message) {
        return new DeploymentException(place(path) + ": " + message);
    }

    /// Makes a tree of YAML's nodes.
    private record Tree(String file, Map<String, Integer> lines) {

        JsonNode of(Node node, String path, int depth) {
            if (depth > DEEPEST) {
                throw new DeploymentException(place(file, node.getStartMark()) + ": nested too deeply");
            }
            lines.putIfAbsent(path, node.getStartMark().getLine() + 1);
            return switch (node) {
                case MappingNode mapping -> object(mapping, path, depth);
                case SequenceNode sequence -> list(sequence, path, depth);
                case ScalarNode scalar -> scalar(scalar);
                default -> throw new DeploymentException(place(file, node.getStartMark()) + ": not understood");
            };
        }

        private ObjectNode object(MappingNode mapping, String path, int depth) {
            ObjectNode object = Json.object();
            for (NodeTuple field : mapping.getValue()) {
                String name = field.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
                String below = JsonPaths.below(path, name);
                lines.putIfAbsent(below, field.getKeyNode().getStartMark().getLine() + 1);
                if (object.has(name)) {
                    throw new DeploymentException(place(file, field.getKeyNode().getStartMark()) + ": " + below
                            + " stands here twice; keep one");
                }
                object.set(name, of(field.getValueNode(), below, depth + 1));
            }
            return object;
        }

        private ArrayNode list(SequenceNode sequence, String path, int depth) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            sequence.getValue().forEach(element -> list.add(of(element, path + "[" + list.size() + "]", depth + 1)));
            return list;
        }

        private static JsonNode scalar(ScalarNode scalar) {
            String text = scalar.getValue();
            Tag tag = scalar.getTag();
            if (tag.equals(Tag.NULL)) {
                return NullNode.getInstance();
            }
            if (tag.equals(Tag.BOOL)) {
                return BooleanNode.valueOf(
                        text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("on"));
            }
            if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
                return number(text);
            }
            return TextNode.valueOf(text);
        }

        /// YAML has more spellings of numbers than JSON; those stay text.
        private static JsonNode number(String text) {
            try {
                return text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")
                        ? Json.parse(text)
                        : TextNode.valueOf(text);
            } catch (TraceException _) {
                return TextNode.valueOf(text);
            }
        }
    }
}
