package dev.agentgym.user;

import dev.agentgym.task.Task;
import dev.agentgym.task.Turn;
import dev.agentgym.text.Sentences;
import dev.agentgym.text.Tokens;
import dev.agentgym.trace.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A visit in which somebody else finds the customer's words, and the ledger says what is wrong with them. Mutable,
/// for one thread.
///
/// Each turn goes the same way: [#hear] takes in what the agent said and tells what the logged customer would say;
/// [#fault] is asked of whatever may be said instead, as often as needed; [#say] takes in what was said in the end.
public final class GuardedVisit {

    /// Customers give a value at times after such words.
    private static final double SOMETIMES = 0.2;

    private static final Pattern ASKING = Pattern.compile(
            "\\?|\\b(?:please|provide|share|give|tell|confirm|need|require|may i|could you|can you|what)\\b",
            Pattern.CASE_INSENSITIVE);
    /// Parts of a name that do not tell what it is the name of.
    private static final Set<String> VAGUE = Tokens.contentStems("id number code name value key ref");

    private final Task task;
    private final String ownWords;
    private final Lessons lessons;
    private final LoggedVisit logged;
    private List<String> cue = List.of();
    private boolean opening = true;
    private boolean mayLeave;

    GuardedVisit(Task task, String ownWords, Lessons lessons, LoggedVisit logged) {
        this.task = task;
        this.ownWords = ownWords;
        this.lessons = lessons;
        this.logged = logged;
    }

    /// An independent visit in the same state.
    public GuardedVisit branch() {
        GuardedVisit branch = new GuardedVisit(task, ownWords, lessons, logged.branch());
        branch.cue = cue;
        branch.opening = opening;
        branch.mayLeave = mayLeave;
        return branch;
    }

    /// Takes in what the agent said last.
    ///
    /// @param conversation all that was said so far, oldest first
    /// @return what the logged customer would say, not yet said
    public Utterance hear(List<Message> conversation) {
        cue = Turn.unanswered(conversation);
        opening = conversation.stream().noneMatch(message -> message instanceof Message.User);
        Meaning meaning = Meaning.of(lessons.nearest(cue));
        Set<String> asked = new LinkedHashSet<>();
        meaning.asked().forEach((name, share) -> {
            if (share >= SOMETIMES) {
                asked.add(name);
            }
        });
        task.facts().stream()
                .filter(fact -> cue.stream().anyMatch(text -> asks(text, fact.name())))
                .forEach(fact -> asked.add(fact.name()));
        Utterance words = logged.answer(cue);
        logged.discretion().ask(asked);
        mayLeave = words.leaves() || logged.mayLeave(meaning);
        return words;
    }

    /// Whether a sentence asks, and names what is asked for: "your postcode please".
    private static boolean asks(String text, String name) {
        Set<String> wanted = new LinkedHashSet<>(Tokens.contentStems(name.replace('_', ' ')));
        wanted.removeAll(VAGUE);
        return !wanted.isEmpty()
                && Sentences.of(text).stream()
                        .filter(sentence -> ASKING.matcher(sentence).find())
                        .anyMatch(sentence -> Tokens.contentStems(sentence).containsAll(wanted));
    }

    /// What would be wrong with saying this now; empty where nothing is.
    public Optional<String> fault(Utterance proposed) {
        String text = proposed.text();
        if (text.isBlank() && !proposed.leaves()) {
            return Optional.of("says nothing and stays");
        }
        return logged.discretion()
                .fault(text)
                .or(() -> InCharacter.fault(text, task.persona(), ownWords, cue))
                .or(() -> proposed.leaves() && (opening || !mayLeave)
                        ? Optional.of("leaves before they got what they came for")
                        : Optional.empty());
    }

    /// Takes in what was said in the end, whoever found the words.
    public void say(Utterance said) {
        logged.commit(said);
    }
}
