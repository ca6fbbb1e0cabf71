package dev.agentgym.bench;

import dev.agentgym.Gym;
import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentFactory;
import dev.agentgym.agent.LoggedAgent;
import dev.agentgym.environment.EpisodeSetting;
import dev.agentgym.environment.Rules;
import dev.agentgym.examples.customerservice.logs.SampleLogs;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import dev.agentgym.examples.customerservice.simulation.Simulation;
import dev.agentgym.rollout.Assignment;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.rollout.RolloutRunner;
import dev.agentgym.rollout.RolloutSettings;
import dev.agentgym.task.Task;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Evenly;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether agents of known skill rank in the gym as they rank at the true office.
///
/// `bench/run AgentRanking GYM [TASKS]`, where GYM was made of the sample logs. Six agents do what the logs show,
/// each with a greater share of its calls gone wrong. Each plays the same tasks twice: in the gym, with mocked
/// tools and the learned reward, and at the office as it was when the logged conversation began, where success is
/// that the office holds in the end what the logged, successful agent's own changes leave in it. Customer and
/// mistakes are the same on both sides. Only tasks whose log changed something count: elsewhere doing nothing is
/// right.
final class AgentRanking {

    private static final List<Double> RATES = List.of(0.0, 0.05, 0.12, 0.25, 0.45, 0.8);
    private static final long SEED = 5;
    private static final int TASKS = 100;

    private final Gym gym;
    private final EpisodeSetting setting;
    private final Map<String, Conversation> logs;
    private final Carelessness carelessness;
    private final List<Task> tasks;
    private final Map<String, TrueOffice> offices = new LinkedHashMap<>();

    private AgentRanking(Gym gym, int most) {
        this.gym = gym;
        this.setting = gym.episodes(Rules.DEFAULT);
        this.logs = setting.traces();
        this.carelessness = new Carelessness(gym.traces());
        List<Task> changing = gym.tasks().whole().stream()
                .filter(task -> task.part() == Task.Part.TEST
                        && !task.expectation().actions().isEmpty())
                .toList();
        this.tasks = Evenly.some(changing, most);
    }

    /// Measures and prints. Arguments: the folder of a gym, and how many tasks at most.
    public static void main(String[] arguments) {
        int most = arguments.length > 1 ? Integer.parseInt(arguments[1]) : TASKS;
        new AgentRanking(Gym.load(Path.of(arguments[0])), most).measure();
    }

    private void measure() {
        Map<String, Task> wanted =
                tasks.stream().collect(Collectors.toMap(Task::conversation, task -> task, (one, other) -> one));
        Simulation.run(SampleLogs.SEED, SampleLogs.CONVERSATIONS, new Simulation.Witness() {
            @Override
            public void began(String id, BackOffice office) {
                Optional.ofNullable(wanted.get(id))
                        .flatMap(task -> TrueOffice.of(office, task))
                        .ifPresent(found -> offices.put(id, found));
            }

            @Override
            public void ended(SampleConversation conversation, BackOffice office) {}
        });
        List<Task> played = tasks.stream()
                .filter(task -> offices.containsKey(task.conversation()))
                .toList();
        System.out.printf(
                "%d tasks; the office refuses what the log of %d others did%n",
                played.size(), tasks.size() - played.size());
        List<AgentScore> scores =
                RATES.stream().map(rate -> score(rate, played)).toList();
        offices.values().forEach(TrueOffice::close);
        scores.forEach(AgentScore::print);
        AgentScore.printAgreement(scores);
    }

    private AgentScore score(double rate, List<Task> played) {
        AgentFactory agents = new AgentFactory() {
            @Override
            public Agent agent(Task task, long seed) {
                return LoggedAgent.of(carelessness.applied(log(task), rate, seed), task);
            }

            @Override
            public String name() {
                return String.format(Locale.ROOT, "%.0f %% of calls wrong", 100 * rate);
            }
        };
        List<Assignment> plan = Assignment.plan(played, played.size(), 1, SEED);
        List<Rollout> rollouts = new RolloutRunner(() -> gym.environment(), agents, RolloutSettings.DEFAULT).run(plan);
        List<Boolean> held = new ArrayList<>();
        for (Assignment each : plan) {
            Agent agent = agents.agent(each.task(), each.agentSeed());
            TrueOffice office = Objects.requireNonNull(offices.get(each.task().conversation()));
            held.add(office.plays(agent, setting.customer(), log(each.task()), setting.declarations(), each.seed()));
        }
        return new AgentScore(agents.name(), rollouts, held);
    }

    private Conversation log(Task task) {
        return Objects.requireNonNull(logs.get(task.conversation()), task.conversation());
    }
}
