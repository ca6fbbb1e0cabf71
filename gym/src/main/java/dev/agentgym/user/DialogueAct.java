package dev.agentgym.user;

import dev.agentgym.text.Polarity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a customer does with one turn.
public enum DialogueAct {
    /// They say what they came for.
    OPEN,
    /// They give a value that they know.
    INFORM,
    /// They say yes.
    AGREE,
    /// They say no.
    DECLINE,
    /// They say that they need nothing more, or goodbye.
    CLOSE,
    /// They thank.
    THANK,
    /// They ask something.
    ASK,
    /// Anything else: how it went, why they want it, that they understood.
    TELL;

    private static final Pattern CLOSING = Pattern.compile(
            "\\b(?:(?:that'?s|that is|that'?ll be|that will be|that would be|that was|that concludes|thats)(?: \\w+){0,2} (?:all|it|everything|for now|for today)|that'?s all|thats all|nothing (?:else|more|further)|no(?:thing)? (?:more|further)|all (?:good|set|done)|i'?m (?:good|done|all set|fine)|(?:good|have a|bye)\\W*(?:bye|good|great|nice|lovely)|bye|goodbye|take care|see you|have what i came for|no,? thanks?|no,? thank you)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AGREEING = Pattern.compile(
            "^\\W*(?:ok(?:ay)?|alright|all right|fine|yes|yeah|yep|yup|sure|go (?:ahead|right|for)|please do|do it|by all means|absolutely|of course|certainly|definitely|correct|that'?s (?:right|correct|fine|okay)|right|sounds good|perfect,? (?:go|please)|i agree|agreed|works for me|exactly|confirmed?|i confirm|let'?s do|whatever)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern THANKING = Pattern.compile(
            "\\b(?:thanks?|thank you|thx|cheers|appreciate|much obliged|grateful|great|lovely|amazing|perfect|awesome|excellent|wonderful|brilliant)\\b",
            Pattern.CASE_INSENSITIVE);

    /// The act of a turn.
    ///
    /// @param opens whether it is the first of its conversation, or the one in which they say what they came for
    /// @param informs whether it gives a value of the customer's
    public static DialogueAct of(String text, boolean opens, boolean informs) {
        if (opens) {
            return OPEN;
        }
        if (informs) {
            return INFORM;
        }
        if (CLOSING.matcher(text).find()) {
            return CLOSE;
        }
        return text.contains("?") ? ASK : answer(text);
    }

    private static DialogueAct answer(String text) {
        Optional<Boolean> answer = Polarity.answer(text);
        if (answer.isPresent()) {
            return answer.get() ? AGREE : DECLINE;
        }
        if (AGREEING.matcher(text).find()) {
            return AGREE;
        }
        return THANKING.matcher(text).find() ? THANK : TELL;
    }

    /// The spelling in JSON.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
