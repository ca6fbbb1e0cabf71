package dev.agentgym.llm.user;

import dev.agentgym.llm.ModelException;
import dev.agentgym.trace.Message;
import dev.agentgym.user.GuardedVisit;
import dev.agentgym.user.Utterance;
import dev.agentgym.user.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One visit of a customer whose words a model finds. Mutable, for one thread.
final class ModelVisit implements Visit {

    private static final String OFF_SCHEMA = "is not {\"say\": TEXT, \"leave\": BOOLEAN}";

    private final Speaker speaker;
    private final GuardedVisit guard;
    private final String name;
    private final int repairs;
    private boolean gone;

    ModelVisit(Speaker speaker, GuardedVisit guard, String name, int repairs) {
        this.speaker = speaker;
        this.guard = guard;
        this.name = name;
        this.repairs = repairs;
    }

    @Override
    public Visit branch() {
        ModelVisit branch = new ModelVisit(speaker, guard.branch(), name, repairs);
        branch.gone = gone;
        return branch;
    }

    @Override
    public Utterance next(List<Message> conversation) {
        Utterance logged = guard.hear(conversation);
        if (gone) {
            return new Utterance("", true, Optional.empty());
        }
        Utterance said = found(conversation, logged);
        guard.say(said);
        gone = said.leaves();
        return said;
    }

    private Utterance found(List<Message> conversation, Utterance logged) {
        List<Speaker.Refused> refused = new ArrayList<>();
        try {
            while (refused.size() <= repairs) {
                Speaker.Proposal proposal = speaker.propose(conversation, refused);
                Optional<String> fault = proposal.utterance().map(guard::fault).orElse(Optional.of(OFF_SCHEMA));
                if (fault.isEmpty()) {
                    return explained(proposal.utterance().orElseThrow(), refused);
                }
                refused.add(new Speaker.Refused(proposal.text(), fault.get()));
            }
        } catch (ModelException e) {
            // Nobody can tell what the customer would have said: the episode ends here, and is not the agent's fault.
            return new Utterance("", true, Optional.of(name + " did not answer: " + e.getMessage()));
        }
        return logged.because("the logged customer speaks, because " + name + " " + reasons(refused));
    }

    private static Utterance explained(Utterance said, List<Speaker.Refused> refused) {
        return refused.isEmpty() ? said : said.because("said otherwise at first, which " + reasons(refused));
    }

    private static String reasons(List<Speaker.Refused> refused) {
        return refused.stream().map(Speaker.Refused::reason).distinct().collect(Collectors.joining("; "));
    }
}
