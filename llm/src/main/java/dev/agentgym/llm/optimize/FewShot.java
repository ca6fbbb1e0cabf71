package dev.agentgym.llm.optimize;

import java.util.List;
import java.util.Optional;

/// Shows conversations that went well: drawn from the logs (DSPy's LabeledFewShot), or played by the agent itself
/// and filled up from the logs (BootstrapFewShot). One candidate.
public final class FewShot implements Optimizer {

    private static final int SHOWN = 8;
    private static final int PLAYED = 4; // max_bootstrapped_demos of DSPy

    private final boolean bootstraps;

    private FewShot(boolean bootstraps) {
        this.bootstraps = bootstraps;
    }

    static FewShot labelled() {
        return new FewShot(false);
    }

    static FewShot bootstrapped() {
        return new FewShot(true);
    }

    @Override
    public String name() {
        return bootstraps ? "bootstrap" : "labelled";
    }

    @Override
    public String summary() {
        return bootstraps
                ? "shows rollouts that went well, and logged conversations behind them"
                : "shows logged conversations that went well";
    }

    @Override
    public Plan plan(Problem problem) {
        int compare = 2 * problem.validate().size();
        return new Plan(bootstraps ? compare + problem.learn().size() : compare, 0);
    }

    @Override
    public boolean step(Lab lab) {
        List<Demonstration> logged = lab.problem().logged();
        Candidate start = lab.problem().start();
        if (bootstraps && lab.state().step == 2) {
            int teacher = lab.add(start.with(Demonstrations.drawn(logged, SHOWN, lab.random(0))), List.of(0), "teacher")
                    .orElse(0);
            Demonstrations.gather(lab, teacher, PLAYED);
            return true;
        }
        List<Demonstration> shown = bootstraps
                ? Demonstrations.filledUp(Demonstrations.gathered(lab), logged, SHOWN, lab.random(0))
                : Demonstrations.drawn(logged, SHOWN, lab.random(0));
        Optional<Integer> number = lab.add(start.with(shown), List.of(0), name());
        number.ifPresent(each -> Race.run(lab, each));
        return false;
    }
}
