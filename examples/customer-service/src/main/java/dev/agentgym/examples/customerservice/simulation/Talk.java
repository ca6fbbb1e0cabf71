package dev.agentgym.examples.customerservice.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.examples.customerservice.Dice;
import dev.agentgym.examples.customerservice.office.BackOffice;
import dev.agentgym.examples.customerservice.office.ToolAnswer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One conversation while it runs: both sides speak, the agent calls tools, and time passes.
///
/// Scripts say what should happen; the habits of the agent and the patience of the customer decide here what does.
final class Talk {

    private static final double LEAVES_ANYWAY = 0.01;
    private static final double LEAVES_IMPATIENT = 0.3;
    private static final double EMPTY_MESSAGE = 0.008;

    private final Desk desk;
    private final Timetable.Seat seat;
    private final AgentProfile agent;
    private final Persona persona;
    private final String channel;
    private final Dice dice;
    private final Dice wishes;
    private final Facts facts;
    private final Wording wording;
    private final Mistakes mistakes;
    private final List<Event> events = new ArrayList<>();
    private int setbacks;

    Talk(
            Desk desk,
            Timetable.Seat seat,
            AgentProfile agent,
            Persona persona,
            String channel,
            SampleConversation.Split split,
            Dice dice,
            Dice wishes,
            Dice mistakes) {
        this.desk = desk;
        this.seat = seat;
        this.agent = agent;
        this.persona = persona;
        this.channel = channel;
        this.dice = dice;
        this.wishes = wishes;
        this.facts = new Facts().put("agent", agent.name());
        this.wording = new Wording(split, persona, facts, dice);
        this.mistakes = new Mistakes(desk.office(), agent, mistakes);
    }

    Facts facts() {
        return facts;
    }

    Dice dice() {
        return dice;
    }

    /// What decides over what only some customers want and only some agents try, so that it leaves all other choices
    /// alone.
    Dice wishes() {
        return wishes;
    }

    AgentProfile agent() {
        return agent;
    }

    Persona persona() {
        return persona;
    }

