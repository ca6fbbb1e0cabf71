package dev.agentgym.agent;

import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.text.Embedder;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An agent that needs no model: it finds the logged situations most like this one, does what worked there, and
/// fills it with this customer's values. Immutable and safe to share.
///
/// Candidates come from an index of all situations in which the same thing had just happened; they are ranked by
/// their words, by the meaning of what the customer said last, and by whether the same had been done before. The
/// first whose calls or words can be filled wholly from this conversation is taken, so no value of a logged
/// customer ever reaches another.
public final class GroundedAgent implements Agent {

    private static final int CANDIDATES = 40;

    private final SituationIndex index;
    private final ArgumentHabits habits;
    private final CommonWords common;
    private final Likeness likeness;
    private final Consensus consensus;

    private GroundedAgent(SituationIndex index, ArgumentHabits habits, CommonWords common, Embedder embedder) {
        this.index = index;
        this.habits = habits;
        this.common = common;
        this.likeness = new Likeness(embedder);
        this.consensus = new Consensus(embedder);
    }

    /// An agent that follows these logs.
    ///
    /// @param embedder compares what customers say by meaning
    public static GroundedAgent of(List<Conversation> traces, Embedder embedder) {
        return new GroundedAgent(
                SituationIndex.of(traces), ArgumentHabits.of(traces), CommonWords.of(traces), embedder);
    }

    @Override
    public String name() {
        return "grounded";
    }

    @Override
    public Action next(Observation observation) {
        Moment now = Moment.of(observation.messages());
        Values here = new Values(observation.messages());
        String missing = "";
        for (Likeness.Ranked candidate : rank(now, index.search(now, CANDIDATES))) {
            Attempt attempt = attempt(candidate, observation, here);
            if (attempt.action().isPresent()) {
                return attempt.action().get();
            }
            missing = missing.isEmpty() ? attempt.missing() : missing;
        }
        return ask(missing);
    }

    /// What came of following a situation: an action, or the argument for which this conversation has no value.
    private record Attempt(Optional<Action> action, String missing) {}

    /// Orders candidates by likeness, and by how many of the others, by their weight, do the same: one odd log must
    /// not outweigh what most people did here.
    private List<Likeness.Ranked> rank(Moment now, List<SituationIndex.Hit> hits) {
        return consensus.of(likeness.of(now, hits));
    }

    private Attempt attempt(Likeness.Ranked candidate, Observation observation, Values here) {
        Situation then = candidate.situation();
        Values logged = new Values(then.before());
        String because = "as in " + then.label();
        return then.calls().isEmpty()
                ? speak(then.words(), observation, new Wording(logged, here, common), because)
                : call(
                        then.calls(),
                        observation,
                        filling(logged, then.before(), here, observation.messages()),
                        because);
    }

    private ArgumentFilling filling(Values logged, List<Message> before, Values here, List<Message> messages) {
        return new ArgumentFilling(logged, here, said(before), said(messages).reversed(), habits);
    }

    private static List<String> said(List<Message> messages) {
        return messages.stream()
                .filter(Message.User.class::isInstance)
                .map(message -> message.text().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Attempt speak(String reply, Observation observation, Wording wording, String because) {
        Optional<String> text = wording.fill(reply).filter(said -> !saidJustNow(said, observation));
        return new Attempt(text.map(said -> new Action.Say(said, because)), "");
    }

    private static boolean saidJustNow(String text, Observation observation) {
        return observation.messages().stream()
                .anyMatch(message ->
                        message instanceof Message.Assistant && message.text().equals(text));
    }

    private static Attempt call(
            List<ToolCall> calls, Observation observation, ArgumentFilling filling, String because) {
        List<ToolCall> filled = new ArrayList<>();
        long made = observation.messages().stream()
                .mapToLong(message -> message.toolCalls().size())
                .sum();
        for (ToolCall call : calls) {
            Optional<ToolCall> here = filling.fill(call, "call_" + (made + filled.size() + 1));
            if (here.isEmpty()) {
                return new Attempt(Optional.empty(), filling.missing(call).orElse(""));
            }
            filled.add(here.get());
        }
        if (Moment.repeats(observation.messages(), filled)) {
            return new Attempt(Optional.empty(), "");
        }
        return new Attempt(Optional.of(new Action.CallTools(filled, because)), "");
    }

    /// No situation can be followed: ask for what a call lacked, or hand over honestly.
    private static Action ask(String missing) {
        if (missing.isEmpty()) {
            return new Action.Say(
                    "I'm sorry, I can't help with that myself. Could you tell me a little more about what you need?",
                    "no logged situation fits");
        }
        String words = missing.replaceAll("[_.\\[\\]]+", " ")
                .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
                .strip();
        return new Action.Say(
                "Could you please give me your " + words.toLowerCase(Locale.ROOT) + "?",
                "the calls that fit best need " + missing);
    }
}
