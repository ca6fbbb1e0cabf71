package dev.agentgym.program;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/// Reads a text with slots: `Dear {user.name},`. A backslash keeps a brace, a quote or a backslash from meaning
/// anything.
///
/// @param cursor where the text begins
/// @param formulas reads the slots
record TemplateReader(RuleCursor cursor, RuleReader formulas) {

    /// The text up to this character, which is taken; up to the end of the rule for `\0`.
    Program until(char end) {
        List<Program> parts = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        boolean slots = false;
        while (cursor.here() != end || cursor.isPast()) {
            if (cursor.isPast()) {
                if (end == '\0') {
                    break;
                }
                throw cursor.failure("'" + end + "' at the end of a text");
            }
            char next = cursor.take();
            if (next == '{') {
                addWords(words, parts);
                parts.add(formulas.program());
                cursor.expect("}");
                slots = true;
            } else {
                words.append(next == '\\' ? escaped() : next);
            }
        }
        cursor.take();
        if (!slots) {
            return new Program.Constant(TextNode.valueOf(words.toString()));
        }
        addWords(words, parts);
        return new Program.Template(parts);
    }

    private static void addWords(StringBuilder words, List<Program> parts) {
        if (!words.isEmpty()) {
            parts.add(new Program.Constant(TextNode.valueOf(words.toString())));
            words.setLength(0);
        }
    }

    private char escaped() {
        char letter = cursor.take();
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            default -> letter;
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(cursor.here(), 16);
            if (digit < 0) {
                throw cursor.failure("four hexadecimal digits after \\u");
            }
            code = code * 16 + digit;
            cursor.take();
        }
        return (char) code;
    }
}
