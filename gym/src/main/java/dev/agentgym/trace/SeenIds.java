package dev.agentgym.trace;

import java.nio.charset.StandardCharsets;

/// Remembers which ids were seen, with what content, in 32 bytes an id: a file of millions of conversations is
/// checked for doubles without holding their names.
///
/// Ids and contents are kept as 64-bit hashes in an open-addressing table. Two different ids share a hash once in
/// about 10¹³ pairs for a million ids. For one thread.
public final class SeenIds {

    /// What is known of an id.
    public enum Sighting {
        /// Never seen before.
        NEW,
        /// Seen with the same content.
        SAME_CONTENT,
        /// Seen with another content.
        OTHER_CONTENT
    }

    private long[] ids = new long[1 << 12];
    private long[] contents = new long[1 << 12];
    private int size;

    /// Takes in an id and says whether it was there before.
    public Sighting add(String id, long content) {
        if (size * 2 >= ids.length) {
            grow();
        }
        int slot = slot(ids, nonZero(hash(id)));
        if (ids[slot] == 0) {
            ids[slot] = nonZero(hash(id));
            contents[slot] = content;
            size++;
            return Sighting.NEW;
        }
        return contents[slot] == content ? Sighting.SAME_CONTENT : Sighting.OTHER_CONTENT;
    }

    private void grow() {
        long[] largerIds = new long[ids.length * 2];
        long[] largerContents = new long[ids.length * 2];
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != 0) {
                int slot = slot(largerIds, ids[i]);
                largerIds[slot] = ids[i];
                largerContents[slot] = contents[i];
            }
        }
        ids = largerIds;
        contents = largerContents;
    }

    private static int slot(long[] table, long key) {
        int mask = table.length - 1;
        int slot = (int) mix(key) & mask;
        while (table[slot] != 0 && table[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long nonZero(long hash) {
        return hash == 0 ? 1 : hash;
    }

    /// A text's 64-bit hash: FNV-1a over the UTF-8 bytes, then SplitMix64's finaliser.
    public static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /// SplitMix64's finaliser: every input bit reaches every output bit.
    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
