package dev.agentgym.llm.agent;

import java.util.function.Consumer;

/// Hands on what a model says while it says it, as the customer is to hear it: without blanks around it and without
/// the sign for the end of the conversation. What might still turn out to be one of these is held back. Mutable,
/// for one answer.
final class Speech implements Consumer<String> {

    private final Consumer<String> heard;
    private final StringBuilder held = new StringBuilder();
    private boolean begun;

    Speech(Consumer<String> heard) {
        this.heard = heard;
    }

    @Override
    public void accept(String piece) {
        held.append(piece);
        int from = begun ? 0 : leadingBlanks();
        int until = safe(from);
        if (until > from) {
            begun = true;
            heard.accept(held.substring(from, until));
            held.delete(0, until);
        }
    }

    private int leadingBlanks() {
        int from = 0;
        while (from < held.length() && Character.isWhitespace(held.charAt(from))) {
            from++;
        }
        return from;
    }

    /// How far the text can be told: up to the blanks before the sign, or before what may become it.
    private int safe(int from) {
        int words = withoutBlanks(from, held.length());
        for (int sign = Math.max(from, words - SystemPrompt.END.length()); sign < words; sign++) {
            boolean whole = held.substring(sign, words).equals(SystemPrompt.END);
            if (whole || SystemPrompt.END.startsWith(held.substring(sign))) {
                return withoutBlanks(from, sign);
            }
        }
        return words;
    }

    private int withoutBlanks(int from, int until) {
        int end = until;
        while (end > from && Character.isWhitespace(held.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /// Tells what was held back, once nothing follows it.
    void end() {
        String rest = held.toString().stripTrailing();
        if (rest.endsWith(SystemPrompt.END)) {
            rest = rest.substring(0, rest.length() - SystemPrompt.END.length()).stripTrailing();
        }
        String last = begun ? rest : rest.stripLeading();
        if (!last.isEmpty()) {
            heard.accept(last);
        }
        held.setLength(0);
    }
}
