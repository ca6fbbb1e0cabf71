package dev.agentgym.llm.judge;

import java.util.List;
import java.util.Map;

/// What a judge is asked, one question for each of the reward's named parts. Immutable.
///
/// @param criteria in the order in which they are asked
public record Rubric(List<Criterion> criteria) {

    /// The best mark; 0 is the worst.
    public static final int BEST = 4;

    /// The mark of a question that has nothing to look at.
    static final int DOES_NOT_APPLY = -1;

    /// What a question is about.
    public enum Scope {
        /// Every reply and conversation.
        ALL,
        /// Whole conversations.
        EPISODE,
        /// A reply where another one was expected.
        REPLY
    }

    /// One question.
    ///
    /// @param part the name of the reward's part that looks at the same
    /// @param weight its share of the total
    /// @param scope where it is asked
    /// @param question what is asked
    public record Criterion(String part, double weight, Scope scope, String question) {}

    private static final List<Criterion> QUESTIONS = List.of(
            question("end_state", Scope.EPISODE, """
                    Did the agent bring about what the customer came for, and change nothing else? Go by accepted calls \
                    and what tools answered, never by what the agent says of them."""),
            question("communicated", Scope.EPISODE, """
                    Was the customer told all that they had to know: amounts, dates, numbers, names? -1 where nothing \
                    had to be told."""),
            question("tool_use", Scope.EPISODE, """
                    Were the needed tools called, once each, with values that somebody had given, and not refused? -1 \
                    where none was needed or called."""),
            question(
                    "deeds",
                    Scope.EPISODE,
                    "Does an accepted call stand behind every deed that the agent claims? -1 where none is claimed."),
            question("semantic_similarity", Scope.REPLY, "Does the reply mean what the expected reply means?"),
            question("facts", Scope.REPLY, """
                    Are amounts, dates, numbers and names those of the expected reply? -1 where neither has any."""),
            question("answers", Scope.ALL, """
                    Does the agent answer what the customer asked, rather than apologise, stall, ask back or hand the \
                    words back?"""),
            question(
                    "grounding",
                    Scope.ALL,
                    "Does every fact that the agent states stand in the conversation or in a tool's answer?"),
            question("tool_agreement", Scope.ALL, """
                    Does what the agent says agree with what the tools answered? -1 where no tool answered."""),
            question("repetition", Scope.ALL, "Does the agent say things once?"),
            question("tone", Scope.ALL, "Is the agent polite and calm?"),
            question("language", Scope.ALL, "Does the agent write in the customer's language?"),
            question("length", Scope.ALL, "Are the replies as long as they have to be, and no longer?"));

    /// Copies the list.
    public Rubric {
        criteria = List.copyOf(criteria);
    }

    private static Criterion question(String part, Scope scope, String question) {
        return new Criterion(part, 0, scope, question);
    }

    /// The standard questions, each with the weight that its part has in a reward.
    ///
    /// @param weights by part, as `RewardFunction.weights()` has them; parts without a weight are not asked about
    public static Rubric weighted(Map<String, Double> weights) {
        return new Rubric(QUESTIONS.stream()
                .filter(each -> weights.getOrDefault(each.part(), 0.0) > 0)
                .map(each -> new Criterion(
                        each.part(), weights.getOrDefault(each.part(), 0.0), each.scope(), each.question()))
                .toList());
    }

    /// The questions that are asked of an exhibit.
    List<Criterion> of(Exhibit exhibit) {
        Scope scope = exhibit.expectedReply().isPresent() ? Scope.REPLY : Scope.EPISODE;
        return criteria.stream()
                .filter(each -> each.scope() == Scope.ALL || each.scope() == scope)
                .toList();
    }
}
