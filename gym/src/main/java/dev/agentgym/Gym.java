package dev.agentgym;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.agent.GroundedAgent;
import dev.agentgym.agent.QueryAgent;
import dev.agentgym.deploy.Deployment;
import dev.agentgym.deploy.Routes;
import dev.agentgym.deploy.ToolSource;
import dev.agentgym.environment.ConversationEnvironment;
import dev.agentgym.environment.Environment;
import dev.agentgym.environment.EpisodeSetting;
import dev.agentgym.environment.Replay;
import dev.agentgym.environment.Rules;
import dev.agentgym.fidelity.Fidelity;
import dev.agentgym.fidelity.FidelityCard;
import dev.agentgym.reward.RewardFunction;
import dev.agentgym.task.Tasks;
import dev.agentgym.text.MiniLmEmbedder;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Lazy;
import dev.agentgym.trace.TraceStatistics;
import dev.agentgym.user.LoggedCustomer;
import dev.agentgym.world.OverrideException;
import dev.agentgym.world.Overrides;
import dev.agentgym.world.World;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A reinforcement-learning environment made from traces. Immutable and safe to share between threads.
public final class Gym {

    /// Divides the conversations to measure the tools; any number would do, one has to be chosen.
    static final long SEED = 1;

    private final List<Conversation> traces;
    private final World world;
    private final Overrides overrides;
    private final FidelityCard fidelity;
    private final ToolMocker toolMocker;
    private final Map<String, String> environment;
    private final Lazy<Agent> grounded;
    private final Studied studied;
    private final Episodes episodes;

    private Gym(
            List<Conversation> traces,
            FidelityCard fidelity,
            Map<String, String> environment,
            World world,
            Overrides overrides,
            Studied studied) {
        this.traces = traces;
        this.fidelity = fidelity;
        this.world = world;
        this.overrides = overrides;
        this.toolMocker = new ToolMocker(world, fidelity.accuracy());
        this.environment = Map.copyOf(environment);
        this.grounded = new Lazy<>(() -> GroundedAgent.of(this.traces, MiniLmEmbedder.shared()));
        this.studied = studied;
        this.episodes = new Episodes(this);
    }

    static Gym of(List<Conversation> traces, Map<String, String> environment) {
        return of(traces, Fidelity.quick(traces, SEED), environment);
    }

    static Gym of(List<Conversation> traces, FidelityCard fidelity, Map<String, String> environment) {
        List<Conversation> kept = List.copyOf(traces);
        World world = World.induce(kept);
        Studied studied = Studied.of(kept, world, new ToolMocker(world, fidelity.accuracy()));
        return new Gym(kept, fidelity, environment, world, Overrides.NONE, studied);
    }

    /// The same gym, whose tools need not be learned again from the same traces.
    ///
    /// @param learnedRules what [World#learnedRules] said of them
    Gym recalling(JsonNode learnedRules) {
        return new Gym(traces, fidelity, environment, world.recalling(learnedRules), overrides, studied);
    }

    /// The same gym, of whose traces this was learned before.
    Gym having(Studied known) {
        return new Gym(traces, fidelity, environment, world, overrides, known);
    }

    /// The same gym, with what a person says of its tools.
    ///
    /// @throws GymException when a tool, a rule, a row or a name in it does not exist, or a formula cannot be read
    public Gym with(Overrides said) {
        try {
            return new Gym(traces, fidelity, environment, world.with(said), said, studied);
        } catch (OverrideException e) {
            throw new GymException(String.valueOf(e.getMessage()), e);
        }
    }

    /// What a person says of its tools.
    public Overrides overrides() {
        return overrides;
    }

    /// Reads a gym that [#save] wrote.
    ///
    /// @throws GymException when the folder holds no gym, one of another format version, or a damaged one
    public static Gym load(Path folder) {
        return GymFolder.load(folder, System.getenv());
    }

    /// Writes the gym to a folder, whole or not at all. The same traces give the same bytes.
    ///
    /// @throws GymException when the folder exists and holds something else than a gym, or cannot be written
    public void save(Path folder) {
        GymFolder.save(this, folder);
    }

    /// The conversations that the gym was made from.
    public List<Conversation> traces() {
        return traces;
    }

    /// What they reveal of the tools.
    public World world() {
        return world;
    }

    /// Counts over the conversations.
    public TraceStatistics statistics() {
        return TraceStatistics.of(traces);
    }

    /// Tools that answer from the traces.
    public ToolMocker toolMocker() {
        return toolMocker;
    }

    /// How often they say what the real tools said, measured on conversations held out.
    public FidelityCard fidelity() {
        return fidelity;
    }

    /// Scores replies, conversations and episodes, with what the logs taught it: what leads to which outcome, and
    /// how much each part counts, where there are enough outcomes. Learned, or read, at the first call.
    public RewardFunction rewardFunction() {
        return studied.schooled().reward();
    }

