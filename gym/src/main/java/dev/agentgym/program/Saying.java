package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes down what refusals of one kind say: constant words, and slots that are computed.
final class Saying {

    /// What a saying evaluates to whose words are not understood.
    static final Program UNKNOWN = new Program.Constant(MissingNode.getInstance());

    private static final int DEEPEST = 8;

    /// So many words, signs and spaces may be shared by all values of a slot.
    private static final int MOST_SHARED = 6;

    private final List<Scope> scopes;
    private final SlotSearch slots;
    private final SlotSearch ids;
    private final Set<Program> used = new LinkedHashSet<>();
    private final StringBuilder words = new StringBuilder();
    private final Program program;

    /// The saying of some answers in their scopes. The ids are programs for a word that is the same in all answers
    /// and yet may be a value: a single refusal names an id as if it were a constant.
    Saying(List<JsonNode> answers, List<Scope> scopes, SlotSearch slots, SlotSearch ids) {
        this.scopes = scopes;
        this.slots = slots;
        this.ids = ids;
        this.program = json(answers, 0).orElse(UNKNOWN);
    }

    /// What computes the answers; [#UNKNOWN] where a slot is not understood.
    Program program() {
        return program;
    }

    /// What computes the slots that are understood.
    Set<Program> used() {
        return used;
    }

    /// The constant words.
    String words() {
        return words.toString();
    }

    private Optional<Program> json(List<JsonNode> answers, int depth) {
        JsonNode first = answers.getFirst();
        if (depth < DEEPEST && answers.stream().allMatch(JsonNode::isObject)) {
            return object(answers, depth);
        }
        if (answers.stream().allMatch(JsonNode::isTextual)) {
            return text(answers.stream().map(JsonNode::textValue).toList());
        }
        if (answers.stream().allMatch(answer -> Values.equal(answer, first))) {
            return Optional.of(new Program.Constant(first));
        }
        boolean scalars = answers.stream().allMatch(answer -> answer.isNumber() || answer.isBoolean());
        return scalars
                ? slots.find(scopes, answers.stream().map(Writing::plain).toList())
                        .map(this::use)
                : Optional.empty();
    }

