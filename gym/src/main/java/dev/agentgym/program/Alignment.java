package dev.agentgym.program;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What several texts have in common, token by token, and what stands in between.
///
/// The common tokens are the longest common subsequence of the first text with each other one in turn. They are
/// then located in every text from the left, and the pieces between them are the slots.
final class Alignment {

    private Alignment() {}

    /// A piece of the aligned texts.
    sealed interface Piece {}

    /// The same in all texts.
    record Same(String text) implements Piece {}

    /// Different: what stands here in each text, in their order.
    record Differs(List<String> texts) implements Piece {}

    static List<Piece> of(List<String> texts) {
        List<List<String>> tokens = texts.stream().map(RefusalWords::tokens).toList();
        List<String> common = tokens.getFirst();
        for (List<String> other : tokens) {
            common = common(common, other);
        }
        return pieces(common, tokens);
    }

    /// The longest common subsequence; white space counts less, so that words decide.
    static List<String> common(List<String> a, List<String> b) {
        int[][] best = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                int same = a.get(i).equals(b.get(j)) ? best[i + 1][j + 1] + weight(a.get(i)) : 0;
                best[i][j] = Math.max(same, Math.max(best[i + 1][j], best[i][j + 1]));
            }
        }
        return common(a, b, best);
    }

    private static List<String> common(List<String> a, List<String> b, int[][] best) {
        List<String> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() && j < b.size()) {
            if (a.get(i).equals(b.get(j)) && best[i][j] == best[i + 1][j + 1] + weight(a.get(i))) {
                common.add(a.get(i++));
                j++;
            } else if (best[i + 1][j] >= best[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }

    private static int weight(String token) {
        return token.isBlank() ? 1 : 3;
    }

    private static List<Piece> pieces(List<String> common, List<List<String>> texts) {
        List<BitSet> places = texts.stream().map(text -> places(common, text)).toList();
        int[] at = new int[texts.size()];
        List<Piece> pieces = new ArrayList<>();
        StringBuilder same = new StringBuilder();
        for (int i = 0; i <= common.size(); i++) {
            List<String> gap = gap(texts, places, at);
            if (gap.stream().anyMatch(text -> !text.isEmpty())) {
                flush(same, pieces);
                pieces.add(new Differs(gap));
            }
            same.append(i < common.size() ? common.get(i) : "");
        }
        flush(same, pieces);
        return pieces;
    }

    /// What stands in each text before its next common token, behind which it goes on.
    private static List<String> gap(List<List<String>> texts, List<BitSet> places, int[] at) {
        List<String> gap = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int next = places.get(i).nextSetBit(at[i]);
            int end = next < 0 ? texts.get(i).size() : next;
            gap.add(String.join("", texts.get(i).subList(at[i], end)));
            at[i] = end + 1;
        }
        return gap;
    }

    private static void flush(StringBuilder same, List<Piece> pieces) {
        if (!same.isEmpty()) {
            pieces.add(new Same(same.toString()));
            same.setLength(0);
        }
    }

    private static BitSet places(List<String> common, List<String> text) {
        BitSet places = new BitSet();
        int next = 0;
        for (int i = 0; i < text.size() && next < common.size(); i++) {
            if (text.get(i).equals(common.get(next))) {
                places.set(i);
                next++;
            }
        }
        return places;
    }
}
