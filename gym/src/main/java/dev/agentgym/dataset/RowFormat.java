package dev.agentgym.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes the rows of one format. Immutable.
sealed interface RowFormat {

    /// Makes rows of one conversation.
    non-sealed interface OfConversation extends RowFormat {

        /// Why a conversation cannot become a row; empty where it can, which is so unless a format says otherwise.
        default Optional<String> refuses(Sample sample) {
            return Optional.empty();
        }

        /// The rows of a conversation.
        ///
        /// @param number how many conversations became rows before
        List<ObjectNode> rows(Sample sample, int number);
    }

    /// Makes rows of the conversations of one task.
    non-sealed interface OfSiblings extends RowFormat {

        /// Why a conversation cannot be one of them; empty where it can.
        Optional<String> refuses(Sample sample);

        /// The rows of siblings.
        List<ObjectNode> rows(List<Sample> siblings);
    }

    /// Makes a row of how a task begins.
    non-sealed interface OfPrompt extends RowFormat {

        /// The row.
        ///
        /// @param index how many rows stand before it in its file
        ObjectNode row(Prompt prompt, int index);
    }

    /// The one object that a file is, where its rows are a list in it.
    ///
    /// @param list the field in which the rows stand
    /// @param others the other fields, for the ids of the tasks in the rows
    record Envelope(String list, Function<Collection<String>, ObjectNode> others) {}

    /// What stands around the rows of a file; empty where they stand alone.
    default Optional<Envelope> envelope() {
        return Optional.empty();
    }

    /// What of a conversation may not be learned from, or has nothing to learn.
    static Optional<String> untrainable(Sample sample) {
        return sample.spoiled()
                .or(() -> sample.lines().stream().anyMatch(Line::trained)
                        ? Optional.empty()
                        : Optional.of("the agent says nothing that could be trained on"));
    }

    /// The format of a target.
    ///
    /// @throws DatasetException when the target has no rows of that kind
    static RowFormat of(Target target, RowKind kind, RowContext context, Pairs pairs) {
        if (!target.kinds().contains(kind)) {
            throw new DatasetException(target.label() + " has no " + kind.label() + "; it has "
                    + String.join(
                            ", ", target.kinds().stream().map(RowKind::label).toList()));
        }
        return switch (target) {
            case TRL_SFT -> new ConversationRows(context, "messages", true);
            case TRL_DPO -> new PairRows(context, pairs, true);
            case TRL_KTO -> new TurnRows(context);
            case TRL_GRPO -> new TrlPrompts(context);
            case VERL -> new VerlPrompts(context);
            case OPENRLHF ->
                switch (kind) {
                    case CONVERSATIONS -> new ConversationRows(context, "input", false);
                    case PAIRS -> new PairRows(context, pairs, false);
                    case PROMPTS -> new OpenRlhfPrompts(context);
                };
            case PRIME_RL -> new VerifiersEpisodes(context);
            case SKYRL -> new SkyRlPrompts(context);
            case NEMO_GYM -> kind == RowKind.PROMPTS ? new NemoPrompts(context) : new NemoRollouts(context);
            case ART -> new ArtGroups(context);
            case TAU2 -> new Tau2Simulations(context);
            case OTEL -> new OtelSpans(context);
        };
    }
}
