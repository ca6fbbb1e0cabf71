package dev.agentgym;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.agent.AgentProvider;
import dev.agentgym.agent.ApologeticAgent;
import dev.agentgym.agent.GroundedAgent;
import dev.agentgym.agent.Instructable;
import dev.agentgym.agent.LoggedAgent;
import dev.agentgym.agent.NullAgent;
import dev.agentgym.agent.Precedents;
import dev.agentgym.agent.RandomAgent;
import dev.agentgym.environment.EpisodeSetting;
import dev.agentgym.environment.Rules;
import dev.agentgym.task.Task;
import dev.agentgym.task.TaskMiner;
import dev.agentgym.text.MiniLmEmbedder;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Lazy;
import dev.agentgym.trace.Message;
import dev.agentgym.user.LoggedCustomer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a gym needs to play episodes, made when it is first asked for. Safe to share between threads.
final class Episodes {

    private final Gym gym;
    private final Lazy<Map<String, Conversation>> byId;
    private final Lazy<LoggedCustomer> customer;
    private final Lazy<Agent> grounded;
    private final Lazy<Precedents> precedents;
    private final Lazy<Kinship> kinship;
    private final Lazy<String> policy;

    Episodes(Gym gym) {
        this.gym = gym;
        this.byId = new Lazy<>(() -> EpisodeSetting.byId(gym.traces()));
        this.customer = new Lazy<>(() -> LoggedCustomer.of(gym.traces(), gym.tasks()));
        this.grounded = new Lazy<>(() -> GroundedAgent.of(toLearnFrom(), MiniLmEmbedder.shared()));
        this.precedents =
                new Lazy<>(() -> Precedents.of(without(TaskMiner.tested(gym.traces())), MiniLmEmbedder.shared()));
        this.kinship = new Lazy<>(() -> Kinship.of(gym.traces(), gym.tasks()));
        this.policy = new Lazy<>(this::induced);
    }

    EpisodeSetting setting(Rules rules) {
        return new EpisodeSetting(
                byId.get(),
                gym.toolMocker(),
                gym.world().declarations(),
                customer.get(),
                gym.rewardFunction()::judge,
                rules,
                InstantSource.system());
    }

    /// The customers of the tasks.
    LoggedCustomer customer() {
        return customer.get();
    }

    /// An agent that has read the log of a test task knows its answer. A gym without anything else is all it has.
    private List<Conversation> toLearnFrom() {
        Set<String> tested =
                gym.tasks().of(Task.Part.TEST).stream().map(Task::conversation).collect(Collectors.toSet());
        List<Conversation> others = without(tested);
        return others.isEmpty() ? gym.traces() : others;
    }

    private List<Conversation> without(Set<String> tested) {
        return gym.traces().stream()
                .filter(conversation -> !tested.contains(conversation.id()))
                .toList();
    }

    String policy() {
        return policy.get();
    }

    private String induced() {
        List<Conversation> open = without(TaskMiner.tested(gym.traces()));
        long given = open.stream()
                .filter(conversation ->
                        conversation.messages().stream().anyMatch(Message.SystemPrompt.class::isInstance))
                .count();
        return 2 * given > open.size() ? "" : InducedPolicy.of(gym.world(), open);
    }

    Agent briefed(Agent agent) {
        return agent instanceof Instructable instructable ? instructable.under(policy()) : agent;
    }

    AgentFactory agent(String name) {
        return switch (name) {
            case "logged" -> factory(name, (task, seed) -> LoggedAgent.of(logged(task), task));
            case "random" -> factory(name, (task, seed) -> new RandomAgent(seed));
            case "null" -> AgentFactory.of(new NullAgent());
            case "apologetic" -> AgentFactory.of(new ApologeticAgent());
            case "grounded" -> AgentFactory.of(grounded.get());
            case "best" -> AgentFactory.of(offered().orElseGet(grounded::get));
            default -> AgentFactory.of(provided(name, "logged, grounded, null, random, apologetic, best"));
        };
    }

    AgentFactory shown(AgentFactory plain, int demonstrations, int tokens) {
        if (demonstrations < 0 || tokens < 1) {
            throw new GymException("demonstrations are at least 0 and have at least 1 token, not " + demonstrations
                    + " and " + tokens);
        }
        return demonstrations == 0
                ? plain
                : new Demonstrated(plain, precedents.get(), kinship.get(), demonstrations, tokens);
    }

    private Conversation logged(Task task) {
        return Optional.ofNullable(byId.get().get(task.conversation()))
                .orElseThrow(() -> new GymException("task " + task.id() + " is not of this gym"));
    }

    /// The agent behind a chat model that this machine offers, if any.
    Optional<Agent> offered() {
        return first(provider -> provider.offer(gym.variables()));
    }

    /// @param others what could have been named instead
    Agent provided(String name, String others) {
        return first(provider -> provider.named(name, gym.variables()))
                .orElseThrow(() -> new GymException("no agent " + name + "; there are " + others
                        + ", gemini, openai:MODEL, anthropic:MODEL, ollama:MODEL, and the http(s) URL of a server that "
                        + "speaks OpenAI's chat API"));
    }

    private Optional<Agent> first(Function<AgentProvider, Optional<Agent>> asked) {
        return ServiceLoader.load(AgentProvider.class).stream()
                .map(provider -> asked.apply(provider.get()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(this::briefed);
    }

    private static AgentFactory factory(String name, BiFunction<Task, Long, Agent> maker) {
        return new AgentFactory() {
            @Override
            public Agent agent(Task task, long seed) {
                return maker.apply(task, seed);
            }

            @Override
            public String name() {
                return name;
            }
        };
    }
}
