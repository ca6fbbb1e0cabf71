package dev.agentgym.reward;

import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Reading;
import dev.agentgym.trace.TraceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/// Informative replies of real agents from the logs beside the checkout, where they are.
final class LoggedReplies {

    private static final List<String> FILES =
            List.of("star.jsonl.gz", "sgd_dev.jsonl.gz", "tau1_airline_gpt4o.jsonl.gz", "taskmaster4_coffee.jsonl.gz");
    private static final int CONVERSATIONS = 300;
    private static final int FEWEST_WORDS = 7;
    private static final int LONGEST = 160;
    private static final Pattern INFORMATIVE = Pattern.compile("\\d|(?<=[a-z,] )[A-Z][a-z]{3,}");

    private LoggedReplies() {}

    static Path folder() {
        return Path.of(System.getProperty("agentgym.root", "."))
                .toAbsolutePath()
                .resolveSibling("shared/data/traces")
                .normalize();
    }

    static boolean present() {
        return FILES.stream().allMatch(file -> Files.exists(folder().resolve(file)));
    }

    /// The distinct replies, mixed by a seed.
    static List<RuleMadePairs.Source> read(long seed) {
        Random random = new Random(seed);
        Map<String, RuleMadePairs.Source> sources = new LinkedHashMap<>();
        for (String file : FILES) {
            try (TraceReader reader = TraceReader.open(folder().resolve(file))) {
                for (int i = 0; i < CONVERSATIONS && reader.hasNext(); i++) {
                    if (reader.next() instanceof Reading.Accepted accepted) {
                        collect(file, accepted.conversation(), sources, random);
                    }
                }
            }
        }
        List<RuleMadePairs.Source> mixed = new ArrayList<>(sources.values());
        Collections.shuffle(mixed, random);
        return mixed;
    }

    private static void collect(
            String file, Conversation conversation, Map<String, RuleMadePairs.Source> sources, Random random) {
        String question = "";
        for (Message message : conversation.messages()) {
            if (message instanceof Message.User user) {
                question = user.content();
            } else if (message instanceof Message.Assistant && suits(message.text()) && !question.isBlank()) {
                String paraphrase = Paraphrase.of(message.text(), random);
                if (!Paraphrase.bare(paraphrase).equals(Paraphrase.bare(message.text()))) {
                    sources.put(message.text(), new RuleMadePairs.Source(file, question, message.text(), paraphrase));
                }
            }
        }
    }

    private static boolean suits(String reply) {
        return reply.length() <= LONGEST
                && !reply.endsWith("?")
                && reply.split(" ", -1).length >= FEWEST_WORDS
                && INFORMATIVE.matcher(reply).find();
    }
}
