package dev.agentgym.examples.customerservice.simulation;

import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.Directory.Matter;
import dev.agentgym.examples.customerservice.simulation.SampleConversation.Split;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Thirteen weeks at the support desk: customers write in, agents answer, and one office remembers it all.
///
/// Conversations overlap in time, and what one changes the next finds changed. The same seed gives the same
/// conversations.
public final class Simulation {

    private static final int DAYS = 91;
    private static final double TEST_SHARE = 0.2;
    private static final double SECOND_INTENT = 0.07;
    private static final double NO_RATING = 0.4;
    private static final List<AgentProfile> AGENTS = List.of(
            AgentProfile.MAYA,
            AgentProfile.TOMASZ,
            AgentProfile.PRIYA,
            AgentProfile.DECLAN,
            AgentProfile.SOFIA,
            AgentProfile.KYLE);
    private static final List<Intent> INTENTS = List.of(Intent.values());
    private static final List<Double> SHIFTS = List.of(0.24, 0.19, 0.2, 0.15, 0.14, 0.08);
    private static final List<Double> HOURS =
            List.of(2.0, 5.0, 8.0, 9.0, 8.0, 6.0, 6.0, 7.0, 8.0, 8.0, 7.0, 5.0, 3.0, 2.0); // from 07:00
    private static final int FIRST_HOUR = 7;

    private final long seed;
    private final int conversations;
    private final BackOffice office;
    private final Desk desk;
    private final Witness witness;
    private final Set<String> busy = new LinkedHashSet<>();
    private final SortedMap<String, SampleConversation> finished = new TreeMap<>();

    private Simulation(long seed, int conversations, BackOffice office, Witness witness) {
        this.seed = seed;
        this.conversations = conversations;
        this.office = office;
        this.desk = new Desk(office, new OldOffers());
        this.witness = witness;
    }

    /// Looks at a conversation that begins or has just ended, and at the office as it is at that moment, which must
    /// be left as it is: who wants to change something changes a copy.
    @FunctionalInterface
    public interface Witness {
        /// A conversation has ended.
        void ended(SampleConversation conversation, BackOffice office);

        /// A conversation begins.
        ///
        /// @param id of the conversation
        default void began(String id, BackOffice office) {}
    }

    /// Simulates a number of conversations, in the order of their ids.
    public static List<SampleConversation> run(long seed, int conversations) {
        return run(seed, conversations, (conversation, office) -> {});
    }

    /// The same, with a witness.
    public static List<SampleConversation> run(long seed, int conversations, Witness witness) {
        try (BackOffice office = BackOffice.open(seed)) {
            var simulation = new Simulation(seed, conversations, office, witness);
            var timetable = new Timetable();
            List<Instant> starts = simulation.starts();
            for (int i = 0; i < conversations; i++) {
                int number = i;
                timetable.enter(starts.get(i), seat -> simulation.converse(seat, number));
            }
            timetable.run(office::advanceTo);
            return List.copyOf(simulation.finished.values());
        }
    }

    private List<Instant> starts() {
        var dice = new Dice(seed, "starts");
        LocalDate first =
                LocalDate.ofInstant(BackOffice.OPENING, ZoneOffset.UTC).plusDays(1);
        return Stream.generate(() -> first.plusDays(dice.between(0, DAYS - 1))
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .plus(Duration.ofHours(FIRST_HOUR + dice.weighted(HOURS)))
                        .plusMillis(dice.between(0, 3_599_999)))
                .limit(conversations)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private void converse(Timetable.Seat seat, int number) {
        String id = "T-" + (100_001 + number);
        var dice = new Dice(seed, "conversation " + id);
        Split split = number < conversations * (1 - TEST_SHARE) ? Split.TRAIN : Split.TEST;
        Intent intent =
                INTENTS.get(dice.weighted(INTENTS.stream().map(Intent::weight).toList()));
        var wishes = new Dice(seed, "wishes " + id);
        Concern concern = concern(intent, wishes);
        String customer = caller(concern, dice);
        busy.add(customer);
        AgentProfile agent = AGENTS.get(dice.weighted(SHIFTS));
        Persona persona = Persona.of(customer, seed, dice, intent.isGrievance());
        String channel = dice.pick(List.of("chat", "chat", "app", "messaging"));
        List<String> before = office.directory().personalData(customer);
        witness.began(id, office);
        var talk = new Talk(desk, seat, agent, persona, channel, split, dice, wishes, new Dice(seed, "mistakes " + id));
        List<Intent> intents = new ArrayList<>(List.of(intent));
        Outcome outcome = new Course(talk, customer).play(concern, intents, dice.chance(SECOND_INTENT));
        busy.remove(customer);
        Optional<Integer> rating = rating(outcome, agent, persona, dice);
        var conversation = new SampleConversation(
                id,
                customer,
                channel,
                List.copyOf(intents),
                agent,
                persona.mood(),
                split,
                talk.events(),
                outcome,
                rating,
                rating.map(score -> comment(talk, score)).orElse(""),
                personalData(talk, before, customer));
        finished.put(id, conversation);
        witness.ended(conversation, office);
    }

    /// A wish only while somebody is free who may have it.
    private Concern concern(Intent intent, Dice wishes) {
        Concern concern = Concern.of(intent, wishes);
        return busy.containsAll(concern.callers(office)) ? Concern.plain(intent) : concern;
    }

    /// Someone whom the matter concerns, or now and then someone who only believes so.
    private String caller(Concern concern, Dice dice) {
        var concerned = new ArrayList<>(concern.callers(office));
        if (concern.intent() == Intent.NO_INTERNET && dice.chance(0.3)) {
            concerned = new ArrayList<>(office.directory().customers(Matter.OUTAGE));
        }
        concerned.removeAll(busy);
        if (concerned.isEmpty() || dice.chance(0.08)) {
            concerned = new ArrayList<>(office.directory().customers(Matter.ANY));
            concerned.removeAll(busy);
        }
        return dice.pick(concerned);
    }

    private static Optional<Integer> rating(Outcome outcome, AgentProfile agent, Persona persona, Dice dice) {
        double noise = (dice.between(0, 100) + dice.between(0, 100) - 100) / 60.0;
        double score = outcome.satisfaction() + agent.shift() + persona.mood().shift() + noise;
        boolean answered = !dice.chance(NO_RATING);
        return answered ? Optional.of(Math.clamp(Math.round(score), 1, 5)) : Optional.empty();
    }

    private static String comment(Talk talk, int score) {
        if (!talk.dice().chance(0.4)) {
            return "";
        }
        String key = score >= 4 ? "survey.high" : score == 3 ? "survey.middle" : "survey.low";
        return talk.wording().customer(key).text();
    }

    private List<String> personalData(Talk talk, List<String> before, String customer) {
        var values = new LinkedHashSet<>(before);
        values.addAll(office.directory().personalData(customer));
        Stream.of("newstreet", "newpostcode", "given")
                .filter(talk.facts()::knows)
                .map(talk.facts()::get)
                .forEach(values::add);
        return List.copyOf(values);
    }
}
