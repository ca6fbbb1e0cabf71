package dev.agentgym.connect;

import dev.agentgym.deploy.JavaTools;
import dev.agentgym.deploy.ToolSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads how one source of tools is opened. Immutable.
///
/// @param folder what paths are relative to
/// @param environment the environment variables
record SourceReader(Path folder, Map<String, String> environment) {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*(ms|s|m)?");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /// What does not look so may be a secret in the wrong place, and is not repeated.
    private static final Pattern PLAIN_VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]{0,40}");

    /// What opens the source, and tells of what a person should know.
    ///
    /// @throws dev.agentgym.deploy.DeploymentException when it is described in a way that cannot be
    Function<Consumer<String>, ToolSource> read(String name, Fields said) {
        if (said.has("mcp")) {
            return mcp(name, said);
        }
        if (said.has("openapi")) {
            return openApi(name, said);
        }
        if (said.has("java")) {
            return java(name, said);
        }
        throw said.wrong(
                "a source has `mcp` (an address, or a command as a list), `openapi` (a file) or `java` (a class)");
    }

    private Function<Consumer<String>, ToolSource> mcp(String name, Fields said) {
        boolean program = said.at("mcp").value().isArray();
        said.only(program ? Set.of("mcp", "env", "deadline") : Set.of("mcp", "headers", "bearer", "deadline"));
        Duration deadline = deadline(said);
        McpServer server = program ? program(said) : address(said);
        return notes -> McpTools.open(name, server, deadline, notes);
    }

    private McpServer program(Fields said) {
        List<String> command = said.texts("mcp");
        if (command.isEmpty()) {
            throw said.at("mcp").wrong("a command names at least the program");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        said.texts("env").forEach(variable -> variables.put(variable, variable(said.at("env"), variable)));
        return new McpServer.Program(command, Keys.of(variables));
    }

    private McpServer address(Fields said) {
        Map<String, String> headers = new LinkedHashMap<>(keys(said, "headers"));
        said.text("bearer")
                .ifPresent(variable -> headers.put("Authorization", "Bearer " + variable(said.at("bearer"), variable)));
        return new McpServer.Address(uri(said.at("mcp")), Keys.of(headers));
    }

    private Function<Consumer<String>, ToolSource> openApi(String name, Fields said) {
        said.only(Set.of("openapi", "server", "keys", "deadline"));
        Path document = folder.resolve(said.at("openapi").text());
        Optional<URI> server = said.has("server") ? Optional.of(uri(said.at("server"))) : Optional.empty();
        Keys keys = Keys.of(keys(said, "keys"));
        Duration deadline = deadline(said);
        return _ -> OpenApiTools.open(name, document, server, keys, deadline);
    }

    private Function<Consumer<String>, ToolSource> java(String name, Fields said) {
        said.only(Set.of("java", "classpath", "deadline"));
        String type = said.at("java").text();
        List<Path> classPath =
                said.texts("classpath").stream().map(folder::resolve).toList();
        Duration deadline = deadline(said);
        return _ -> JavaTools.of(name, UserClass.instance(said.at("java"), type, classPath))
                .within(deadline);
    }

    private Map<String, String> keys(Fields said, String field) {
        Map<String, String> keys = new LinkedHashMap<>();
        said.object(field).forEach((key, variable) -> keys.put(key, variable(variable, variable.text())));
        return keys;
    }

    private String variable(Fields place, String name) {
        boolean plain = PLAIN_VARIABLE.matcher(name).matches();
        if (!plain && !VARIABLE.matcher(name).matches()) {
            throw place.wrong("the name of an environment variable that holds the secret must stand here, not the"
                    + " secret itself");
        }
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(String::strip)
                .orElseThrow(() -> place.wrong("the environment variable " + (plain ? name : "that is named here")
                        + " is not set; set it to the secret"));
    }

    private static URI uri(Fields said) {
        String text = said.text();
        try {
            URI address = URI.create(text);
            boolean web = Set.of("http", "https").contains(String.valueOf(address.getScheme()));
            if (web && address.getHost() != null && address.getRawUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw said.wrong("this is no address: " + e.getMessage());
        }
        throw said.wrong("an address such as https://example.com/mcp must stand here, without a password; a program is"
                + " a list, such as [node, server.js]");
    }

    private static Duration deadline(Fields said) {
        if (!said.has("deadline")) {
            return ToolSource.DEFAULT_DEADLINE;
        }
        Matcher time = TIME.matcher(said.at("deadline").value().asText(""));
        if (!time.matches() || Long.parseLong(time.group(1)) == 0) {
            throw said.at("deadline")
                    .wrong("a time such as 20s, 500ms or 2m must stand here, not "
                            + said.at("deadline").value());
        }
        long amount = Long.parseLong(time.group(1));
        return switch (String.valueOf(time.group(2))) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
