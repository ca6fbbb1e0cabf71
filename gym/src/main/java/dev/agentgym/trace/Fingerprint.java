package dev.agentgym.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What was said and done in a conversation, as a short hash: equal for two records that differ only in ids, times
/// and notes.
public final class Fingerprint {

    private static final int BYTES = 8;

    private Fingerprint() {}

    /// Sixteen hexadecimal digits: the beginning of the SHA-256 over roles, texts, calls and results.
    public static String of(List<Message> messages) {
        MessageDigest digest = sha256();
        for (Message message : messages) {
            take(digest, message.role().name(), message.text());
            for (ToolCall call : message.toolCalls()) {
                take(digest, call.name(), Json.canonical(call.arguments()));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    /// A name for a conversation whose source gives none: the same content has the same name in every run.
    public static String conversationId(List<Message> messages) {
        return "conv_" + of(messages);
    }

    /// Length-prefixed, so that moving a letter from one part to the next changes the hash.
    private static void take(MessageDigest digest, String... parts) {
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) ':');
            digest.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
