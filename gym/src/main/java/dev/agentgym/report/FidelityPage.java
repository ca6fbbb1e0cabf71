package dev.agentgym.report;

import dev.agentgym.fidelity.FidelityCard;

/// A fidelity card as a page: scores by kind, tier and tool, a reliability diagram, the risk-coverage curve, and
/// the wrong answers to look into.
public final class FidelityPage {

    private FidelityPage() {}

    /// The page. The same card and title give the same text.
    ///
    /// @param title what was measured, for people
    public static String of(FidelityCard card, String title) {
        return new Page("fidelity").filled(title, card.toJson());
    }
}