    /// How far the reward can be trusted: how well it agrees with the logged outcomes of conversations that it did
    /// not learn from, and whether hacks pay; as `cards/reward.json` has it.
    public JsonNode rewardCard() {
        return studied.schooled().card();
    }

    /// What the audit of the tasks found; as `cards/tasks.json` has it.
    public JsonNode taskCard() {
        return studied.mined().card();
    }

    /// How much like the logged customers the simulated ones are; as `cards/user.json` has it.
    public JsonNode userCard() {
        return studied.userCard();
    }

    /// Whether the environment keeps what environments promise, played with some of its tasks; as
    /// `cards/environment.json` has it.
    public JsonNode environmentCard() {
        return studied.environmentCard();
    }

    /// What the customers came for, mined from the traces: those tasks that passed their audit, and the others with
    /// the reason why not.
    public Tasks tasks() {
        return studied.mined().tasks();
    }

    /// The tasks, with what their audit found.
    Mined mined() {
        return studied.mined();
    }

    /// An environment that plays these tasks by the default rules; every thread needs one of its own.
    public Environment environment() {
        return environment(Rules.DEFAULT);
    }

    /// An environment that plays these tasks; every thread needs one of its own.
    public Environment environment(Rules rules) {
        return new ConversationEnvironment(episodes(rules));
    }

    /// What the environments of this gym are made of, for whoever plays its tasks with another customer or reward.
    public EpisodeSetting episodes(Rules rules) {
        return episodes.setting(rules);
    }

    /// The customers of the tasks, who need no model.
    public LoggedCustomer customer() {
        return episodes.customer();
    }

    /// Judges recorded episodes anew, with the reward as it is now.
    public Replay replay() {
        return new Replay(episodes(Rules.DEFAULT));
    }

    /// An agent to be rolled out: `logged` (does what the log shows), `grounded` (follows the logs, without those
    /// that are to be tested on), `null`, `random`, `apologetic`, `best` (behind a chat model where a key is set,
    /// else grounded), or one that a provider knows by this name, such as `gemini` or the URL of a chat model.
    ///
    /// @throws GymException when nobody knows the name
    public AgentFactory agent(String name) {
        return episodes.agent(name);
    }

    /// The same, where the agent is shown situations of the logs like its own before every decision: never of a
    /// conversation to be tested on, and never of the task that it plays, its siblings, its customer or the like of
    /// it.
    ///
    /// @param demonstrations how many at most; 0 for none
    /// @param tokens how many at most all together have
    /// @throws GymException when nobody knows the name, or the agent cannot be shown anything
    public AgentFactory agent(String name, int demonstrations, int tokens) {
        return shown(agent(name), demonstrations, tokens);
    }

    /// The same for agents of one's own, [#briefed] or not.
    ///
    /// @throws GymException when the agents cannot be shown anything
    public AgentFactory shown(AgentFactory agents, int demonstrations, int tokens) {
        return episodes.shown(agents, demonstrations, tokens);
    }

    /// The rules of the house as the logs show them, without those to be tested on: when tools refuse, what agents
    /// ask before changes, what they look up first. Empty where most logs carry a policy of their own.
    public String policy() {
        return episodes.policy();
    }

    /// An agent of one's own that is told [#policy] if it can be and has none, as the gym's own chat models are.
    public Agent briefed(Agent agent) {
        return episodes.briefed(agent);
    }

    /// The best agent that this machine offers, with mocked tools: one behind a chat model where a key is set, else
    /// the grounded one.
    public QueryAgent queryAgent() {
        return queryAgent(episodes.offered().orElseGet(grounded::get));
    }

    /// The agent that follows the logs and needs no model, with mocked tools.
    public QueryAgent groundedAgent() {
        return queryAgent(grounded.get());
    }

    /// The agent of this name, with mocked tools: `best`, `grounded`, or one that a provider knows, such as
    /// `gemini` or the URL of a chat model.
    ///
    /// @throws GymException when nobody knows the name
    public QueryAgent queryAgent(String name) {
        return switch (name) {
            case "best" -> queryAgent();
            case "grounded" -> groundedAgent();
            default -> queryAgent(episodes.provided(name, "best, grounded"));
        };
    }

    /// Any agent, with this gym's mocked tools.
    public QueryAgent queryAgent(Agent agent) {
        return new QueryAgent(agent, toolMocker, world.declarations());
    }

    /// Tools for an agent at work: what is routed so, real tools of these sources answer; all else is mocked. Close
    /// it to close the sources.
    ///
    /// @throws dev.agentgym.deploy.DeploymentException when a route leads nowhere, or to two tools; the sources are
    /// closed then
    public Deployment deploy(Routes routes, ToolSource... sources) {
        return deploy(routes, InstantSource.system(), sources);
    }

    /// The same, at the time of another clock.
    public Deployment deploy(Routes routes, InstantSource clock, ToolSource... sources) {
        return Deployment.of(toolMocker, world, fidelity, routes, List.of(sources), clock);
    }

    /// The environment variables.
    Map<String, String> variables() {
        return environment;
    }
}
