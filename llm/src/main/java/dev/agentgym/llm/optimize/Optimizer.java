package dev.agentgym.llm.optimize;

/// A way to look for a better candidate. Stateless and thread-safe: all that it knows between two steps stands in
/// the state, which a [Session] keeps as JSON.
public sealed interface Optimizer permits FewShot, RandomSearch, JointSearch, Gepa, RuleSearch {

    /// Its name on the command line.
    String name();

    /// What it does, in one line.
    String summary();

    /// The fewest rollouts that let it try three candidates, and how often it asks the reflecting model for them.
    ///
    /// @param problem what it would be used on
    Plan plan(Problem problem);

    /// Does the next step; the start has been played on all tasks that candidates are compared on.
    ///
    /// @return whether there is another step
    boolean step(Lab lab);

    /// What a search needs at least to be one.
    ///
    /// @param rollouts for three candidates
    /// @param reflections for these
    record Plan(int rollouts, int reflections) {}
}
