package dev.agentgym.llm.optimize;

import dev.agentgym.environment.Seeds;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.llm.optimize.Lab.Witness;
import dev.agentgym.trace.Message;
import java.util.List;
import java.util.stream.Collectors;

/// Asks the reflecting model for words. Stateless.
final class Reflection {

    private static final int TRIES = 3;
    private static final int LONGEST_TRANSCRIPT = 3000;
    private static final int SECTION_TOKENS = 2048;
    private static final String FENCE = "```";

    private static final String FORM = """
            Answer with the new text of the section between %s and %s, and nothing else between them. Keep what works,
            be short, write rules that hold for all customers: no names, numbers or orders of single ones.
            """.formatted(FENCE, FENCE);

    private Reflection() {}

    /// A section rewritten after what went wrong in rollouts.
    static String rewritten(Lab lab, String section, String text, List<Witness> seen, int purpose) {
        String records = seen.stream().map(Reflection::record).collect(Collectors.joining("\n\n"));
        return unfenced(ask(lab, """
                An agent that serves customers works by a prompt. Its section "%s" reads:
                %s
                %s
                %s

                What the agent did with it, and what the judge says of each conversation:

                %s

                Write the section anew so that such conversations go better.
                %s""".formatted(section, FENCE, text, FENCE, records, FORM), purpose));
    }

    /// Another way to put a section, from what tasks are like and how the start fared.
    static String proposed(Lab lab, String section, String text, List<Witness> seen, String tip, int purpose) {
        String records =
                seen.stream().map(each -> "- " + each.outcome().feedback()).collect(Collectors.joining("\n"));
        return unfenced(ask(lab, """
                An agent that serves customers works by a prompt. Its section "%s" reads:
                %s
                %s
                %s

                What the judge said of some of its conversations:
                %s

                Propose another text for the section. %s
                %s""".formatted(section, FENCE, text, FENCE, records, tip, FORM), purpose));
    }

    /// A rule from two rollouts of one task, of which one went better.
    static String rule(Lab lab, Witness best, Witness worst, int purpose) {
        return unfenced(ask(lab, """
                The same agent played the same task twice.

                The better conversation:
                %s

                The worse conversation:
                %s

                Write one or two sentences of advice that make the agent do what the better one did whenever such a task
                comes. Answer with the advice between %s and %s.
                """.formatted(record(best), record(worst), FENCE, FENCE), purpose));
    }

    private static String record(Witness seen) {
        String transcript = seen.outcome().transcript();
        return "Conversation (reward " + Math.round(seen.score() * 100) / 100.0 + "):\n"
                + (transcript.length() > LONGEST_TRANSCRIPT
                        ? transcript.substring(0, LONGEST_TRANSCRIPT) + "…"
                        : transcript)
                + "\nFeedback: " + seen.outcome().feedback();
    }

    private static String ask(Lab lab, String question, int purpose) {
        long seed = Seeds.of(Seeds.of(lab.problem().settings().seed(), lab.state().step), purpose);
        Sampling sampling =
                Sampling.DEFAULT.temperature(1).maxTokens(SECTION_TOKENS).drawn(seed);
        lab.state().reflections++;
        for (int attempt = 0; ; attempt++) {
            try {
                return lab.problem()
                        .reflection()
                        .complete(Request.of(List.of(Message.User.says(question)), sampling)
                                .again(attempt))
                        .text();
            } catch (ModelException e) {
                if (e.failure() instanceof Failure.BudgetSpent) {
                    throw new SearchStopped(true, String.valueOf(e.getMessage()));
                }
                if (attempt + 1 == TRIES) {
                    throw new SearchStopped(false, "the reflecting model failed: " + e.getMessage());
                }
            }
        }
    }

    /// What stands between the first and the last fence, or all of it; without the word that may stand behind a
    /// fence.
    private static String unfenced(String answer) {
        int first = answer.indexOf(FENCE);
        int last = answer.lastIndexOf(FENCE);
        if (first < 0 || last <= first) {
            return answer.strip();
        }
        String inside = answer.substring(first + FENCE.length(), last);
        return inside.replaceFirst("^(text|markdown|md)?\\s*\\n", "").strip();
    }
}
