package dev.agentgym.bench;

import dev.agentgym.trace.Reading;
import dev.agentgym.trace.TraceReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Whether 2 GB of traces are read in 256 MB of heap.
///
/// Without arguments: writes the file and starts itself on it with little heap. With a file: reads it and prints
/// what it took.
final class ReadingMemory {

    private static final long FILE_BYTES = 2L << 30;

    /// The promise, and far less: memory that grew with the file would not fit into the second.
    private static final List<String> HEAPS = List.of("-Xmx256m", "-Xmx64m");

    private ReadingMemory() {}

    /// Measures and prints.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 1) {
            read(Path.of(arguments[0]));
            return;
        }
        Path folder = Files.createTempDirectory("reading-memory");
        Path file = folder.resolve("traces.jsonl");
        try {
            checkSpace(folder);
            Corpus.load().write(file, FILE_BYTES);
            for (String heap : HEAPS) {
                fork(file, heap);
            }
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void checkSpace(Path folder) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < 2 * FILE_BYTES) {
            throw new IOException(folder + " has " + (free >> 20) + " MiB free; the file and some air need "
                    + ((2 * FILE_BYTES) >> 20) + ": set java.io.tmpdir to a larger disk");
        }
    }

    private static void fork(Path file, String heap) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        String name = ReadingMemory.class.getName();
        int exit = new ProcessBuilder(java, heap, "-cp", classPath, name, file.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("reading with " + heap + " ended with exit code " + exit);
        }
    }

    private static void read(Path file) throws IOException {
        long conversations = 0;
        long others = 0;
        long start = System.nanoTime();
        try (TraceReader reader = TraceReader.open(file)) {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case Reading.Accepted accepted -> conversations++;
                    case Reading.Repeated repeated -> others++;
                    case Reading.Quarantined bad -> others++;
                }
            }
        }
        print(Files.size(file), conversations, others, (System.nanoTime() - start) / 1e9);
    }

    private static void print(long bytes, long conversations, long others, double seconds) {
        System.out.printf(
                Locale.ROOT,
                "heap limit %d MiB: %.2f GB, %d conversations, %d others, %.1f s, %.0f MB/s, peak heap %d MiB%n",
                Runtime.getRuntime().maxMemory() >> 20,
                bytes / 1e9,
                conversations,
                others,
                seconds,
                bytes / 1e6 / seconds,
                peakHeap() >> 20);
    }

    /// The sum of the pools' peaks: at least the peak of the heap, since the pools do not peak together.
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
