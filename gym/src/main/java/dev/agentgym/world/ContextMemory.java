package dev.agentgym.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What one session was told so far, as questions about its past see it. Mutable, for one thread.
///
/// Most sessions are never asked: answers are taken apart when the first question comes.
final class ContextMemory {

    private static final int MANY = 3;
    /// Between a call and a part of its answer.
    static final String OF = " -> ";

    private final ContextCalls calls;
    private final ContextInterest interest;
    private final SortedMap<String, Shown> shown;
    private final Map<String, Made> made;
    private final List<String> changes;
    private final List<Unread> unread = new ArrayList<>();
    private String last;
    private int time;
    private boolean doubtful;
    private boolean usedGuess;

    /// A part's last value, how many changing calls there were before, how many calls, and whether it is a guess.
    private record Shown(String value, int changes, int time, boolean guess) {}

    /// How often a call was made, and when last.
    private record Made(int times, int time) {}

    /// An answer that is still to be taken apart; absent for a call whose answer nobody knows.
    private record Unread(
            String tool, ObjectNode arguments, Optional<JsonNode> answer, boolean isError, boolean guess) {}

    ContextMemory(ContextCalls calls, ContextInterest interest) {
        this(calls, interest, new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), "", 0);
    }

    private ContextMemory(
            ContextCalls calls,
            ContextInterest interest,
            SortedMap<String, Shown> shown,
            Map<String, Made> made,
            List<String> changes,
            String last,
            int time) {
        this.calls = calls;
        this.interest = interest;
        this.shown = shown;
        this.made = made;
        this.changes = changes;
        this.last = last;
        this.time = time;
    }

    ContextMemory copy() {
        ContextMemory copy = new ContextMemory(
                calls, interest, new TreeMap<>(shown), new TreeMap<>(made), new ArrayList<>(changes), last, time);
        copy.doubtful = doubtful;
        copy.unread.addAll(unread);
        return copy;
    }

    /// Whether a call was made that may have changed what was shown, nobody knows how.
    boolean isDoubtful() {
        read();
        return doubtful;
    }

    /// Takes in a call and its true answer.
    void observe(String tool, ObjectNode arguments, JsonNode answer, boolean isError) {
        observe(tool, arguments, answer, isError, false);
    }

    /// Takes in a call and its answer.
    void observe(String tool, ObjectNode arguments, JsonNode answer, boolean isError, boolean guess) {
        unread.add(new Unread(tool, arguments, Optional.of(answer), isError, guess));
    }

    /// Takes in a call whose answer nobody knows.
    void doubt(String tool, ObjectNode arguments) {
        unread.add(new Unread(tool, arguments, Optional.empty(), false, false));
    }

    private void read() {
        unread.forEach(this::read);
        unread.clear();
    }

    private void read(Unread seen) {
        String call = calls.name(seen.tool, seen.arguments);
        make(call);
        forget(call);
        seen.answer.ifPresentOrElse(
                answer -> read(call, answer, seen),
                () -> doubtful |= calls.changers().contains(call));
    }

    private void read(String call, JsonNode answer, Unread seen) {
        String whole = own(call, "");
        if (interest.has(whole)) {
            put(whole, seen.isError + " " + Json.canonical(answer), seen.guess);
        }
        if (!seen.isError) {
            AnswerParts.values(answer, interest::hasField).forEach((part, value) -> {
                put(own(call, part), value, seen.guess);
                put(part, value, seen.guess);
            });
        }
    }

    private void make(String call) {
        time++;
        last = call;
        made.merge(call, new Made(1, time), (before, now) -> new Made(before.times + 1, time));
        if (calls.changers().contains(call)) {
            changes.add(call);
        }
    }

    private void forget(String call) {
        String prefix = own(call, "");
        Iterator<String> parts = shown.tailMap(prefix).keySet().iterator();
        while (parts.hasNext() && parts.next().startsWith(prefix)) {
            parts.remove();
        }
    }

    private void put(String part, String value, boolean guess) {
        shown.put(part, new Shown(value, changes.size(), time, guess));
    }

    static String own(String call, String part) {
        return call + OF + part;
    }

    /// The answer to a question about the past; empty where the session does not tell.
    ///
    /// @param call the call whose answer is wanted
    String value(ContextQuestion question, ContextCall call) {
        read();
        return switch (question) {
            case ContextQuestion.Asked() -> call.name();
            case ContextQuestion.Written() -> call.written();
            case ContextQuestion.Beside(String part) -> call.begun().getOrDefault(part, "");
            case ContextQuestion.Last() -> last;
            case ContextQuestion.Value(String part) -> {
                Shown known = used(part);
                yield known == null ? "" : known.value;
            }
            case ContextQuestion.Fresh(String part) -> {
                Shown known = used(part);
                yield known == null ? "" : fresh(known);
            }
            case ContextQuestion.Segment(String part, String segment) -> {
                Shown known = used(part);
                yield known != null && AnswerParts.split(known.value).contains(segment) ? "shown" : "";
            }
            case ContextQuestion.Times(String other) -> {
                Made before = made.get(other);
                yield before == null ? "" : Integer.toString(Math.min(MANY, before.times));
            }
            case ContextQuestion.Since(String other) -> {
                Made before = made.get(other);
                Made own = made.get(call.name());
                yield before != null && own != null && before.time > own.time ? "since" : "";
            }
        };
    }

    /// What a part showed last, if none of these calls was made since and none is asked for.
    Optional<String> kept(String part, Set<String> changers, ContextCall call) {
        read();
        Shown known = used(part);
        return known == null
                        || changers.contains(call.name())
                        || changers.stream().anyMatch(other -> isSince(other, known))
                ? Optional.empty()
                : Optional.of(known.value);
    }

    private @Nullable Shown used(String part) {
        Shown known = shown.get(part);
        usedGuess |= known != null && known.guess;
        return known;
    }

    /// Whether a guess answered a question since this was last asked.
    boolean usedGuess() {
        boolean used = usedGuess;
        usedGuess = false;
        return used;
    }

    private boolean isSince(String call, Shown known) {
        Made last = made.get(call);
        return last != null && last.time > known.time;
    }

    private String fresh(Shown known) {
        return known.changes == changes.size() ? known.value : known.value + " before " + changes.getLast();
    }

    /// Every question whose answer the session tells.
    void questions(ContextCall call, BiConsumer<ContextQuestion, String> visitor) {
        read();
        visitor.accept(new ContextQuestion.Asked(), call.name());
        visitor.accept(new ContextQuestion.Written(), call.written());
        shown.forEach((part, known) -> {
            visitor.accept(new ContextQuestion.Fresh(part), fresh(known));
            visitor.accept(new ContextQuestion.Value(part), known.value);
            List<String> segments = AnswerParts.split(known.value);
            if (segments.size() > 1) {
                segments.forEach(segment -> visitor.accept(new ContextQuestion.Segment(part, segment), "shown"));
            }
        });
        made.forEach((other, before) -> {
            visitor.accept(new ContextQuestion.Times(other), Integer.toString(Math.min(MANY, before.times)));
            ContextQuestion since = new ContextQuestion.Since(other);
            if (!value(since, call).isEmpty()) {
                visitor.accept(since, "since");
            }
        });
        visitor.accept(new ContextQuestion.Last(), last);
    }
}
