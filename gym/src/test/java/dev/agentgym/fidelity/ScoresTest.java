package dev.agentgym.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.agentgym.tool.Tier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What measured calls add up to, on golden numbers.
class ScoresTest {

    @Test
    void guesses_and_abstentions_are_not_answers() {
        Score score = Score.of(List.of(
                Calls.read(Tier.RECORDED, 0.9, true),
                Calls.read(Tier.ENTITY, 0.9, false),
                Calls.read(Tier.GUESS, 0.3, true),
                Calls.read(Tier.ABSTAIN, 0, false)));

        assertThat(score.overall()).isEqualTo(new Proportion(1, 4));
        assertThat(score.precision()).isEqualTo(new Proportion(1, 2));
        assertThat(score.coverage()).isEqualTo(new Proportion(2, 4));
        assertThat(score.f1()).isEqualTo(0.5);
    }

    @Test
    void accepted_and_refused_calls_are_sorted_by_what_became_of_them() {
        Confusion confusion = Confusion.of(List.of(
                Calls.write("1", "1"),
                Calls.write("1", "2"),
                Calls.write("1", "!\"no\""),
                Calls.write("!\"no\"", "!\"no\""),
                Calls.write("!\"no\"", "!\"never\""),
                Calls.write("!\"no\"", "1"),
                Calls.read(Tier.ABSTAIN, 0, false)));

        assertThat(confusion).isEqualTo(new Confusion(new Confusion.Fate(2, 1, 1), new Confusion.Fate(1, 2, 0), 1));
    }

    @Test
    void the_calibration_error_is_the_mean_distance_of_the_bins_from_the_diagonal() {
        // Confidence 0.95: two of two right, off by 0.05; 0.35: one of four right, off by 0.1; 2/6 and 4/6 of all.
        List<MeasuredCall> calls = new ArrayList<>(Collections.nCopies(2, Calls.read(Tier.REPLAYED, 0.95, true)));
        calls.addAll(Collections.nCopies(3, Calls.read(Tier.ENTITY, 0.35, false)));
        calls.add(Calls.read(Tier.ENTITY, 0.35, true));
        calls.add(Calls.read(Tier.ABSTAIN, 0, false));

        Calibration calibration = Calibration.of(calls);

        assertThat(calibration.expectedError()).isCloseTo(2 / 6.0 * 0.05 + 4 / 6.0 * 0.1, within(1e-12));
        assertThat(calibration.bins())
                .extracting(bin -> bin.right())
                .containsExactly(new Proportion(1, 4), new Proportion(2, 2));
    }

    @Test
    void certainty_falls_into_the_last_bin() {
        Calibration calibration = Calibration.of(List.of(Calls.read(Tier.REPLAYED, 1.0, true)));
        assertThat(calibration.expectedError()).isZero();
        assertThat(calibration.bins()).hasSize(1);
    }

    // The trap: of answers with equal confidence none can be withheld without the others.
    @Test
    void the_risk_coverage_curve_takes_answers_of_equal_confidence_together() {
        List<RiskPoint> curve = RiskPoint.curve(List.of(
                Calls.read(Tier.ENTITY, 0.5, false),
                Calls.read(Tier.REPLAYED, 0.9, true),
                Calls.read(Tier.ENTITY, 0.5, true),
                Calls.read(Tier.ABSTAIN, 0, false)));

        assertThat(curve).containsExactly(new RiskPoint(0.9, 0.25, 0), new RiskPoint(0.5, 0.75, 1 / 3.0));
    }

    @Test
    void a_long_curve_is_thinned_and_keeps_its_end() {
        List<MeasuredCall> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(Calls.read(Tier.ENTITY, i / 1000.0, i % 2 == 0));
        }
        assertThat(RiskPoint.curve(calls)).hasSize(100).last().isEqualTo(new RiskPoint(0, 1, 0.5));
    }

    @Test
    void the_worst_answers_are_the_surest_wrong_ones_and_few_of_each_tool() {
        List<MeasuredCall> calls = new ArrayList<>(Collections.nCopies(5, Calls.read(Tier.REPLAYED, 0.9, false)));
        calls.add(Calls.read(Tier.REPLAYED, 0.95, true));
        calls.add(Calls.read(Tier.ABSTAIN, 0, false));
        calls.add(Calls.write("{\"a\":1}", "{\"a\":2}"));

        List<WrongAnswer> worst = WrongAnswer.worst(calls);

        assertThat(worst).extracting(WrongAnswer::tool).containsExactly("get", "get", "get", "set");
        assertThat(worst.getLast().differences()).containsExactly("a: expected 1, got 2");
    }
}
