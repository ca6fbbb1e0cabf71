package dev.agentgym.bench;

import dev.agentgym.reward.Ended;
import dev.agentgym.reward.Expectation;
import dev.agentgym.reward.RewardLearning;
import dev.agentgym.text.Fact;
import dev.agentgym.text.FactKind;
import dev.agentgym.text.Facts;
import dev.agentgym.tool.Strictness;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.trace.ToolCall;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes episodes of logged conversations: their own calls with the true answers, and what other conversations
/// about the same task show that they had to bring about. Never the conversation itself.
final class LoggedEpisodes {

    private final World world;
    private final ToolMocker tools;
    private final Map<String, List<Conversation>> successes = new LinkedHashMap<>();

    /// @param references conversations of which the successful ones show what is right
    LoggedEpisodes(World world, List<Conversation> references) {
        this.world = world;
        this.tools = new ToolMocker(world, new TierAccuracy(Map.of()));
        references.stream()
                .filter(conversation -> conversation.outcome() == Outcome.SUCCESS)
                .forEach(conversation -> successes
                        .computeIfAbsent(task(conversation), any -> new ArrayList<>())
                        .add(conversation));
    }

    static String task(Conversation conversation) {
        return conversation.metadata().path("task_id").asText();
    }

    World world() {
        return world;
    }

    /// The tools that may change something.
    Set<String> writers() {
        return world.changing();
    }

    /// Successful conversations about the same, but for this one.
    List<Conversation> siblings(Conversation conversation) {
        return task(conversation).isEmpty()
                ? List.of()
                : successes.getOrDefault(task(conversation), List.of()).stream()
                        .filter(other -> !other.id().equals(conversation.id()))
                        .toList();
    }

    RewardLearning.Logged logged(Conversation conversation, String group) {
        return new RewardLearning.Logged(conversation, ended(conversation), group);
    }

    /// The conversation as an episode; empty where no other one about the same ended well.
    Optional<Ended> ended(Conversation conversation) {
        List<Conversation> models = siblings(conversation);
        return models.isEmpty() ? Optional.empty() : Optional.of(ended(conversation, expectation(models)));
    }

    /// The conversation as an episode that has to bring about what it does itself.
    Ended own(Conversation conversation) {
        return ended(conversation, expectation(List.of(conversation)));
    }

    private Ended ended(Conversation conversation, Expectation expectation) {
        ToolSession start = tools.session(Strictness.ABSTAIN);
        conversation.startedAt().ifPresent(start::at);
        ToolSession end = start.branch();
        end.observe(conversation, conversation.messages().size());
        return new Ended(conversation, expectation, start, end, 0);
    }

    private Expectation expectation(List<Conversation> models) {
        Conversation model = models.getFirst();
        return new Expectation(
                calls(model, true),
                models.stream().skip(1).map(other -> calls(other, true)).toList(),
                calls(model, false),
                told(models));
    }

    private List<ToolCall> calls(Conversation conversation, boolean writing) {
        return conversation.exchanges().stream()
                .filter(Exchange::isAccepted)
                .map(Exchange::call)
                .filter(call -> world.mayChange(call.name()) == writing)
                .toList();
    }

    /// What a tool said, the customer did not, and the agents of all of these conversations passed on; of one alone
    /// nobody knows what mattered.
    private static List<String> told(List<Conversation> models) {
        if (models.size() < 2) {
            return List.of();
        }
        Conversation model = models.getFirst();
        Facts tools = Facts.of(said(model, Message.Tool.class));
        Facts customer = Facts.of(said(model, Message.User.class));
        List<Facts> others = models.stream()
                .skip(1)
                .map(other -> Facts.of(said(other, Message.Assistant.class)))
                .toList();
        return Facts.of(said(model, Message.Assistant.class)).all().stream()
                .filter(LoggedEpisodes::isTelling)
                .filter(fact -> tools.confirm(fact) && !customer.confirm(fact))
                .filter(fact -> others.stream().allMatch(other -> other.confirm(fact)))
                .map(Fact::surface)
                .distinct()
                .toList();
    }

    private static boolean isTelling(Fact fact) {
        return fact.kind() == FactKind.MONEY || fact.kind() == FactKind.PERCENTAGE;
    }

    private static String said(Conversation conversation, Class<? extends Message> who) {
        return conversation.messages().stream()
                .filter(who::isInstance)
                .map(Message::text)
                .collect(Collectors.joining("\n"));
    }
}
