package dev.agentgym.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.deploy.DeploymentException;
import dev.agentgym.trace.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Puts a document that is divided into several files into one. Mutable, for one thread.
///
/// Each other file goes whole into a field of the first one, and references between files become references within
/// it. Only files in the folder of the first one, and in folders below, are read: a description from somebody else
/// shall not make us read what is not part of it. A reference that cannot be followed stays as it is, since it may
/// stand where nobody comes.
final class Bundle {

    /// Where the other files stand in the whole.
    private static final String FILES = "x-other-files";

    private static final String REFERENCE = "$ref";
    private static final int MOST_FILES = 1000;

    private final Path folder;

    /// The files by their paths, and where each stands in the whole; the first one at the top.
    private final Map<Path, String> places = new LinkedHashMap<>();

    private final ObjectNode others = Json.object();

    private Bundle(Path first) {
        this.folder = Optional.ofNullable(first.getParent()).orElse(first);
        places.put(first, "");
    }

    /// The whole of a file and those that it refers to.
    ///
    /// @throws DeploymentException when one of them is neither YAML nor JSON, or the first cannot be read
    static Document read(Path file) {
        Document first = Document.read(file);
        Path place = file.toAbsolutePath().normalize();
        Bundle bundle = new Bundle(place);
        JsonNode root = bundle.within(first.root(), place);
        if (bundle.places.size() == 1 || !(root instanceof ObjectNode whole)) {
            return first;
        }
        whole.set(FILES, bundle.others);
        return new Document(first.file(), whole, first.lines());
    }

    /// A value of a file, whose references lead within the whole.
    private JsonNode within(JsonNode value, Path file) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode copy = Json.object();
                object.properties().forEach(field -> copy.set(field.getKey(), field(field, file)));
                yield copy;
            }
            case ArrayNode list -> {
                ArrayNode copy = Json.MAPPER.createArrayNode();
                list.forEach(element -> copy.add(within(element, file)));
                yield copy;
            }
            default -> value;
        };
    }

    private JsonNode field(Map.Entry<String, JsonNode> field, Path file) {
        return field.getKey().equals(REFERENCE) && field.getValue().isTextual()
                ? Json.of(reference(field.getValue().textValue(), file))
                : within(field.getValue(), file);
    }

    private String reference(String reference, Path file) {
        int hash = reference.indexOf('#');
        String name = hash < 0 ? reference : reference.substring(0, hash);
        String pointer = hash < 0 ? "" : reference.substring(hash + 1);
        return (name.isEmpty() ? Optional.of(file) : path(name, file))
                .flatMap(this::place)
                .map(place -> "#" + place + pointer)
                .orElse(reference);
    }

    /// Empty where it is no file that may be read.
    private Optional<Path> path(String name, Path from) {
        try {
            String plain = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
            Path path = from.resolveSibling(plain).normalize();
            boolean below = path.startsWith(folder) && !Path.of(plain).isAbsolute();
            return Optional.of(path).filter(each -> below && Files.isRegularFile(each));
        } catch (IllegalArgumentException e) {
            // An address of a server, or no path at all.
            return Optional.empty();
        }
    }

    /// Where a file stands in the whole; it is read when it is first asked for.
    private Optional<String> place(Path file) {
        String known = places.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        if (places.size() > MOST_FILES) {
            throw new DeploymentException(file + ": more than " + MOST_FILES + " files refer to each other");
        }
        String name = folder.relativize(file).toString();
        String place = "/" + FILES + "/" + name.replace("~", "~0").replace("/", "~1");
        places.put(file, place);
        others.set(name, within(Document.read(file).root(), file));
        return Optional.of(place);
    }
}
