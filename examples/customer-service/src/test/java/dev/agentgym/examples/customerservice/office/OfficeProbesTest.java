package dev.agentgym.examples.customerservice.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OfficeProbesTest {

    private static final int COUNT = 150;

    @Test
    void probes_leave_the_office_as_it_was_and_repeat() {
        try (BackOffice office = Offices.withAna()) {
            byte[] before = office.database().snapshot();
            List<OfficeProbes.Episode> probes = OfficeProbes.generate(office, 3, 20);
            assertThat(office.database().snapshot()).isEqualTo(before);
            assertThat(OfficeProbes.generate(office, 3, 20)).isEqualTo(probes);
            assertThat(OfficeProbes.generate(office, 4, 20)).isNotEqualTo(probes);
        }
    }

    @Test
    void probes_use_every_tool_with_successful_and_refused_writes() {
        try (BackOffice office = Offices.withAna()) {
            List<OfficeProbes.Step> steps = OfficeProbes.generate(office, 3, COUNT).stream()
                    .flatMap(episode -> episode.steps().stream())
                    .toList();
            assertThat(steps.stream().map(OfficeProbes.Step::tool).distinct())
                    .containsExactlyInAnyOrderElementsOf(
                            office.tools().stream().map(ToolDeclaration::name).toList());
            long refused =
                    steps.stream().filter(step -> step.answer().isError()).count();
            assertThat((double) refused / steps.size()).isBetween(0.15, 0.6);
            assertThat(steps.stream()
                            .filter(step -> !step.answer().isError())
                            .map(OfficeProbes.Step::tool)
                            .distinct()
                            .count())
                    .isGreaterThanOrEqualTo(20);
        }
    }
}
