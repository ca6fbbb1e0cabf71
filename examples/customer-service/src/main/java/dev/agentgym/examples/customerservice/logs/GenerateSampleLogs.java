package dev.agentgym.examples.customerservice.logs;

import java.io.IOException;
import java.nio.file.Path;

/// Writes the raw sample logs into the folder given as the only argument, byte for byte those of `data/raw`.
public final class GenerateSampleLogs {

    private GenerateSampleLogs() {}

    /// Runs the generator. Ends with exit code 2 and the usage where the folder is missing.
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("Usage: GenerateSampleLogs FOLDER, got " + arguments.length + " arguments.");
            System.exit(2);
        }
        SampleLogs logs = SampleLogs.generate(SampleLogs.SEED);
        Path folder = Path.of(arguments[0]);
        logs.write(folder);
        System.out.println("Wrote " + logs.conversations().size() + " conversations to " + folder + ".");
    }
}
