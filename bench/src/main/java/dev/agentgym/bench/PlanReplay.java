package dev.agentgym.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.agent.GroundedAgent;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.logs.SampleLogs;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.simulation.Event;
import dev.agentgym.examples.customerservice.simulation.SampleConversation;
import dev.agentgym.examples.customerservice.simulation.Simulation;
import dev.agentgym.fidelity.Proportion;
import dev.agentgym.text.MiniLmEmbedder;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.tool.ToolSession;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether a plan that was made in the mock ends in the true office as it ended in the mock.
///
/// `bench/run PlanReplay [random] [scripted] [grounded]`. Every third of the 1,500 sample conversations is gone on
/// with: the session is told the conversation and then what an agent would look up, an agent plans by calling
/// mocked tools, and a copy of the office as it was carries the answered calls out, with its own new ids in the
/// place of the mock's. The simulation runs twice: once for the logs, once to have the office at each moment.
final class PlanReplay {

    private static final int STRIDE = 3;
    private static final long SEED = 7;

    /// A refusal that fewer logs show cannot be asked of the mock.
    private static final int LEARNABLE = 3;

    private static final Pattern OWNED = Pattern.compile("(C|S|INV|PAY|AP|TK|D)-\\d+");

    private final List<Conversation> logs = new ArrayList<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, List<PlanOutcome>> outcomes = new LinkedHashMap<>();
    private int ended;

    /// Measures and prints.
    public static void main(String[] arguments) {
        List<String> agents = arguments.length == 0 ? List.of("random", "scripted", "grounded") : List.of(arguments);
        PlanReplay replay = new PlanReplay();
        Simulation.run(SampleLogs.SEED, SampleLogs.CONVERSATIONS, (conversation, office) -> replay.log(conversation));
        World world = World.induce(replay.logs);
        ToolMocker mocker = new ToolMocker(world, new TierAccuracy(Map.of()));
        Map<String, OfficePlanner> planners = new LinkedHashMap<>();
        agents.forEach(agent -> planners.put(agent, replay.planner(agent, world)));
        Simulation.run(
                SampleLogs.SEED,
                SampleLogs.CONVERSATIONS,
                (conversation, office) -> replay.ended(conversation, office, mocker, planners));
        replay.outcomes.forEach(replay::print);
    }

    private OfficePlanner planner(String name, World world) {
        return switch (name) {
            case "random" -> new OfficePlanner.AtRandom();
            case "scripted" -> new OfficePlanner.Scripted();
            case "grounded" ->
                new OfficePlanner.Hearing(GroundedAgent.of(logs, MiniLmEmbedder.shared()), world.declarations());
            default ->
                throw new IllegalArgumentException("no agent " + name + "; there are random, scripted, grounded");
        };
    }

    private void log(SampleConversation conversation) {
        List<Message> messages = new ArrayList<>();
        for (Event event : conversation.events()) {
            switch (event) {
                case Event.Called called -> {
                    OfficeMeasure.add(messages, called.at(), called.tool(), called.arguments(), called.answer());
                    if (called.answer().isError()) {
                        refusals.merge(
                                OfficeMeasure.refusal(
                                        called.tool(), called.answer().result()),
                                1,
                                Integer::sum);
                    } else {
                        own(called.answer().result(), conversation.customerId());
                    }
                }
                case Event.Said said -> messages.addAll(message(said));
            }
        }
        logs.add(Conversation.of(conversation.id(), messages, Outcome.UNKNOWN));
    }

    private static List<Message> message(Event.Said said) {
        Details details = Details.at(said.at());
        return switch (said.speaker()) {
            case CUSTOMER -> List.of(new Message.User(said.text(), List.of(), details));
            case AGENT -> List.of(new Message.Assistant(said.text(), List.of(), details));
            case SYSTEM -> List.of();
        };
    }

    /// What several customers' conversations show is nobody's own.
    private void own(JsonNode value, String customer) {
        if (value.isTextual() && OWNED.matcher(value.textValue()).matches()) {
            owners.merge(value.textValue(), customer, (one, other) -> one.equals(other) ? one : "");
        }
        value.forEach(child -> own(child, customer));
    }

