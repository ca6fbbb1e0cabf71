package dev.agentgym.privacy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How personal values are replaced. Immutable and safe to share.
///
/// Replaced are names, e-mail addresses, telephone, card and bank numbers, postal addresses, dates of birth and the
/// ids of persons and accounts. A value is recognised by the field it stands in, or in free text by its form, and
/// is then replaced wherever it occurs in the conversation. Ids of things (orders, invoices, plans) stay.
public final class Privacy {

    private static final int SHORTEST_KEY = 8;

    private final Optional<byte[]> key;

    private Privacy(Optional<byte[]> key) {
        this.key = key;
    }

    /// Replacements that hold within one conversation only. They are drawn by place, not from the value, so that
    /// nobody can find a value by trying.
    public static Privacy perConversation() {
        return new Privacy(Optional.empty());
    }

    /// Replacements that are the same across conversations and runs with the same key (HMAC-SHA256): a customer's
    /// conversations stay linked. Whoever has the key can test a guess.
    ///
    /// @throws IllegalArgumentException when the key is shorter than 8 characters
    public static Privacy withKey(String key) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("the key has " + key.length() + " characters; use at least "
                    + SHORTEST_KEY + ", best a random text of 32");
        }
        return new Privacy(Optional.of(key.getBytes(StandardCharsets.UTF_8)));
    }

    /// Begins to replace; counts what it replaces.
    public Pseudonyms pseudonyms() {
        return new Pseudonyms(key);
    }
}
