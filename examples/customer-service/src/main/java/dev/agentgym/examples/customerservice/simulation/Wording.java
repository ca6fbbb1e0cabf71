package dev.agentgym.examples.customerservice.simulation;

import dev.agentgym.examples.customerservice.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Composes what both sides say, from the common phrases and, in the test split, also from the held-out ones.
final class Wording {

    private static final Phrasebook CUSTOMER = Phrasebook.load("customer.phrases");
    private static final Phrasebook CUSTOMER_HELD_OUT = Phrasebook.load("customer-held-out.phrases");
    private static final Phrasebook AGENT = Phrasebook.load("agent.phrases");
    private static final Phrasebook AGENT_HELD_OUT = Phrasebook.load("agent-held-out.phrases");
    private static final double HELD_OUT_SHARE = 0.6;

    private final SampleConversation.Split split;
    private final Persona persona;
    private final Facts facts;
    private final Dice dice;

    Wording(SampleConversation.Split split, Persona persona, Facts facts, Dice dice) {
        this.split = split;
        this.persona = persona;
        this.facts = facts;
        this.dice = dice;
    }

    /// A finished text, and whether held-out phrases went into it.
    record Utterance(String text, boolean heldOut) {}

    Utterance customer(String... keys) {
        return compose(CUSTOMER, CUSTOMER_HELD_OUT, true, keys);
    }

    Utterance agent(String... keys) {
        return compose(AGENT, AGENT_HELD_OUT, false, keys);
    }

    private Utterance compose(Phrasebook book, Phrasebook heldOutBook, boolean typed, String... keys) {
        boolean heldOut = false;
        List<String> sentences = new ArrayList<>();
        for (String key : keys) {
            boolean drawHeldOut =
                    split == SampleConversation.Split.TEST && heldOutBook.has(key) && dice.chance(HELD_OUT_SHARE);
            heldOut |= drawHeldOut;
            String phrase = (drawHeldOut ? heldOutBook : book).compose(key, persona.mood(), dice);
            sentences.add(facts.fill(typed ? persona.type(phrase, dice) : phrase));
        }
        return new Utterance(joined(sentences, typed), heldOut);
    }

    private String joined(List<String> sentences, boolean typed) {
        boolean paragraphs = dice.chance(typed ? 0.08 : 0.12);
        String text = sentences.getFirst();
        for (String sentence : sentences.subList(1, sentences.size())) {
            boolean ended = ".,?!:…".indexOf(text.charAt(text.length() - 1)) >= 0;
            if (paragraphs) {
                text += "\n\n" + sentence;
            } else if (ended || !typed || dice.chance(0.6)) {
                text += (ended ? " " : ". ") + sentence;
            } else {
                text += ", " + uncapitalised(sentence);
            }
        }
        return text;
    }

    private static String uncapitalised(String sentence) {
        boolean pronoun = sentence.matches("I\\b.*");
        return pronoun ? sentence : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
