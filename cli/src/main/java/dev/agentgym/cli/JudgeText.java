package dev.agentgym.cli;

import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Spending;
import dev.agentgym.llm.judge.JudgeAgreement;
import dev.agentgym.llm.judge.RolloutJudge;
import java.util.Locale;

/// Shows to a person what a chat model says of rollouts.
final class JudgeText {

    private JudgeText() {}

    static void print(RolloutJudge.Report report, Budget budget, Console console) {
        JudgeAgreement agreement = report.agreement();
        console.print("");
        console.print(console.colour("judged by " + report.judge(), Console.Colour.BOLD));
        report.means()
                .forEach((agent, mean) -> console.print(
                        String.format(Locale.ROOT, "%s gets %.3f on average; the reward is as it was", agent, mean)));
        Table table = new Table("agrees with", "rollouts", "rank correlation");
        table.row(
                "the reward",
                agreement.total().pairs(),
                number(agreement.total().value()));
        agreement
                .parts()
                .forEach((name, correlation) -> table.row(name, correlation.pairs(), number(correlation.value())));
        table.printTo(console);
        console.print("orders siblings as the reward does: " + number(agreement.ordered())
                + "; another order changes a total by " + number(agreement.swing()) + "; spoke to the judge: "
                + agreement.pleaded());
        if (report.left() > 0) {
            console.print(report.left() + " rollouts were not judged: " + String.join("; ", report.reasons()));
        }
        Spending spent = budget.spent();
        console.print("cost " + spent.calls() + " calls, " + spent.tokens() + " tokens");
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
