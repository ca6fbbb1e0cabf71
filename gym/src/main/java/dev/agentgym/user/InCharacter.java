package dev.agentgym.user;

import dev.agentgym.task.Persona;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether words are those of a customer: not of an agent, of whoever plays the customer, or of a program.
/// Stateless.
///
/// What the customer says in their own log is never out of character.
final class InCharacter {

    private static final int LEAST_WORDS = 60;
    private static final int MANY_TIMES = 5;
    private static final int LONG_ENOUGH = 20;

    private static final Pattern PLAYER = Pattern.compile(
            String.join(
                    "|",
                    "\\bas an? (?:ai|artificial|large language|language model|chat ?bot)\\b",
                    "\\bi(?:'m| am) (?:just |only )?an? (?:ai|artificial|large language|language model|chat ?bot|simulat\\w*|virtual)\\b",
                    "\\b(?:language model|simulated (?:customer|user)|role-?play\\w*|stay(?:ing)? in character)\\b",
                    "\\bmy (?:instructions|prompt|persona|ledger|role)\\b",
                    "\\bthe (?:customer|user) (?:says|would|wants|should|then|replies|leaves)\\b"),
            Pattern.CASE_INSENSITIVE);

    private static final Pattern AGENT = Pattern.compile(
            String.join(
                    "|",
                    "\\bhow (?:can|may) i (?:help|assist)\\b",
                    "\\banything else i can (?:help|do|assist)\\b",
                    "\\bthank you for (?:calling|contacting|reaching out|your patience)\\b",
                    "\\bi(?:'ll| will) (?:transfer|connect|forward) you\\b",
                    "\\blet me (?:check|look up|pull up|verify) (?:your|that for you|this for you)\\b",
                    "\\bi(?:'ve| have) (?:now |just |successfully )*(?:processed|cancell?ed|refunded|issued|updated|booked|upgraded"
                            + "|verified|located) (?:your|the)\\b"),
            Pattern.CASE_INSENSITIVE);

    private static final Pattern MARKUP = Pattern.compile(
            "^\\s*[{\\[<]|```|<\\|?/?\\w+\\|?>|^\\s*(?:customer|user|agent|assistant|system)\\s*:|^\\s*[*(].*[*)]\\s*$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private InCharacter() {}

    /// What would be out of character in saying this; empty where nothing is.
    ///
    /// @param ownWords all that the customer says in their log
    /// @param cue what the agent said last
    static Optional<String> fault(String text, Persona persona, String ownWords, List<String> cue) {
        return found(text, PLAYER, ownWords, "speaks of their role")
                .or(() -> found(text, AGENT, ownWords, "speaks as the agent"))
                .or(() -> found(text, MARKUP, ownWords, "writes markup"))
                .or(() -> echo(text, cue))
                .or(() -> tooLong(text, persona, ownWords));
    }

    private static Optional<String> found(String text, Pattern pattern, String ownWords, String what) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group().strip())
                .filter(words -> !ownWords.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(words -> what + ": \"" + words + "\"");
    }

    private static Optional<String> echo(String text, List<String> cue) {
        String said = text.strip();
        boolean echoes = said.length() >= LONG_ENOUGH
                && cue.stream()
                        .anyMatch(heard -> heard.toLowerCase(Locale.ROOT).contains(said.toLowerCase(Locale.ROOT)));
        return echoes ? Optional.of("says the agent's words again") : Optional.empty();
    }

    private static Optional<String> tooLong(String text, Persona persona, String ownWords) {
        int words = text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
        boolean isTooLong = words > Math.max(LEAST_WORDS, MANY_TIMES * persona.words()) && !ownWords.contains(text);
        return isTooLong ? Optional.of("says " + words + " words at once") : Optional.empty();
    }
}
