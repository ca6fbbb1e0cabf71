package dev.agentgym.reward;

import dev.agentgym.text.Embedder;
import dev.agentgym.text.Fact;
import dev.agentgym.text.Facts;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What stands in a conversation up to a place, read message by message, so that each is analysed once. Mutable,
/// for one thread.
///
/// Of a conversation the last 100,000 characters count, in whole messages.
final class EvidenceSoFar {

    private static final int LIMIT = 100_000;

    private final List<Said> messages = new ArrayList<>();
    private int characters;

    /// One message: its text in lower case, and its facts.
    private record Said(String text, List<Fact> facts) {}

    void add(Message message) {
        String text = spoken(message);
        String recent = text.length() <= LIMIT ? text : text.substring(text.length() - LIMIT);
        messages.add(new Said(recent.toLowerCase(Locale.ROOT), KnownFacts.of(recent)));
        characters += recent.length();
        while (characters > LIMIT && messages.size() > 1) {
            characters -= messages.removeFirst().text().length();
        }
    }

    private static String spoken(Message message) {
        String calls = message.toolCalls().stream()
                .map(call -> call.arguments().toString())
                .collect(Collectors.joining(" "));
        return message.text() + " " + calls;
    }

    /// What a reply at this place is judged by.
    Evidence evidence(Judged judged, Embedder embedder) {
        return new Evidence(
                judged,
                Passage.of(judged.response()),
                judged.groundTruth().map(Passage::of),
                judged.question().map(Passage::of),
                new Facts(
                        messages.stream().flatMap(said -> said.facts().stream()).toList()),
                messages.stream().map(Said::text).collect(Collectors.joining("\n")),
                embedder);
    }
}
