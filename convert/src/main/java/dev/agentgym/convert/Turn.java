package dev.agentgym.convert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Role;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// A row of a conversation once it is known what happens in it and when.
///
/// @param row the row
/// @param happening what happens
/// @param at when, where the log says
record Turn(Row row, Happening happening, Optional<Instant> at) {

    private static final Pattern GAPS = Pattern.compile("[\\s_-]+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d+)?");

    /// What can happen in a row.
    sealed interface Happening {

        /// Somebody speaks.
        ///
        /// @param role who
        /// @param text what is said, empty where the log has a message without text
        record Speech(Role role, String text) implements Happening {}

        /// A tool is called; the row may hold the answer too.
        ///
        /// @param caller who calls
        /// @param text what is said with it, may be empty
        record Call(Role caller, String text) implements Happening {}

        /// A tool answers a call of an earlier row.
        ///
        /// @param text the answer
        record Answer(String text) implements Happening {}
    }

    /// Reads a row that is a message.
    ///
    /// @throws Defect when nobody can tell who speaks
    static Turn ofMessage(Row row) {
        String text = row.text(Column.TEXT);
        Optional<Role> role = role(row.text(Column.ROLE));
        if (role.isEmpty()) {
            throw new Defect(
                    Column.ROLE.label(),
                    row.text(Column.ROLE),
                    "nobody knows this role; known are customer, user, agent, assistant, bot, system, tool and their like");
        }
        return new Turn(row, happening(row, role.get(), text), at(row));
    }

    private static Happening happening(Row row, Role role, String text) {
        boolean saysNoCall = !row.has(Column.TOOL) || (!row.has(Column.ARGUMENTS) && !row.has(Column.RESULT));
        if (role == Role.TOOL && saysNoCall) {
            return new Happening.Answer(text);
        }
        String said = MessageText.ofRow(text);
        if (row.has(Column.TOOL)) {
            return new Happening.Call(role == Role.USER ? Role.USER : Role.ASSISTANT, role == Role.TOOL ? "" : said);
        }
        return new Happening.Speech(role, role == Role.USER ? MessageText.withoutStopTokens(said) : said);
    }

    /// Reads a row that is a call.
    static Turn ofCall(Row row) {
        return new Turn(row, new Happening.Call(Role.ASSISTANT, ""), at(row));
    }

    /// Whether a row that is a message is one of this role.
    static boolean speaks(Row row, Role role) {
        return role(row.text(Column.ROLE)).filter(role::equals).isPresent();
    }

    private static Optional<Instant> at(Row row) {
        return Moments.read(row.text(Column.TIME));
    }

    /// The row's number in its conversation, where the log has one.
    OptionalDouble sequence() {
        String text = row.text(Column.SEQUENCE);
        return NUMBER.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    /// When the call was answered, where the log says how long it took.
    Optional<Instant> answeredAt() {
        JsonNode duration = row.value(Column.DURATION);
        String text = duration.asText("").strip();
        return at.map(begin ->
                NUMBER.matcher(text).matches() ? begin.plusMillis(Math.round(Double.parseDouble(text))) : begin);
    }

    private static Optional<Role> role(String label) {
        return Optional.ofNullable(
                switch (GAPS.matcher(label.toLowerCase(Locale.ROOT)).replaceAll(" ")) {
                    case "user",
                            "customer",
                            "client",
                            "visitor",
                            "end user",
                            "lead",
                            "contact",
                            "requester",
                            "human",
                            "true",
                            "1",
                            "inbound",
                            "in",
                            "incoming",
                            "caller",
                            "consumer",
                            "member",
                            "guest" -> Role.USER;
                    case "assistant",
                            "agent",
                            "bot",
                            "ai",
                            "operator",
                            "admin",
                            "support",
                            "representative",
                            "rep",
                            "advisor",
                            "staff",
                            "model",
                            "chatbot",
                            "false",
                            "0",
                            "outbound",
                            "out",
                            "outgoing",
                            "human agent",
                            "virtual agent",
                            "teammate" -> Role.ASSISTANT;
                    case "system", "developer", "automation", "auto" -> Role.SYSTEM;
                    case "tool", "function", "api", "tool result" -> Role.TOOL;
                    default -> null;
                });
    }
}
