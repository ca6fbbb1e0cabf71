package dev.agentgym.connect;

import java.net.URI;
import java.util.List;

/// Where an MCP server is. Immutable.
public sealed interface McpServer {

    /// A program that speaks MCP over its standard input and output, started and ended with the source.
    ///
    /// @param command the program and its arguments
    /// @param environment variables that it gets beside the usual ones (`PATH`, `HOME` and such); no others are
    /// passed on
    record Program(List<String> command, Keys environment) implements McpServer {

        /// Copies the command.
        public Program {
            command = List.copyOf(command);
            if (command.isEmpty()) {
                throw new IllegalArgumentException("a command names at least the program");
            }
        }
    }

    /// A server that speaks streamable HTTP.
    ///
    /// @param address its endpoint, such as `https://example.com/mcp`; no user and no password
    /// @param headers sent with every request, such as `Authorization`
    record Address(URI address, Keys headers) implements McpServer {

        /// Checks the address.
        public Address {
            if (address.getHost() == null || address.getRawUserInfo() != null) {
                throw new IllegalArgumentException("an address has a host, and no user: send a password as a header");
            }
        }
    }

    /// A program without variables of its own.
    static McpServer program(String... command) {
        return new Program(List.of(command), Keys.NONE);
    }

    /// A server that asks for no key.
    static McpServer at(URI address) {
        return new Address(address, Keys.NONE);
    }

    /// What it is called in messages; an address without its query, which may hold a key.
    default String place() {
        return switch (this) {
            case Program(List<String> command, Keys _) -> "the program " + command.getFirst();
            case Address(URI address, Keys _) ->
                address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
        };
    }

    /// The secrets that no message may show.
    default Keys secrets() {
        return switch (this) {
            case Program(List<String> _, Keys environment) -> environment;
            case Address(URI _, Keys headers) -> headers;
        };
    }
}
