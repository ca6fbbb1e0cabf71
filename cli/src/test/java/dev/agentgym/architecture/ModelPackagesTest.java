package dev.agentgym.architecture;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The order of the packages about chat models: the port knows nobody, servers and what goes around a client know
/// the port only, agents are made of both, and who looks for better prompts stands on top.
class ModelPackagesTest {

    private static final ArchRule ORDER = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("port")
            .definedBy("dev.agentgym.llm")
            .layer("provider")
            .definedBy("dev.agentgym.llm.provider")
            .layer("call")
            .definedBy("dev.agentgym.llm.call")
            .layer("agent")
            .definedBy("dev.agentgym.llm.agent")
            .layer("judge")
            .definedBy("dev.agentgym.llm.judge")
            .layer("user")
            .definedBy("dev.agentgym.llm.user")
            .layer("optimize")
            .definedBy("dev.agentgym.llm.optimize")
            .withOptionalLayers(true)
            .whereLayer("optimize")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("judge")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("user")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("agent")
            .mayOnlyBeAccessedByLayers("optimize")
            .whereLayer("call")
            .mayOnlyBeAccessedByLayers("agent", "optimize")
            .whereLayer("provider")
            .mayOnlyBeAccessedByLayers("agent");

    @TempDir
    private Path folder;

    @Test
    void each_package_uses_only_those_below_it() {
        JavaClasses production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.agentgym.llm");
        assertThat(production.containPackage("dev.agentgym.llm.optimize")).isTrue();
        ORDER.check(production);
    }

    @Test
    void a_port_that_knows_a_provider_is_found() throws IOException {
        JavaClasses offending = new Sources(folder)
                .with("dev/agentgym/llm/Curious.java", """
                        package dev.agentgym.llm;

                        class Curious {
                            dev.agentgym.llm.provider.Models models;
                        }
                        """)
                .with("dev/agentgym/llm/provider/Models.java", """
                        package dev.agentgym.llm.provider;

                        public class Models {}
                        """)
                .compile();
        assertThat(ORDER.evaluate(offending).getFailureReport().getDetails())
                .singleElement()
                .asString()
                .contains("Curious", "Models");
    }
}
