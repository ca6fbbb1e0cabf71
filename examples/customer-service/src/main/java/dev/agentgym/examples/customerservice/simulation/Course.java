package dev.agentgym.examples.customerservice.simulation;

import java.util.List;

/// The course of one conversation from the first word to the last.
final class Course {

    private static final int MINUTES_OF_SILENCE = 5;

    private final Talk talk;

    Course(Talk talk, String customerId) {
        this.talk = talk;
        Opening.introduce(talk, customerId);
    }

    /// Plays the first intent, and a second one, which it adds to the list, where asked and things go well.
    Outcome play(Concern concern, List<Intent> intents, boolean second) {
        try {
            prepare(concern.intent());
            if (!new Opening(talk).play(concern.key())) {
                talk.customer("unhappy");
                talk.agent("sorry_goodbye");
                return Outcome.UNSOLVED;
            }
            Outcome outcome = concern.play(talk);
            if (second && outcome != Outcome.ESCALATED) {
                outcome = outcome.with(playSecond(intents));
            }
            close(outcome);
            return outcome;
        } catch (CustomerLeft left) {
            return abandoned();
        }
    }

    private Outcome playSecond(List<Intent> intents) {
        Intent next = talk.dice()
                .pick(List.of(Intent.INVOICE_COPY, Intent.CONTRACT_END, Intent.STREAMING_ADD, Intent.ROUTER_RESET));
        if (intents.contains(next)) {
            return Outcome.SOLVED;
        }
        prepare(next);
        intents.add(next);
        talk.agent("anything_else");
        talk.customer("another", next.key());
        talk.agent("one_moment");
        return next.play(talk);
    }

    /// What the customer knows before they write about it.
    private void prepare(Intent intent) {
        switch (intent) {
            case DOUBLE_CHARGE -> Billing.rememberDouble(talk);
            case STREAMING_ADD -> Plans.wish(talk);
            case MOVE -> Visits.newHome(talk);
            case RESCHEDULE -> Visits.rememberVisit(talk);
            case BILLING_QUESTION,
                    LATE_FEE,
                    PAYMENT_FAILED,
                    INVOICE_COPY,
                    COMPENSATION,
                    CANCEL,
                    STREAMING_CANCEL,
                    UPGRADE,
                    DOWNGRADE,
                    CONTRACT_END,
                    NO_INTERNET,
                    SLOW_INTERNET,
                    ROUTER_RESET,
                    TECHNICIAN,
                    MISSED_VISIT,
                    COMPLAINT -> {}
        }
    }

    private void close(Outcome outcome) {
        if (outcome == Outcome.ESCALATED) {
            return;
        }
        if (outcome == Outcome.UNSOLVED) {
            talk.agent("sorry_goodbye");
            return;
        }
        talk.agent("anything_else");
        talk.customer("nothing_else");
        talk.agent("goodbye");
        if (talk.dice().chance(0.25)) {
            talk.customer("bye");
        }
    }

    private Outcome abandoned() {
        talk.pause(MINUTES_OF_SILENCE * 60_000, MINUTES_OF_SILENCE * 90_000);
        if (talk.dice().chance(0.7)) {
            talk.agent("still_there");
            talk.pause(MINUTES_OF_SILENCE * 60_000, MINUTES_OF_SILENCE * 90_000);
        }
        talk.system("Conversation closed because the customer did not answer.");
        return Outcome.ABANDONED;
    }
}
