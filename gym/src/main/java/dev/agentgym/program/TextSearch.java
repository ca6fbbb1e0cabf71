package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;

/// Explains texts: values written in some style, and templates.
final class TextSearch implements Solver.Way {

    @Override
    public void search(Problem problem, Best best, Solver parts) {
        if (!problem.all(JsonNode::isTextual)) {
            return;
        }
        for (Slot slot : problem.scene().slots()) {
            best.offer(slot.candidate());
        }
        if (!best.isSettled()) {
            new TemplateSearch(problem, parts).template().ifPresent(best::offer);
        }
    }
}