    private void ended(
            SampleConversation conversation,
            BackOffice office,
            ToolMocker mocker,
            Map<String, OfficePlanner> planners) {
        boolean called = conversation.events().stream().anyMatch(Event.Called.class::isInstance);
        if (!called || ended++ % STRIDE != 0) {
            return;
        }
        String customer = conversation.customerId();
        Predicate<String> foreign = id -> {
            String owner = owners.getOrDefault(id, "");
            return !owner.isEmpty() && !owner.equals(customer);
        };
        List<String> said = said(conversation);
        planners.forEach((name, planner) -> {
            ToolSession session = mocker.session();
            tell(session, conversation);
            OfficeDesk desk = new OfficeDesk(office, session, customer);
            planner.plan(desk, said, new Dice(SEED, name + " " + conversation.id()));
            outcomes.computeIfAbsent(name, _ -> new ArrayList<>()).add(PlanOutcome.of(desk, office, foreign));
        });
    }

    private static void tell(ToolSession session, SampleConversation conversation) {
        for (Event event : conversation.events()) {
            if (event instanceof Event.Called called) {
                session.at(called.at());
                session.observe(
                        called.tool(),
                        called.arguments(),
                        called.answer().result(),
                        called.answer().isError());
            }
        }
    }

    private static List<String> said(SampleConversation conversation) {
        List<String> said = new ArrayList<>();
        for (Event event : conversation.events()) {
            if (event instanceof Event.Said words && words.speaker() == Event.Speaker.CUSTOMER) {
                said.add(words.text());
            }
        }
        return said;
    }

    private void print(String agent, List<PlanOutcome> all) {
        List<PlanOutcome> ending = all.stream().filter(one -> one.shown() > 0).toList();
        List<PlanOutcome> answered =
                ending.stream().filter(PlanOutcome::answered).toList();
        System.out.printf(
                "%n== %s agent: %d episodes, %d calls, %d of them abstained from%n",
                agent, all.size(), sum(all, PlanOutcome::calls), sum(all, PlanOutcome::abstained));
        System.out.printf(
                "%d episodes show no record in the end; %d of %d final records are abstained from%n",
                all.size() - ending.size(), sum(all, PlanOutcome::hidden), 4 * all.size());
        share("ends alike, of all that show a record", ending, PlanOutcome::endsAlike);
        share("  of those where every call was answered", answered, PlanOutcome::endsAlike);
        share(
                "  of those, every record shown too",
                answered.stream().filter(one -> one.hidden() == 0).toList(),
                PlanOutcome::endsAlike);
        list("answers with another customer's id", all, PlanOutcome::foreign, _ -> true);
        list(
                "accepted, though the office refuses as 3 logs or more show",
                all,
                PlanOutcome::accepted,
                this::isLearnable);
        list(
                "accepted, though the office refuses as fewer logs show",
                all,
                PlanOutcome::accepted,
                code -> !isLearnable(code));
        list("refused, though the office accepts", all, PlanOutcome::refused, _ -> true);
        list("answered by both, but differently", all, PlanOutcome::wrong, _ -> true);
        list("ends that differ", all, PlanOutcome::different, _ -> true);
    }

    private boolean isLearnable(String code) {
        return refusals.getOrDefault(code, 0) >= LEARNABLE;
    }

    private static int sum(List<PlanOutcome> all, Function<PlanOutcome, Integer> figure) {
        return all.stream().mapToInt(figure::apply).sum();
    }

    private static void share(String name, List<PlanOutcome> all, Predicate<PlanOutcome> counts) {
        Proportion part = new Proportion(all.stream().filter(counts).count(), all.size());
        System.out.printf(
                Locale.ROOT,
                "%-45s %4d of %4d  %.3f (%.3f to %.3f)%n",
                name,
                part.right(),
                part.all(),
                part.share(),
                part.low(),
                part.high());
    }

    /// The offenders by how often they occur; ends by tool and place.
    private static void list(
            String name, List<PlanOutcome> all, Function<PlanOutcome, List<String>> of, Predicate<String> wanted) {
        List<String> found = all.stream()
                .flatMap(one -> of.apply(one).stream())
                .filter(wanted)
                .toList();
        System.out.printf("%s: %d%n", name, found.size());
        Map<String, List<String>> kinds = found.stream()
                .collect(Collectors.groupingBy(
                        one -> one.replaceFirst(" is .*", ""), TreeMap::new, Collectors.toList()));
        kinds.entrySet().stream()
                .sorted((one, other) ->
                        Integer.compare(other.getValue().size(), one.getValue().size()))
                .limit(12)
                .forEach(kind -> System.out.printf(
                        "  %4d  %s%n", kind.getValue().size(), kind.getValue().getFirst()));
    }
}
