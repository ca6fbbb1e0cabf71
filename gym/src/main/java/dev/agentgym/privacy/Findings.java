package dev.agentgym.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.ToolCall;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The personal values of one conversation, in the order in which they were found.
///
/// Fields come first, because they say for certain what a value is; then what free text shows by its form. Names
/// are kept word by word, so that a first name alone is known again.
///
/// @param values each value and what it is
record Findings(Map<String, Kind> values) {

    private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "dr", "prof", "sir", "madam", "miss", "mister");

    /// Words of text that stands in fields of addresses and is nobody's.
    private static final int LONGEST = 200;

    static Findings in(Conversation conversation) {
        Findings findings = new Findings(new LinkedHashMap<>());
        findings.tree(conversation.metadata(), "");
        findings.fields(conversation.extra());
        for (Message message : conversation.messages()) {
            for (ToolCall call : message.toolCalls()) {
                findings.tree(call.arguments(), "");
                findings.fields(call.extra());
            }
            if (message instanceof Message.Tool tool) {
                findings.tree(tool.result(), "");
            }
            findings.fields(message.details().extra());
        }
        findings.text(conversation);
        return findings;
    }

    private void fields(Map<String, JsonNode> extra) {
        if (!extra.isEmpty()) {
            tree(Json.of(extra), "");
        }
    }

    private void text(Conversation conversation) {
        String before = "";
        for (Message message : conversation.messages()) {
            if (message instanceof Message.Tool tool) {
                leaves(tool.result());
            } else {
                TextPatterns.find(message.text(), this::add);
                TextPatterns.findPostalCodes(before, message.text(), this::add);
                before = message.text();
                message.toolCalls().forEach(call -> leaves(call.arguments()));
            }
            message.details().extra().values().forEach(this::leaves);
        }
        leaves(conversation.metadata());
        conversation.extra().values().forEach(this::leaves);
    }

    private void leaves(JsonNode value) {
        if (value.isTextual()) {
            TextPatterns.find(value.textValue(), this::add);
        }
        value.forEach(this::leaves);
    }

    private void tree(JsonNode value, String parent) {
        if (value.isObject()) {
            value.properties().forEach(field -> {
                PersonalFields.kind(field.getKey(), value, parent).ifPresent(kind -> personal(kind, field.getValue()));
                tree(field.getValue(), field.getKey());
            });
        } else {
            value.forEach(element -> tree(element, parent));
        }
    }

    private void personal(Kind kind, JsonNode value) {
        if (value.isTextual() || value.isIntegralNumber()) {
            add(kind, value.asText());
        } else if (value.isArray()) {
            value.forEach(element -> personal(kind, element));
        }
    }

    private void add(Kind kind, String raw) {
        String value = raw.strip();
        if (value.isEmpty()
                || value.length() > LONGEST
                || value.matches("(?i)null|none|n/a|unknown|-+|true|false|\\*+")) {
            return;
        }
        switch (kind) {
            case FIRST_NAME -> name(value);
            case LAST_NAME -> word(Kind.LAST_NAME, value);
            case EMAIL -> email(value);
            case PHONE, CARD, BANK_ACCOUNT, STREET, CITY, POSTAL_CODE, BIRTH_DATE, PERSON_ID ->
                values.putIfAbsent(value, kind);
        }
    }

    /// A full name's last word is the family's.
    private void name(String value) {
        String[] words = value.split("[\\s,]+", -1);
        for (int i = 0; i < words.length; i++) {
            word(i > 0 && i == words.length - 1 ? Kind.LAST_NAME : Kind.FIRST_NAME, words[i]);
        }
    }

    private void word(Kind kind, String value) {
        for (String word : value.split("[\\s,]+", -1)) {
            String bare = word.replaceAll("^\\W+|\\W+$", "");
            boolean title = word.endsWith(".") || TITLES.contains(word.toLowerCase(Locale.ROOT));
            if (bare.length() > 1 && !title && bare.chars().noneMatch(Character::isDigit)) {
                values.putIfAbsent(bare, kind);
            }
        }
    }

    private void email(String value) {
        if (value.contains("@")) {
            values.putIfAbsent(value, Kind.EMAIL);
        }
    }
}
