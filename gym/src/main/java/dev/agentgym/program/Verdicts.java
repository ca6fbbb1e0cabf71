package dev.agentgym.program;

import java.util.BitSet;

/// What a condition says in many cases: where it holds, where it fails; in the others it is unknown. The sets must
/// not be changed.
record Verdicts(BitSet holds, BitSet fails) {

    static BitSet and(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        return both;
    }

    static BitSet or(BitSet a, BitSet b) {
        BitSet either = (BitSet) a.clone();
        either.or(b);
        return either;
    }

    static BitSet minus(BitSet a, BitSet b) {
        BitSet rest = (BitSet) a.clone();
        rest.andNot(b);
        return rest;
    }

    static int common(BitSet a, BitSet b) {
        return and(a, b).cardinality();
    }

    /// Both conditions at once.
    Verdicts and(Verdicts other) {
        return new Verdicts(and(holds, other.holds), or(fails, other.fails));
    }

    Verdicts negated() {
        return new Verdicts(/* holds= */ fails, /* fails= */ holds);
    }
}
