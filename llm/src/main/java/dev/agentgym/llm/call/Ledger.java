package dev.agentgym.llm.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a budget reserves and settles, a line of JSON each, written before the call is made and after it, so that a
/// program that is killed forgets nothing that it spent. For one thread at a time.
///
/// @param file where the lines are
record Ledger(Path file) {

    private static final String RESERVED = "reserved";
    private static final String SETTLED = "settled";

    /// What each role has spent. A call that was reserved and never settled was under way when the program ended;
    /// the most that it can have cost counts.
    ///
    /// @throws ModelException when the file is there and cannot be read
    Map<String, Spending> read() {
        Map<String, Spending> byRole = new TreeMap<>();
        Map<Long, JsonNode> open = new LinkedHashMap<>();
        for (String line : lines()) {
            JsonNode entry = entry(line);
            long number = entry.path("call").asLong();
            if (entry.has(RESERVED)) {
                open.put(number, entry);
            } else if (entry.has(SETTLED)) {
                open.remove(number);
                byRole.merge(entry.path("role").asText(), Spending.fromJson(entry.path(SETTLED)), Spending::plus);
            }
        }
        open.values()
                .forEach(entry -> byRole.merge(
                        entry.path("role").asText(),
                        Spending.fromJson(entry.path(RESERVED)).plus(new Spending(0, 1, 0, 0, 0)),
                        Spending::plus));
        return byRole;
    }

    /// A number that no call in the file is above: there is a line for each.
    long numbered() {
        return lines().size();
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// The last line may have been cut off before its call was made.
    private static JsonNode entry(String line) {
        try {
            return Json.parse(line);
        } catch (TraceException e) {
            return Json.object();
        }
    }

    void reserved(long number, String role, Spending most) {
        write(number, role, RESERVED, most);
    }

    void settled(long number, String role, Spending real) {
        write(number, role, SETTLED, real);
    }

    private void write(long number, String role, String kind, Spending spending) {
        ObjectNode entry = Json.object().put("call", number).put("role", role).set(kind, spending.toJson());
        try {
            // A line that was cut off ends here, and not in the middle of this one.
            Files.writeString(file, "\n" + entry, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private ModelException unusable(IOException e) {
        return new ModelException(
                "the ledger " + file + " cannot be used: " + e.getMessage(), new Failure.Unusable(), e);
    }
}
