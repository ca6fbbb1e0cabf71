package dev.agentgym.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The order of the packages and the words that every one of them owes. Each rule is shown once to hold and once to
/// fail, for a rule that cannot fail checks nothing.
class ArchitectureTest {

    private static final ArchRule ORDER =
            classes().should(new PackageOrder()).because("arrows run one way: from traces to the command line");

    private static final ArchRule NO_CYCLES =
            slices().matching("dev.agentgym.(**)").should().beFreeOfCycles();

    private static final ArchRule NULL_MARKED = classes().should(beInANullMarkedPackage());

    private static JavaClasses production;

    @TempDir
    Path folder;

    @BeforeAll
    static void readClasses() {
        production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("examples/"))
                .importPackages("dev.agentgym");
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a package that is @NullMarked") {
            @Override
            public void check(JavaClass each, ConditionEvents events) {
                if (!each.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            each, "no package-info with @NullMarked beside " + each.getName()));
                }
            }
        };
    }

    // A class path that lost a module would let every rule below pass on nothing.
    @Test
    void all_modules_are_looked_at() {
        assertThat(production.stream().map(JavaClass::getName))
                .contains(
                        "dev.agentgym.AgentGym",
                        "dev.agentgym.convert.Conversion",
                        "dev.agentgym.llm.package-info",
                        "dev.agentgym.connect.package-info",
                        "dev.agentgym.cli.Main")
                .noneMatch(name -> name.contains("architecture") || name.contains("examples"));
    }

    @Test
    void packages_use_only_earlier_ones() {
        ORDER.check(production);
    }

    @Test
    void packages_form_no_cycle() {
        NO_CYCLES.check(production);
    }

    @Test
    void every_package_is_null_marked() {
        NULL_MARKED.check(production);
    }

    @Test
    void everything_public_and_every_package_says_what_it_is() throws IOException {
        Path root = Path.of(System.getProperty("agentgym.root", ""));
        assumeTrue(root.isAbsolute(), "agentgym.root does not name the checkout");
        List<Path> sources = Sources.ofProject(root);
        assertThat(sources).hasSizeGreaterThan(100);
        assertThat(Documentation.offences(sources)).isEmpty();
    }

    @Test
    void an_early_package_that_uses_a_later_one_is_found() throws IOException {
        JavaClasses offending =
                sources().with("dev/agentgym/world/Hasty.java", """
                        package dev.agentgym.world;

                        class Hasty {
                            dev.agentgym.agent.Agent agent;
                        }
                        """).compile();
        assertThat(failures(ORDER, offending)).singleElement().asString().contains("Hasty", "Agent");
    }

    @Test
    void packages_of_one_step_do_not_know_each_other() throws IOException {
        JavaClasses offending =
                sources().with("dev/agentgym/llm/Curious.java", """
                        package dev.agentgym.llm;

                        class Curious {
                            dev.agentgym.convert.Conversion conversion;
                        }
                        """).compile();
        assertThat(failures(ORDER, offending)).singleElement().asString().contains("Curious", "Conversion");
    }

    @Test
    void the_core_does_not_know_the_front_door() throws IOException {
        JavaClasses offending =
                sources().with("dev/agentgym/agent/Inward.java", """
                        package dev.agentgym.agent;

                        class Inward {
                            dev.agentgym.Gym gym;
                        }
                        """).compile();
        assertThat(failures(ORDER, offending)).singleElement().asString().contains("Inward", "Gym");
    }

    @Test
    void a_package_that_is_not_on_the_map_is_found() throws IOException {
        JavaClasses offending = sources()
                .with("dev/agentgym/misc/Stray.java", "package dev.agentgym.misc; class Stray {}")
                .compile();
        assertThat(failures(ORDER, offending)).singleElement().asString().contains("Stray", "not on the map");
    }

    @Test
    void a_cycle_is_found() throws IOException {
        JavaClasses offending = sources()
                .with(
                        "dev/agentgym/convert/Hen.java",
                        "package dev.agentgym.convert; public class Hen { dev.agentgym.convert.privacy.Egg egg; }")
                .with(
                        "dev/agentgym/convert/privacy/Egg.java",
                        "package dev.agentgym.convert.privacy; public class Egg { dev.agentgym.convert.Hen hen; }")
                .compile();
        assertThat(failures(NO_CYCLES, offending)).hasSize(1);
        assertThat(failures(ORDER, offending)).isEmpty();
    }

    @Test
    void a_package_without_null_marks_is_found() throws IOException {
        JavaClasses offending = sources()
                .with("dev/agentgym/bare/Careless.java", "package dev.agentgym.bare; class Careless {}")
                .compile();
        assertThat(failures(NULL_MARKED, offending)).singleElement().asString().contains("Careless");
    }

    @Test
    void what_is_public_and_silent_is_found() throws IOException {
        Sources silent = sources().with("dev/agentgym/quiet/Quiet.java", """
                        package dev.agentgym.quiet;

                        // No comment of the kind that counts.
                        public interface Quiet {
                            int loud();

                            /// Documented.
                            int known();

                            record Inner(int value) implements Quiet {
                                /// Documented.
                                public int extra() {
                                    return 1;
                                }

                                public int silent() {
                                    return 2;
                                }

                                @Override
                                public int loud() {
                                    return 3;
                                }

                                @Override
                                public int known() {
                                    return 4;
                                }

                                int inside() {
                                    return 5;
                                }
                            }
                        }

                        final class Hidden {
                            public int reachable() {
                                return 6;
                            }
                        }
                        """);
        assertThat(Documentation.offences(silent.files()))
                .map(offence -> offence.replaceFirst(".*/", ""))
                .containsExactly(
                        "Quiet.java:4: public type Quiet has no comment",
                        "Quiet.java:5: public method loud has no comment",
                        "Quiet.java:10: public type Inner has no comment",
                        "Quiet.java:16: public method silent has no comment");
    }

    @Test
    void a_package_that_says_too_little_is_found() throws IOException {
        Sources terse = sources()
                .with("dev/agentgym/terse/package-info.java", "/// Things.\npackage dev.agentgym.terse;\n")
                .with("dev/agentgym/terse/Thing.java", "package dev.agentgym.terse; class Thing {}")
                .with("dev/agentgym/mute/package-info.java", "package dev.agentgym.mute;\n")
                .with("dev/agentgym/mute/Thing.java", "package dev.agentgym.mute; class Thing {}")
                .with(
                        "dev/agentgym/fine/package-info.java",
                        "/// Logs flow in. Traces flow out.\npackage dev.agentgym.fine;\n")
                .with("dev/agentgym/fine/Thing.java", "package dev.agentgym.fine; class Thing {}")
                .with("dev/agentgym/empty/package-info.java", "package dev.agentgym.empty;\n");
        assertThat(Documentation.offences(terse.files()))
                .map(offence -> offence.replaceFirst(".*: ", ""))
                .containsExactly(
                        "package dev.agentgym.terse says less than two sentences",
                        "package dev.agentgym.mute says less than two sentences");
    }

    private Sources sources() {
        return new Sources(folder);
    }

    private static List<String> failures(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }
}
