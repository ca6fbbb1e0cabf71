package dev.agentgym.bench;

import java.lang.management.ManagementFactory;

/// The memory of this process.
final class Heap {

    private static final int COLLECTIONS = 4;

    private Heap() {}

    /// Bytes in use after several collections.
    static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
