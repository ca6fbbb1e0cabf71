package dev.agentgym.convert;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Makes one conversation out of all rows that belong to it, and accounts for each row. For one thread.
final class Assembler {

    private final Intake intake;
    private final String scale;

    /// @param scale the scale of the ratings in these logs
    Assembler(Intake intake, String scale) {
        this.intake = intake;
        this.scale = scale;
    }

    /// Hands the conversation to the intake; rows that have no part in it are set aside or repeated.
    void assemble(Staging.Group group) {
        List<Row> messages = distinct(group.messages());
        List<Turn> spoken = turns(messages, Turn::ofMessage);
        if (spoken.isEmpty()) {
            group.calls().forEach(this::unjoined);
            group.surveys().forEach(this::unjoined);
            return;
        }
        Transcript transcript = new Transcript();
        List<Turn> called = turns(distinct(group.calls()), Turn::ofCall);
        Timeline.of(spoken, called).forEach(turn -> add(turn, transcript));
        List<Row> surveys = distinct(group.surveys());
        surveys.forEach(row -> intake.tally(row.origin()).rowsUsed++);
        List<Message> said = transcript.messages();
        if (!said.isEmpty()) {
            Facts facts = Facts.of(messages, group.calls(), surveys, scale);
            intake.conversation(
                    conversation(group.id(), said, facts), messages.getFirst().origin());
        }
    }

    private static Conversation conversation(String id, List<Message> said, Facts facts) {
        return new Conversation(id, said, facts.outcome(), facts.satisfaction(), List.of(), facts.metadata(), Map.of());
    }

    private void add(Turn turn, Transcript transcript) {
        try {
            transcript.add(turn);
            intake.tally(turn.row().origin()).rowsUsed++;
        } catch (Defect e) {
            quarantine(turn.row(), e);
        }
    }

    private List<Turn> turns(List<Row> rows, Function<Row, Turn> reading) {
        List<Turn> turns = new ArrayList<>();
        for (Row row : rows) {
            try {
                turns.add(reading.apply(row));
            } catch (Defect e) {
                quarantine(row, e);
            }
        }
        return turns;
    }

    private void unjoined(Row row) {
        quarantine(
                row,
                new Defect(
                        "conversation",
                        row.conversation(),
                        "no message belongs to the conversation that the row names"));
    }

    private void quarantine(Row row, Defect defect) {
        Reading.Quarantined bad = defect.at(row.origin(), row.toJson().toString());
        intake.quarantineRow(bad);
    }

    /// Drops rows that say in every column what an earlier one said. Only rows with a time, a number or an id can
    /// be told to be copies: two customers' rows that both say "yes" are not.
    private List<Row> distinct(List<Row> rows) {
        record Content(Map<Column, ?> values, Map<String, ?> kept) {}
        Set<Content> seen = new HashSet<>();
        List<Row> distinct = new ArrayList<>();
        for (Row row : rows) {
            boolean marked =
                    row.has(Column.TIME) || row.has(Column.SEQUENCE) || row.has(Column.MESSAGE) || row.has(Column.CALL);
            if (marked && !seen.add(new Content(row.values(), row.kept()))) {
                intake.tally(row.origin()).rowsRepeated++;
            } else {
                distinct.add(row);
            }
        }
        return distinct;
    }
}
