package dev.agentgym.convert;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same tables from a real PostgreSQL server, which the test starts for itself where one is installed.
class PostgresTest {

    @TempDir
    Path root;

    @Test
    void three_tables_of_postgresql_become_conversations() throws Exception {
        Path programs = programs();
        Path data = Files.createTempDirectory("agent-gym-postgres-");
        boolean asRoot = "root".equals(System.getProperty("user.name"));
        if (asRoot) {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        int port = freePort();
        Path cluster = data.resolve("cluster");
        try {
            run(asRoot, programs.resolve("initdb") + " -D " + cluster + " -U tester -A trust -E UTF8 --locale=C");
            run(
                    asRoot,
                    programs.resolve("pg_ctl") + " -D " + cluster + " -w -t 60 -l " + data.resolve("log") + " -o '-p "
                            + port + " -k " + data + " -c listen_addresses=localhost -c fsync=off' start");
            DatabaseTest.assertConverted(
                    "jdbc:postgresql://localhost:" + port + "/postgres?user=tester", root.resolve("out"));
        } finally {
            run(asRoot, programs.resolve("pg_ctl") + " -D " + cluster + " -m immediate stop || true");
            run(asRoot, "rm -rf " + cluster + " " + data.resolve("log"));
        }
    }

    private static Path programs() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        Assumptions.assumeTrue(Files.isDirectory(versions), "skipped: no PostgreSQL is installed");
        try (Stream<Path> found = Files.list(versions)) {
            Optional<Path> newest = found.sorted().reduce((first, second) -> second);
            return newest.orElseThrow().resolve("bin");
        }
    }

    /// Runs a command, as the server's own user where the test runs as root, who may not start it.
    private static void run(boolean asRoot, String command) throws IOException, InterruptedException {
        List<String> line =
                asRoot ? List.of("su", "postgres", "-s", "/bin/sh", "-c", command) : List.of("/bin/sh", "-c", command);
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Assumptions.assumeTrue(process.waitFor(90, TimeUnit.SECONDS), "skipped: PostgreSQL does not answer");
        Assumptions.assumeTrue(process.exitValue() == 0, "skipped: PostgreSQL cannot be started here: " + command);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
