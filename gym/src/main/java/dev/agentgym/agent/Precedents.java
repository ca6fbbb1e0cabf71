package dev.agentgym.agent;

import dev.agentgym.privacy.Privacy;
import dev.agentgym.text.Embedder;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Logged situations that ended well, found by how much they are like another one. Immutable once built; safe to
/// share.
///
/// This is in-context learning with demonstrations that are looked up anew for every decision. They are like the
/// moment and unlike each other: each next one has the highest `0.7 · likeness − 0.3 · greatest likeness to one
/// that was taken` (maximal marginal relevance, Carbonell and Goldstein 1998), which is halved where something else
/// was done; one of a conversation at most. Personal values are replaced by invented ones.
public final class Precedents {

    private static final int CANDIDATES = 60;
    private static final int COMPARED = 24;
    private static final double RELEVANCE = 0.7;
    private static final double OTHER_ACT = 0.5;
    private static final int CONTEXT = 4;
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final SituationIndex index;
    private final Likeness likeness;
    private final Embedder embedder;
    private final Map<String, float[]> meanings = new ConcurrentHashMap<>();
    private final Map<String, List<Message>> replaced = new ConcurrentHashMap<>();

    private Precedents(SituationIndex index, Embedder embedder) {
        this.index = index;
        this.likeness = new Likeness(embedder);
        this.embedder = embedder;
    }

    /// The situations of those conversations that ended well; where no log says how it ended, of those that did not
    /// fail.
    ///
    /// @param embedder compares situations by meaning
    public static Precedents of(List<Conversation> traces, Embedder embedder) {
        List<Conversation> successes = traces.stream()
                .filter(conversation -> conversation.outcome() == Outcome.SUCCESS)
                .toList();
        boolean known = traces.stream().anyMatch(conversation -> conversation.outcome() != Outcome.UNKNOWN);
        return new Precedents(SituationIndex.of(known ? successes : traces), embedder);
    }

    /// The situations to be shown to somebody who has to act now, the nearest first.
    ///
    /// @param messages the conversation so far
    /// @param allowed which conversations may be shown
    /// @param count how many at most
    /// @param tokens how many at most all together have, at a quarter of their characters; what does not fit any
    /// more is passed over
    public List<Precedent> near(List<Message> messages, Predicate<Conversation> allowed, int count, int tokens) {
        Moment now = Moment.of(messages);
        List<SituationIndex.Hit> hits = index.search(now, CANDIDATES).stream()
                .filter(hit -> allowed.test(hit.situation().conversation()))
                .limit(COMPARED)
                .toList();
        List<Likeness.Ranked> open = new ArrayList<>(likeness.of(now, hits));
        double best = open.stream().mapToDouble(Likeness.Ranked::score).max().orElse(1);
        List<Precedent> taken = new ArrayList<>();
        List<Situation> shown = new ArrayList<>();
        int left = tokens;
        while (taken.size() < count && !open.isEmpty()) {
            Likeness.Ranked next = next(open, best, shown);
            Precedent precedent = precedent(next);
            open.remove(next);
            if (precedent.tokens() <= left) {
                left -= precedent.tokens();
                taken.add(precedent);
                shown.add(next.situation());
                open.removeIf(each -> each.situation().conversation().id().equals(precedent.conversation()));
            }
        }
        return taken;
    }

    /// The first of equals.
    private Likeness.Ranked next(List<Likeness.Ranked> open, double best, List<Situation> shown) {
        Likeness.Ranked next = open.getFirst();
        double most = Double.NEGATIVE_INFINITY;
        for (Likeness.Ranked each : open) {
            double nearest = shown.stream()
                    .mapToDouble(other -> sameness(each.situation(), other))
                    .max()
                    .orElse(0);
            double value = RELEVANCE * each.score() / best - (1 - RELEVANCE) * nearest;
            if (value > most) {
                most = value;
                next = each;
            }
        }
        return next;
    }

    private double sameness(Situation one, Situation other) {
        double cosine = Embedder.cosine(meaning(one), meaning(other));
        return tools(one).equals(tools(other)) ? cosine : OTHER_ACT * cosine;
    }

    private static List<String> tools(Situation situation) {
        return situation.calls().stream().map(ToolCall::name).toList();
    }

    /// What was said last and what was done then.
    private float[] meaning(Situation situation) {
        return meanings.computeIfAbsent(
                situation.label(),
                label -> embedder.embed(Moment.of(situation.before()).said() + "\n" + kind(situation)));
    }

    private static String kind(Situation situation) {
        return situation.calls().isEmpty() ? situation.words() : String.join(" ", tools(situation));
    }

    private Precedent precedent(Likeness.Ranked ranked) {
        Situation situation = ranked.situation();
        Conversation conversation = situation.conversation();
        List<Message> messages = replaced.computeIfAbsent(
                conversation.id(),
                id -> Privacy.perConversation().pseudonyms().apply(conversation).messages());
        return new Precedent(conversation.id(), situation.position(), tools(situation), excerpt(messages, situation));
    }

    /// What the customer came for, what happened just before, and what the agent did.
    private static String excerpt(List<Message> messages, Situation situation) {
        int from = Math.max(0, situation.position() - CONTEXT);
        List<Message> near = messages.subList(from, situation.end());
        int first = 0;
        while (first < from && !(messages.get(first) instanceof Message.User)) {
            first++;
        }
        return first < from
                ? Transcript.of(messages.subList(first, first + 1)) + "\n…\n" + Transcript.of(near)
                : Transcript.of(near);
    }

    /// A situation that ended well.
    ///
    /// @param conversation the id of the log
    /// @param position the index of the message with which the agent acted
    /// @param tools what it called then; empty where it spoke
    /// @param text an excerpt as a model reads it, personal values replaced
    public record Precedent(String conversation, int position, List<String> tools, String text) {

        /// Copies the list.
        public Precedent {
            tools = List.copyOf(tools);
        }

        /// About how many tokens its text has: a quarter of its characters.
        public int tokens() {
            return Math.ceilDiv(text.length(), CHARACTERS_PER_TOKEN);
        }
    }
}
