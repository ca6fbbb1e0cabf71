package dev.agentgym.examples.customerservice.simulation;

import dev.agentgym.examples.customerservice.Dice;

/// Plain text as the chat system stores it: some clients send HTML.
final class Markup {

    private static final double APP_SENDS_HTML = 0.35;
    private static final double EDITOR_SENDS_HTML = 0.08;

    private Markup() {}

    static String body(String text, Event.Speaker speaker, String channel, Dice dice) {
        return switch (speaker) {
            case AGENT ->
                dice.chance(EDITOR_SENDS_HTML)
                        ? "<p>" + escaped(text).replace("\n\n", "</p><p>").replace("\n", "<br>") + "</p>"
                        : text;
            case CUSTOMER ->
                channel.equals("app") && dice.chance(APP_SENDS_HTML)
                        ? escaped(text).replace("\n", "<br>")
                        : text;
            case SYSTEM -> text;
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