    private Optional<Program> object(List<JsonNode> answers, int depth) {
        Set<String> names = names(answers.getFirst());
        if (!answers.stream().allMatch(answer -> names(answer).equals(names))) {
            return Optional.empty();
        }
        SortedMap<String, Program> fields = new TreeMap<>();
        for (String name : names) {
            json(answers.stream().map(answer -> answer.path(name)).toList(), depth + 1)
                    .ifPresent(field -> fields.put(name, field));
        }
        return fields.size() == names.size() ? Optional.of(new Program.Built(fields)) : Optional.empty();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private Optional<Program> text(List<String> texts) {
        List<Program> parts = new ArrayList<>();
        boolean understood = true;
        List<Alignment.Piece> pieces = new ArrayList<>(Alignment.of(texts));
        for (int i = 0; i < pieces.size(); i++) {
            int end = endOfSpaced(pieces, i);
            if (end > i + 1 && whole(joined(pieces.subList(i, end)), parts)) {
                i = end - 1;
            } else {
                understood &= piece(pieces.get(i), parts) || widened(pieces, i, parts);
            }
        }
        return understood ? Optional.of(simplest(parts)) : Optional.empty();
    }

    /// Whether slots that white space keeps apart are one, up to the white space at their end.
    private boolean whole(List<String> texts, List<Program> parts) {
        boolean spaced = texts.stream().allMatch(text -> text.endsWith(" "));
        List<String> stripped = texts.stream().map(String::stripTrailing).toList();
        Optional<Program> found = slots.find(scopes, spaced ? stripped : texts);
        found.ifPresent(slot -> {
            parts.add(use(slot));
            parts.add(constant(spaced ? " " : ""));
        });
        return found.isPresent();
    }

    private boolean piece(Alignment.Piece piece, List<Program> parts) {
        return switch (piece) {
            case Alignment.Same(String text) -> {
                same(text, parts);
                yield true;
            }
            case Alignment.Differs(List<String> texts) -> {
                Optional<Program> found = slots.find(scopes, texts);
                found.ifPresent(slot -> parts.add(use(slot)));
                yield found.isPresent();
            }
        };
    }

    /// Whether a slot is one whose values begin or end alike: all that is refused may be at the same host. What they
    /// share is taken from the words around it.
    private boolean widened(List<Alignment.Piece> pieces, int at, List<Program> parts) {
        if (!(pieces.get(at) instanceof Alignment.Differs(List<String> texts))) {
            return false;
        }
        for (String head : ends(parts)) {
            for (String tail : beginnings(pieces, at + 1)) {
                Optional<Program> found = slots.given(
                        scopes, texts.stream().map(text -> head + text + tail).toList());
                if (found.isPresent()) {
                    cut(head, parts);
                    parts.add(use(found.get()));
                    cut(tail, pieces, at + 1);
                    return true;
                }
            }
        }
        return false;
    }

    /// What the words so far end with, from nothing on.
    private static List<String> ends(List<Program> parts) {
        List<String> ends = new ArrayList<>(List.of(""));
        if (!parts.isEmpty() && parts.getLast() instanceof Program.Constant(JsonNode text)) {
            RefusalWords.tokens(text.asText()).reversed().stream()
                    .limit(MOST_SHARED)
                    .forEach(token -> ends.add(token + ends.getLast()));
        }
        return ends;
    }

    private static List<String> beginnings(List<Alignment.Piece> pieces, int at) {
        List<String> beginnings = new ArrayList<>(List.of(""));
        if (at < pieces.size() && pieces.get(at) instanceof Alignment.Same(String text)) {
            RefusalWords.tokens(text).stream()
                    .limit(MOST_SHARED)
                    .forEach(token -> beginnings.add(beginnings.getLast() + token));
        }
        return beginnings;
    }

    private static void cut(String head, List<Program> parts) {
        if (!head.isEmpty() && parts.removeLast() instanceof Program.Constant(JsonNode text)) {
            String words = text.asText();
            parts.add(constant(words.substring(0, words.length() - head.length())));
        }
    }

    private static void cut(String tail, List<Alignment.Piece> pieces, int at) {
        if (!tail.isEmpty() && pieces.get(at) instanceof Alignment.Same(String text)) {
            pieces.set(at, new Alignment.Same(text.substring(tail.length())));
        }
    }

    /// Where slots that only white space keeps apart end: `New York` differs from `Los Angeles` as a whole.
    private static int endOfSpaced(List<Alignment.Piece> pieces, int start) {
        int end = start;
        if (pieces.get(start) instanceof Alignment.Differs) {
            end = start + 1;
            while (end + 1 < pieces.size()
                    && pieces.get(end) instanceof Alignment.Same(String text)
                    && text.isBlank()
                    && pieces.get(end + 1) instanceof Alignment.Differs) {
                end += 2;
            }
        }
        return end;
    }

    private List<String> joined(List<Alignment.Piece> pieces) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < scopes.size(); i++) {
            StringBuilder text = new StringBuilder();
            for (Alignment.Piece piece : pieces) {
                switch (piece) {
                    case Alignment.Same(String same) -> text.append(same);
                    case Alignment.Differs(List<String> texts) -> text.append(texts.get(i));
                }
            }
            joined.add(text.toString());
        }
        return joined;
    }

    /// A text that all answers share, with slots for the ids in it that the calls name.
    private void same(String text, List<Program> parts) {
        StringBuilder constant = new StringBuilder();
        for (String token : RefusalWords.tokens(text)) {
            Optional<Program> id = RefusalWords.isId(token)
                    ? ids.find(scopes, Collections.nCopies(scopes.size(), token))
                    : Optional.empty();
            if (id.isPresent()) {
                words.append(constant).append(' ');
                parts.add(constant(constant.toString()));
                parts.add(use(id.get()));
                constant.setLength(0);
            } else {
                constant.append(token);
            }
        }
        words.append(constant).append(' ');
        parts.add(constant(constant.toString()));
    }

    private Program use(Program slot) {
        used.add(
                slot instanceof Program.Written(Program value, var style) && style != Program.Style.LENGTH
                        ? value
                        : slot);
        return slot;
    }

    private static Program constant(String text) {
        return new Program.Constant(TextNode.valueOf(text));
    }

    private static Program simplest(List<Program> parts) {
        List<Program> filled =
                parts.stream().filter(part -> !part.equals(constant(""))).toList();
        boolean one = filled.size() == 1 && filled.getFirst() instanceof Program.Constant;
        return one ? filled.getFirst() : new Program.Template(filled);
    }
}
