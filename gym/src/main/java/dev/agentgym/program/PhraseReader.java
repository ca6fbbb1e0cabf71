package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// Reads the formulas that are written in words, for a [RuleReader].
///
/// @param cursor where the phrase begins
/// @param formulas reads its operands
/// @param conditions reads its conditions
record PhraseReader(RuleCursor cursor, RuleReader formulas, ConditionReader conditions) {

    /// A phrase, or something that needs no parentheses.
    Program any() {
        Optional<Program> prefix = prefix();
        if (prefix.isPresent()) {
            return prefix.get();
        }
        Program program = formulas.tight();
        Optional<Program> more = Optional.of(program);
        while (more.isPresent()) {
            program = more.get();
            more = postfix(program);
        }
        return program;
    }

    /// The last operand of a phrase that begins with a word: another one, or something that needs no parentheses.
    private Program tail() {
        cursor.enter();
        Program program = prefix().orElseGet(formulas::tight);
        cursor.leave();
        return program;
    }

    private Optional<Program> prefix() {
        if (cursor.takesWords("if")) {
            Predicate test = conditions.all();
            cursor.expectWords("then");
            Program then = formulas.program();
            cursor.expectWords("else");
            return Optional.of(new Program.Choice(test, then, formulas.program()));
        }
        if (cursor.takesWords("those of")) {
            Program list = formulas.tight();
            cursor.expectWords("where");
            return Optional.of(new Program.Filtered(list, conditions.all()));
        }
        if (cursor.takesWords("the one of")) {
            Program list = formulas.tight();
            cursor.expectWords("where");
            return Optional.of(new Program.Found(list, conditions.all()));
        }
        return overList();
    }

    private Optional<Program> overList() {
        if (cursor.takesWords("position of")) {
            Program value = formulas.tight();
            cursor.expectWords("in");
            return Optional.of(new Program.Position(tail(), value));
        }
        if (cursor.takesWords("value of the formula")) {
            return Optional.of(new Program.Formula(tail()));
        }
        for (Program.Fold.Kind kind : Program.Fold.Kind.values()) {
            if (cursor.takesWords(Description.word(kind) + " of")) {
                return Optional.of(fold(kind));
            }
        }
        for (Program.Unit unit : Program.Unit.values()) {
            if (cursor.takesWords(Description.word(unit) + " from")) {
                Program from = formulas.tight();
                cursor.expectWords("to");
                return Optional.of(new Program.Gap(from, tail(), unit));
            }
        }
        return Optional.empty();
    }

    private Program fold(Program.Fold.Kind kind) {
        if (kind == Program.Fold.Kind.COUNT) {
            return new Program.Fold(kind, tail(), Program.Path.of(Evaluation.EACH));
        }
        Program each = formulas.tight();
        cursor.expectWords("over");
        return new Program.Fold(kind, tail(), each);
    }

    private Optional<Program> postfix(Program left) {
        if (cursor.takesWords("followed by")) {
            return Optional.of(new Program.Joined(left, formulas.tight()));
        }
        if (cursor.takesWords("completed by")) {
            return Optional.of(new Program.Completed(left, formulas.rest()));
        }
        if (cursor.takesWords("by")) {
            Program key = formulas.tight();
            return Optional.of(new Program.Sorted(left, key, cursor.takesWords("descending")));
        }
        if (cursor.takesWords("with")) {
            return Optional.of(cursor.sees("[") ? put(left) : changed(left));
        }
        if (cursor.takesWords("at")) {
            return Optional.of(local(left));
        }
        if (cursor.takesWords("without")) {
            return Optional.of(new Program.Dropped(left, formulas.bracketed()));
        }
        return cursor.takesWords("as") ? Optional.of(new Program.Written(left, style())) : Optional.empty();
    }

    private Program local(Program time) {
        String offset = quoted();
        cursor.expectWords("like");
        return new Program.Local(time, offset, quoted());
    }

    private String quoted() {
        Program text = formulas.tight();
        if (text instanceof Program.Constant(JsonNode value) && value.isTextual()) {
            return value.textValue();
        }
        throw cursor.failure("a text in quotes");
    }

    private Program put(Program object) {
        Program key = formulas.bracketed();
        cursor.expect(":");
        return new Program.Put(object, key, formulas.tight());
    }

    private Program changed(Program object) {
        cursor.expect("{");
        SortedMap<String, Program> fields = formulas.fields();
        List<String> removed = new ArrayList<>();
        RuleCursor.Place before = cursor.place();
        if (cursor.takesWords("without") && !cursor.sees("[")) {
            do {
                cursor.space();
                removed.add(cursor.name());
            } while (cursor.takes(","));
        } else {
            cursor.backTo(before);
        }
        return new Program.Changed(object, fields, removed);
    }

    private Program.Style style() {
        return Stream.of(Program.Style.values())
                .filter(style -> cursor.takesWords(Description.word(style)))
                .findFirst()
                .orElseThrow(
                        () -> cursor.failure("one of plain, money, float, lower, upper, day, length, weekday, time"));
    }
}
