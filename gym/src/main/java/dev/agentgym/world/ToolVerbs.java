package dev.agentgym.world;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the verb in a tool's name says of it. A hint only: what logs show comes first.
final class ToolVerbs {

    private static final Set<String> LOOKING = Set.of(
            "get",
            "list",
            "check",
            "find",
            "search",
            "look",
            "lookup",
            "query",
            "fetch",
            "show",
            "view",
            "read",
            "describe",
            "calculate",
            "compute",
            "count",
            "estimate",
            "quote",
            "verify",
            "can",
            "is",
            "has",
            "display");

    /// Between the words of `get_user`, `getUser`, `GetUser`, `api.get-user`.
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");

    /// A tool that says it only looks is half as suspect as another one in whose presence as much changed.
    private static final double TRUST = 0.5;

    private ToolVerbs() {}

    /// How suspect a tool of this name is of changing something: 1, or less for one that says it looks.
    static double suspicion(String tool) {
        return saysItLooks(tool) ? TRUST : 1;
    }

    /// Whether its name begins with a verb of looking.
    static boolean saysItLooks(String tool) {
        String plain = tool.substring(tool.lastIndexOf('.') + 1);
        String[] words = BETWEEN.split(plain, 2);
        return LOOKING.contains(words[0].toLowerCase(Locale.ROOT));
    }
}
