package dev.agentgym.world;

/// Everything that was called before, in order, as one number: two sessions with equal histories have the same
/// state if the tools are deterministic. Immutable.
///
/// @param calls how many calls there were
/// @param hash depends on every call's tool and arguments and on their order
public record History(int calls, long hash) {

    /// Nothing was called yet.
    public static final History START = new History(0, 0x9e3779b97f4a7c15L);

    /// The history after one more call.
    public History then(CallKey call) {
        long mixed = (hash ^ call.hash()) * 0xbf58476d1ce4e5b9L;
        return new History(calls + 1, mixed ^ (mixed >>> 29));
    }
}
