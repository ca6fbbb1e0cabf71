package dev.agentgym.report;

/// The exact two-sided sign test: how likely so uneven a split of wins and losses is where both are equally good.
/// Stateless.
public final class SignTest {

    private SignTest() {}

    /// `min(1, 2 P(X <= min(wins, losses)))` for `X` of the binomial distribution with chance one half; ties say
    /// nothing and are left out (Dixon and Mood 1946).
    public static double p(int wins, int losses) {
        int all = wins + losses;
        double tail = 0;
        double logChoose = 0;
        for (int i = 0; i <= Math.min(wins, losses); i++) {
            tail += Math.exp(logChoose - all * Math.log(2));
            logChoose += Math.log(all - i) - Math.log(i + 1.0);
        }
        return Math.min(1, 2 * tail);
    }
}
