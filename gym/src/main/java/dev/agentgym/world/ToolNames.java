package dev.agentgym.world;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The names that a format takes for tools, and the rule by which all others are rewritten.
///
/// Every character that the format refuses becomes `_`, and what is too long is cut. A name that another tool has
/// then gets `_2`, `_3` and so on at its end, in the order of the tools' own names. Names that the format takes
/// stay as they are, whatever the others become.
public enum ToolNames {
    /// Letters, digits, `_` and `-`, at most 64.
    OPENAI("[^a-zA-Z0-9_-]", 64),
    /// Letters, digits, `_`, `-`, `.` and `/`, at most 128.
    MCP("[^a-zA-Z0-9_./-]", 128);

    private final Pattern refused;
    private final int longest;

    ToolNames(String refused, int longest) {
        this.refused = Pattern.compile(refused);
        this.longest = longest;
    }

    /// Whether the format takes a name as it is.
    public boolean takes(String name) {
        return !name.isEmpty()
                && name.length() <= longest
                && !refused.matcher(name).find();
    }

    /// From each tool's own name to its name in this format, no two alike.
    public SortedMap<String, String> names(Collection<String> tools) {
        TreeSet<String> all = new TreeSet<>(tools);
        TreeSet<String> taken = new TreeSet<>();
        all.stream().filter(this::takes).forEach(taken::add);
        TreeMap<String, String> names = new TreeMap<>();
        for (String tool : all) {
            names.put(tool, takes(tool) ? tool : free(tool, taken));
        }
        return Collections.unmodifiableSortedMap(names);
    }

    private String free(String tool, Set<String> taken) {
        String plain = cut(refused.matcher(tool).replaceAll("_"), longest);
        String free = plain;
        for (int number = 2; !taken.add(free); number++) {
            String end = "_" + number;
            free = cut(plain, longest - end.length()) + end;
        }
        return free;
    }

    private static String cut(String name, int length) {
        return name.length() <= length ? name : name.substring(0, length);
    }

    /// A name as a part of a URN.
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
