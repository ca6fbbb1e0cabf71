package dev.agentgym.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/// Arrows run one way: a class may use its own package and those of earlier steps, nothing beside it and nothing
/// after it. A package that stands in no step is an offence, so that nobody adds one without placing it.
final class PackageOrder extends ArchCondition<JavaClass> {

    private static final String ROOT = "dev.agentgym";

    /// The packages of a step do not know each other.
    private static final List<Set<String>> STEPS = List.of(
            Set.of("dev.agentgym.trace"),
            Set.of("dev.agentgym.text", "dev.agentgym.program", "dev.agentgym.privacy"),
            Set.of("dev.agentgym.world"),
            Set.of("dev.agentgym.tool"),
            Set.of("dev.agentgym.fidelity"),
            Set.of("dev.agentgym.deploy"),
            Set.of("dev.agentgym.reward"),
            Set.of("dev.agentgym.task"),
            Set.of("dev.agentgym.user"),
            Set.of("dev.agentgym.environment"),
            Set.of("dev.agentgym.agent"),
            Set.of("dev.agentgym.rollout"),
            Set.of("dev.agentgym.dataset", "dev.agentgym.report"),
            Set.of(ROOT),
            Set.of("dev.agentgym.convert", "dev.agentgym.llm", "dev.agentgym.connect"),
            Set.of("dev.agentgym.cli"));

    PackageOrder() {
        super("use only packages that come earlier on the map");
    }

    @Override
    public void check(JavaClass user, ConditionEvents events) {
        String from = user.getPackageName();
        OptionalInt step = stepOf(from);
        if (step.isEmpty()) {
            events.add(SimpleConditionEvent.violated(
                    user, user.getName() + " is in " + from + ", which is not on the map; give it a step"));
            return;
        }
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
            String to = dependency.getTargetClass().getPackageName();
            if (isOurs(to) && !mayUse(from, step.getAsInt(), to)) {
                events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
            }
        }
    }

    private static boolean isOurs(String name) {
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    private static boolean mayUse(String from, int step, String to) {
        OptionalInt other = stepOf(to);
        return other.isPresent() && (other.getAsInt() < step || home(from, step).equals(home(to, other.getAsInt())));
    }

    private static OptionalInt stepOf(String name) {
        return IntStream.range(0, STEPS.size())
                .filter(step -> !home(name, step).isEmpty())
                .findFirst();
    }

    /// The package of a step to which this one belongs: itself, or the one above it (but everything is below the
    /// root, so nothing belongs to it but itself). Empty where it belongs to none.
    private static String home(String name, int step) {
        return STEPS.get(step).stream()
                .filter(home -> name.equals(home) || (!home.equals(ROOT) && name.startsWith(home + ".")))
                .findFirst()
                .orElse("");
    }
}