    Wording wording() {
        return wording;
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    BackOffice office() {
        return desk.office();
    }

    OldOffers oldOffers() {
        return desk.oldOffers();
    }

    LocalDate today() {
        return LocalDate.ofInstant(office().now(), ZoneOffset.UTC);
    }

    String customerId() {
        return facts.get("id");
    }

    /// The customer says one message, unless they have lost patience.
    void customer(String... keys) {
        boolean impatient = setbacks > persona.patience() && dice.chance(LEAVES_IMPATIENT);
        if (!events.isEmpty() && (impatient || dice.chance(LEAVES_ANYWAY))) {
            throw new CustomerLeft();
        }
        if (dice.chance(EMPTY_MESSAGE)) {
            think(Event.Speaker.CUSTOMER);
            events.add(new Event.Said(seat.due(), Event.Speaker.CUSTOMER, facts.get("name"), "", "", false));
        }
        say(Event.Speaker.CUSTOMER, facts.get("name"), wording.customer(keys));
    }

    /// The agent says one message.
    void agent(String... keys) {
        var all = new ArrayList<>(List.of(keys));
        if (events.size() > 3 && dice.chance(agent.apologises() / 2)) {
            all.addFirst("sorry");
        }
        say(Event.Speaker.AGENT, agent.name(), wording.agent(all.toArray(String[]::new)));
    }

    /// The chat system notes something.
    void system(String text) {
        say(Event.Speaker.SYSTEM, "Tarnwave Chat", new Wording.Utterance(text, false));
    }

    /// The agent calls a tool, the way this agent does: maybe with a slip or a mistake first, maybe twice.
    ToolAnswer call(String tool, Object... namesAndValues) {
        ObjectNode arguments = Json.object(namesAndValues);
        if (dice.chance(agent.sloppy())) {
            Slips.spoiled(arguments, dice).ifPresent(spoiled -> callOnce(tool, spoiled, dice));
        }
        mistakes.before(tool, arguments).ifPresent(wrong -> err(tool, wrong));
        ToolAnswer answer = callOnce(tool, dice.chance(0.12) ? Slips.numbersAsText(arguments) : arguments, dice);
        boolean read = tool.matches("(get|list|find|check|search|quote)_.*");
        if (read && !answer.isError() && dice.chance(agent.repeats())) {
            callOnce(tool, arguments, dice);
        }
        if (!read && !answer.isError() && mistakes.sendsAgain(tool, arguments)) {
            err(tool, arguments);
        }
        if (answer.isError()) {
            setbacks++;
        }
        return answer;
    }

    /// What the customer knows about their own account; no call of the agent.
    JsonNode known(String tool, Object... namesAndValues) {
        return office().call(tool, Json.object(namesAndValues)).result();
    }

    /// Whether the customer used these words, in whatever case.
    boolean customerSaid(String words) {
        return events.stream()
                .anyMatch(event -> event instanceof Event.Said said
                        && said.speaker() == Event.Speaker.CUSTOMER
                        && said.text().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)));
    }

    /// The agent has explained a refusal, and the customer takes it as it is.
    void settled() {
        setbacks--;
    }

    /// The agent asks before acting. True where the customer agrees, and where a forgetful agent does not ask.
    boolean agreed(String question, double willing) {
        if (dice.chance(agent.forgets() * 0.3)) {
            return true;
        }
        agent(question);
        boolean yes = dice.chance(willing);
        customer(yes ? "yes" : declining(question));
        return yes;
    }

    private static String declining(String question) {
        return switch (question) {
            case "cancel.quote", "cancel.fee_needed", "plans.quote", "streaming.confirm" -> "no_price";
            case "compensation.offer", "compensation.credit_offer", "missed.found" -> "no_little";
            default -> "no";
        };
    }

    /// The agent may claim the work is done and do nothing.
    boolean onlyPromised() {
        if (!dice.chance(agent.promises())) {
            return false;
        }
        agent("promise");
        customer("thanks");
        return true;
    }

    boolean forgets() {
        return dice.chance(agent.forgets());
    }

    private ToolAnswer callOnce(String tool, ObjectNode arguments, Dice times) {
        pause(times, 2_000, 9_000);
        return send(tool, arguments, times);
    }

    /// Sends a wrong call, unless others have changed the office meanwhile so that it would do something.
    private void err(String tool, ObjectNode wrong) {
        pause(mistakes.dice(), 2_000, 9_000);
        if (mistakes.refused(tool, wrong)) {
            send(tool, wrong, mistakes.dice());
        }
    }

    private ToolAnswer send(String tool, ObjectNode arguments, Dice times) {
        ToolAnswer answer = office().call(tool, arguments.deepCopy());
        mistakes.saw(answer.result());
        int duration = times.between(35, 900);
        events.add(new Event.Called(seat.due(), tool, arguments, answer, duration));
        pause(times, duration + 1, duration + 2_000);
        return answer;
    }

    private void say(Event.Speaker speaker, String author, Wording.Utterance utterance) {
        think(speaker);
        String body = Markup.body(utterance.text(), speaker, channel, dice);
        events.add(new Event.Said(seat.due(), speaker, author, utterance.text(), body, utterance.heldOut()));
    }

    private void think(Event.Speaker speaker) {
        switch (speaker) {
            case CUSTOMER -> {
                boolean slow = channel.equals("messaging");
                pause(slow ? 40_000 : 5_000, slow ? 900_000 : 75_000);
            }
            case AGENT -> pause(7_000, 55_000);
            case SYSTEM -> pause(200, 2_000);
        }
    }

    void pause(int leastMillis, int mostMillis) {
        pause(dice, leastMillis, mostMillis);
    }

    private void pause(Dice times, int leastMillis, int mostMillis) {
        seat.waitUntil(seat.due().plus(Duration.ofMillis(times.between(leastMillis, mostMillis))));
    }
}
