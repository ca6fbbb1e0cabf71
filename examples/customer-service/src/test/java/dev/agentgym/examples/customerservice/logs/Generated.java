package dev.agentgym.examples.customerservice.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// The sample logs, simulated and written once for all tests.
final class Generated {

    static final SampleLogs LOGS = SampleLogs.generate(SampleLogs.SEED);
    static final RawFiles FILES = written();

    private Generated() {}

    private static RawFiles written() {
        try {
            var files = new RawFiles(Files.createTempDirectory("sample-logs"));
            LOGS.write(files.folder());
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("The sample logs cannot be written for the tests.", e);
        }
    }
}
