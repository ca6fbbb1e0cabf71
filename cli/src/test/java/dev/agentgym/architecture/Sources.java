package dev.agentgym.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Java sources in a folder: those of the project, or small ones written to break a rule. Mutable, for one thread.
final class Sources {

    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    Sources(Path folder) {
        this.folder = folder;
    }

    /// The sources of all modules and examples of a checkout, tests left out.
    static List<Path> ofProject(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path home : List.of(root, root.resolve("examples"))) {
            try (Stream<Path> modules = Files.list(home)) {
                for (Path module : modules.sorted().toList()) {
                    sources.addAll(javaFiles(module.resolve("src/main/java")));
                }
            }
        }
        return sources;
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /// Adds a file, named from its folder on.
    Sources with(String name, String text) throws IOException {
        Path file = folder.resolve("sources").resolve(name);
        Files.createDirectories(file.getParent());
        files.add(Files.writeString(file, text));
        return this;
    }

    List<Path> files() {
        return List.copyOf(files);
    }

    /// Compiles the files against the class path of the tests and reads the classes.
    JavaClasses compile() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
            assertThat(compiler.getTask(
                                    errors, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                            .call())
                    .as(errors.toString())
                    .isTrue();
        }
        return new ClassFileImporter().importPath(classes);
    }
}
