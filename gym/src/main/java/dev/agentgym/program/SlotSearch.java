package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.program.Program.Operator;
import dev.agentgym.program.Program.Style;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the program whose written values stand in a slot of a refusal, from programs that are likely to.
///
/// A single value proves little: for one the programs are taken in their order, arguments first. Two numbers are
/// combined only if the slot shows at least three different numbers.
final class SlotSearch {

    private static final int FEWEST_NUMBERS = 3;
    private static final int MOST_OPERANDS = 40;
    /// Of so many amounts one would end in a zero that is not said, were they not written with two decimals always.
    private static final int FEWEST_AMOUNTS = 5;

    private static final Set<Style> LENGTH = EnumSet.of(Style.LENGTH);
    private static final Set<Style> MOMENT = EnumSet.of(Style.WEEKDAY, Style.TIME);
    private static final Pattern WHEN = Pattern.compile("\\d{2}:\\d{2}|[MTWFS][a-z]{2,5}day");

    private final List<Program> programs;
    private final Computing computing;

    /// A way to compute what stands in a slot where none of the programs does.
    interface Computing {

        /// Computes nothing.
        Computing NOTHING = (_, _) -> Optional.empty();

        /// What writes these texts in these scopes.
        Optional<Program> find(List<Scope> scopes, List<String> texts);
    }

    SlotSearch(List<Program> programs, Computing computing) {
        this.programs = programs;
        this.computing = computing;
    }

    /// The first program that writes these texts in these scopes, as far as it is known there.
    Optional<Program> find(List<Scope> scopes, List<String> texts) {
        return given(scopes, texts)
                .or(() -> length(scopes, texts))
                .or(() -> moment(scopes, texts))
                .or(() -> combined(scopes, texts))
                .or(() -> computing.find(scopes, texts));
    }

    /// The first program that writes these texts as they are known in these scopes; nothing is computed.
    Optional<Program> given(List<Scope> scopes, List<String> texts) {
        return first(program -> written(program, scopes, texts));
    }

    private Optional<Program> first(Function<Program, Optional<Program>> finding) {
        return programs.stream()
                .flatMap(program -> finding.apply(program).stream())
                .findFirst();
    }

    /// The program in the style in which it writes all texts; empty where one differs or most are unknown.
    static Optional<Program> written(Program program, List<Scope> scopes, List<String> texts) {
        return written(program, Slot.STYLES, scopes, texts);
    }

    private static Optional<Program> written(
            Program program, Set<Style> styles, List<Scope> scopes, List<String> texts) {
        List<JsonNode> values = scopes.stream().map(program::eval).toList();
        long known = values.stream().filter(SlotSearch::isKnown).count();
        return known == 0 || known * 2 < values.size() ? Optional.empty() : styled(program, styles, values, texts);
    }

    /// A text whose length is said: `at least 10 characters, got 8`.
    private Optional<Program> length(List<Scope> scopes, List<String> texts) {
        boolean numbers = texts.stream().allMatch(SlotSearch::isNumber) && new HashSet<>(texts).size() > 1;
        return numbers ? first(program -> written(program, LENGTH, scopes, texts)) : Optional.empty();
    }

    /// A time of day or a day of the week: `it is now Monday 09:30`.
    private Optional<Program> moment(List<Scope> scopes, List<String> texts) {
        return texts.stream().allMatch(text -> WHEN.matcher(text).matches())
                ? first(program -> written(program, MOMENT, scopes, texts))
                : Optional.empty();
    }

    private static Optional<Program> styled(
            Program program, Set<Style> styles, List<JsonNode> values, List<String> texts) {
        if (styles.contains(Style.MONEY)
                && new HashSet<>(texts).size() >= FEWEST_AMOUNTS
                && writes(values, Style.MONEY, texts)) {
            return Optional.of(new Program.Written(program, Style.MONEY));
        }
        return styles.stream()
                .filter(style -> writes(values, style, texts))
                .findFirst()
                .map(style -> style == Style.PLAIN ? program : new Program.Written(program, style));
    }

    private static boolean isKnown(JsonNode value) {
        return value.isValueNode() && !value.isMissingNode() && !value.isNull();
    }

    private static boolean writes(List<JsonNode> values, Style style, List<String> texts) {
        for (int i = 0; i < values.size(); i++) {
            if (isKnown(values.get(i))) {
                JsonNode written = Writing.of(values.get(i), style);
                if (!written.isTextual() || !written.textValue().equals(texts.get(i))) {
                    return false;
                }
            } else if (!values.get(i).isMissingNode()) {
                return false;
            }
        }
        return true;
    }

    private Optional<Program> combined(List<Scope> scopes, List<String> texts) {
        if (new HashSet<>(texts).size() < FEWEST_NUMBERS || !texts.stream().allMatch(SlotSearch::isNumber)) {
            return Optional.empty();
        }
        List<Program> operands = programs.stream()
                .filter(program -> program.eval(scopes.getFirst()).isNumber())
                .limit(MOST_OPERANDS)
                .toList();
        return Stream.of(Operator.PLUS, Operator.MINUS, Operator.TIMES)
                .flatMap(operator -> operands.stream()
                        .flatMap(left -> operands.stream().map(right -> new Program.Arithmetic(operator, left, right))))
                .flatMap(result -> written(result, scopes, texts).stream())
                .findFirst();
    }

    static boolean isNumber(String text) {
        return text.matches("-?\\d{1,12}(\\.\\d{1,6})?");
    }
}
