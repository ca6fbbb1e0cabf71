package dev.agentgym.examples.customerservice.logs;

import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// The survey tool's export: one row an answer in the order of submission; whoever answered twice meant the second.
final class SurveyCsv {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader("ticket_id", "score", "comment", "submitted_at")
            .get();

    private SurveyCsv() {}

    private record Answer(String ticket, int score, String comment, Instant at) {}

    static byte[] bytes(SampleLogs logs) throws IOException {
        var answers = new ArrayList<Answer>();
        for (SampleConversation conversation : logs.conversations()) {
            conversation.satisfaction().ifPresent(score -> answers.addAll(answers(conversation, score, logs)));
        }
        answers.sort(Comparator.comparing(Answer::at).thenComparing(Answer::ticket));
        var text = new StringBuilder();
        try (var csv = new CSVPrinter(text, FORMAT)) {
            for (Answer answer : answers) {
                csv.printRecord(answer.ticket(), answer.score(), answer.comment(), Times.text(answer.at()));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<Answer> answers(SampleConversation conversation, int score, SampleLogs logs) {
        Instant end = conversation.events().getLast().at();
        var last = new Answer(conversation.id(), score, conversation.comment(), end.plus(Duration.ofMinutes(95)));
        if (!logs.dirt().ratedTwice().contains(conversation.id())) {
            return List.of(last);
        }
        int before = score == 1 ? 2 : score - 1;
        return List.of(new Answer(conversation.id(), before, "", end.plus(Duration.ofMinutes(20))), last);
    }
}
