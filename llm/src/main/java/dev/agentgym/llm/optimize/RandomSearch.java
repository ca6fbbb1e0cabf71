package dev.agentgym.llm.optimize;

import java.util.List;
import java.util.SplittableRandom;

/// Tries drawn sets of demonstrations and keeps the best (DSPy's BootstrapFewShotWithRandomSearch). After what was
/// logged alone and what was played in order come sets of one to four rollouts that went well, filled up from the
/// logs; each has to beat the leader in a race.
public final class RandomSearch implements Optimizer {

    private static final int SHOWN = 8;
    private static final int PLAYED = 4; // max_bootstrapped_demos of DSPy
    private static final int SETS = 12;
    private static final int POOL = 24;

    RandomSearch() {}

    @Override
    public String name() {
        return "random";
    }

    @Override
    public String summary() {
        return "tries drawn sets of demonstrations and keeps the best";
    }

    @Override
    public Plan plan(Problem problem) {
        return new Plan(4 * problem.validate().size() + problem.learn().size(), 0);
    }

    @Override
    public boolean step(Lab lab) {
        List<Demonstration> logged = lab.problem().logged();
        SplittableRandom dice = lab.random(0);
        int set = lab.state().step - 2;
        if (set == 0) {
            Demonstrations.gather(lab, 0, POOL);
            return true;
        }
        List<Demonstration> pool = Demonstrations.gathered(lab);
        List<Demonstration> shown = switch (set) {
            case 1 -> Demonstrations.drawn(logged, SHOWN, dice);
            case 2 -> Demonstrations.filledUp(pool.subList(0, Math.min(PLAYED, pool.size())), logged, SHOWN, dice);
            default -> {
                int played = 1 + dice.nextInt(PLAYED);
                yield Demonstrations.filledUp(
                        Demonstrations.drawn(pool, played, dice), logged, 1 + dice.nextInt(SHOWN), dice);
            }
        };
        lab.add(lab.problem().start().with(shown), List.of(0), "set " + set).ifPresent(each -> Race.run(lab, each));
        return set < SETS;
    }
}
