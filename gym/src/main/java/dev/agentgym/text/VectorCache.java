package dev.agentgym.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The vectors of the texts that were used last. Thread-safe; two threads may compute one vector twice.
final class VectorCache {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, float[]> vectors;

    VectorCache(int capacity) {
        vectors = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
                return size() > capacity;
            }
        };
    }

    /// A copy of the text's vector, computed outside the lock when it is not known.
    float[] vector(String text, Function<String, float[]> compute) {
        float[] known = find(text);
        if (known != null) {
            return known.clone();
        }
        float[] vector = compute.apply(text);
        lock.lock();
        try {
            vectors.put(text, vector);
        } finally {
            lock.unlock();
        }
        return vector.clone();
    }

    private float @Nullable [] find(String text) {
        lock.lock();
        try {
            return vectors.get(text);
        } finally {
            lock.unlock();
        }
    }
}
