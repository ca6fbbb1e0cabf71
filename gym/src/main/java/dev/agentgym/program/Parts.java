package dev.agentgym.program;

import java.util.List;
import java.util.stream.Stream;

/// The parts of programs and predicates, for those who look for something in them.
final class Parts {

    private static final String EACH = "each";

    private Parts() {}

    /// Whether the value depends on a name of the scope. An `each` that a list inside the program binds is none.
    static boolean mentions(Program program, String name) {
        return program instanceof Program.Path path
                ? path.steps().getFirst().equals(name)
                : Stream.concat(outer(program), name.equals(EACH) ? Stream.empty() : inner(program))
                        .anyMatch(part -> mentions(part, name));
    }

    /// The paths that the program reads in its own scope.
    static Stream<Program.Path> paths(Program program) {
        return program instanceof Program.Path path
                ? Stream.of(path)
                : outer(program).flatMap(Parts::paths);
    }

    static Stream<Program.Path> paths(Predicate predicate) {
        return outer(predicate).flatMap(Parts::paths);
    }

    /// Whether it reads an argument that the call leaves out.
    static boolean leavesOut(Predicate predicate, Scope scope) {
        return paths(predicate).anyMatch(path -> isLeftOut(path, scope));
    }

    /// Whether it is what the call gives, or part of it.
    static boolean isArgument(Program value) {
        return value instanceof Program.Path(List<String> steps)
                && steps.getFirst().equals("args");
    }

    static boolean isLeftOut(Program.Path path, Scope scope) {
        return path.steps().size() > 1 && isArgument(path) && path.eval(scope).isMissingNode();
    }

    /// The paths that the program reads for the elements of lists.
    static Stream<Program.Path> innerPaths(Program program) {
        return Stream.concat(
                outer(program).flatMap(Parts::innerPaths),
                inner(program).flatMap(part -> Stream.concat(paths(part), innerPaths(part))));
    }

    /// The paths that the program reads, in its own scope and for the elements of lists.
    static Stream<Program.Path> allPaths(Program program) {
        return program instanceof Program.Path path
                ? Stream.of(path)
                : Stream.concat(
                        Stream.concat(outer(program), inner(program)).flatMap(Parts::allPaths),
                        tests(program).flatMap(Parts::elementPaths));
    }

    static Stream<Program.Path> allPaths(Predicate predicate) {
        return Stream.concat(outer(predicate).flatMap(Parts::allPaths), elementPaths(predicate));
    }

    private static Stream<Predicate> tests(Program program) {
        return switch (program) {
            case Program.Filtered(Program _, Predicate test) -> Stream.of(test);
            case Program.Found(Program _, Predicate test) -> Stream.of(test);
            case Program.Choice(Predicate test, Program _, Program _) -> Stream.of(test);
            default -> Stream.empty();
        };
    }

    private static Stream<Program.Path> elementPaths(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Any(Program _, Predicate each) -> allPaths(each);
            case Predicate.And(List<Predicate> tests) -> tests.stream().flatMap(Parts::elementPaths);
            case Predicate.Not(Predicate test) -> elementPaths(test);
            default -> Stream.empty();
        };
    }

    /// The parts that see the same names as the program.
    private static Stream<Program> outer(Program program) {
        return switch (program) {
            case Program.Constant _, Program.Path _, Program.Absent _ -> Stream.empty();
            case Program.Pick(Program container, Program key) -> Stream.of(container, key);
            case Program.Position(Program list, Program value) -> Stream.of(list, value);
            case Program.Arithmetic(var _, Program left, Program right) -> Stream.of(left, right);
            case Program.Rounded(Program number, int _, var _) -> Stream.of(number);
            case Program.Fold(var _, Program list, var _) -> Stream.of(list);
            case Program.Mapped(Program list, var _) -> Stream.of(list);
            case Program.Filtered(Program list, var _) -> Stream.of(list);
            case Program.Found(Program list, var _) -> Stream.of(list);
            case Program.Sorted(Program list, var _, boolean _) -> Stream.of(list);
            case Program.Joined(Program first, Program second) -> Stream.of(first, second);
            case Program.Built(var fields) -> fields.values().stream();
            case Program.Completed(Program object, Program _) -> Stream.of(object);
            case Program.Changed(Program object, var fields, var _) ->
                Stream.concat(Stream.of(object), fields.values().stream());
            case Program.Put(Program object, Program key, Program value) -> Stream.of(object, key, value);
            case Program.Dropped(Program object, Program key) -> Stream.of(object, key);
            case Program.Template(List<Program> parts) -> parts.stream();
            case Program.Written(Program value, var _) -> Stream.of(value);
            case Program.Moved(Program date, Program amount, var _) -> Stream.of(date, amount);
            case Program.Local(Program time, String _, String _) -> Stream.of(time);
            case Program.Gap(Program from, Program to, var _) -> Stream.of(from, to);
            case Program.Formula(Program text) -> Stream.of(text);
            case Program.Choice(Predicate test, Program then, Program otherwise) ->
                Stream.concat(Stream.of(then, otherwise), outer(test));
        };
    }

    private static Stream<Program> outer(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Compare(Program left, var _, Program right) -> Stream.of(left, right);
            case Predicate.Contains(Program container, Program value) -> Stream.of(container, value);
            case Predicate.Present(Program value) -> Stream.of(value);
            case Predicate.Matches(Program text, String _) -> Stream.of(text);
            case Predicate.Any(Program list, var _) -> Stream.of(list);
            case Predicate.And(List<Predicate> tests) -> tests.stream().flatMap(Parts::outer);
            case Predicate.Not(Predicate test) -> outer(test);
        };
    }

    /// The parts of what is evaluated for every element of a list.
    private static Stream<Program> inner(Program program) {
        return switch (program) {
            case Program.Fold(var _, var _, Program each) -> Stream.of(each);
            case Program.Mapped(var _, Program each) -> Stream.of(each);
            case Program.Filtered(var _, Predicate test) -> outer(test);
            case Program.Found(var _, Predicate test) -> outer(test);
            case Program.Sorted(var _, Program key, boolean _) -> Stream.of(key);
            case Program.Completed(Program _, Program rest) -> Stream.of(rest);
            case Program.Constant _,
                    Program.Path _,
                    Program.Pick _,
                    Program.Position _,
                    Program.Arithmetic _,
                    Program.Rounded _,
                    Program.Joined _,
                    Program.Built _,
                    Program.Changed _,
                    Program.Put _,
                    Program.Dropped _,
                    Program.Absent _,
                    Program.Template _,
                    Program.Written _,
                    Program.Moved _,
                    Program.Local _,
                    Program.Gap _,
                    Program.Formula _,
                    Program.Choice _ -> Stream.empty();
        };
    }
}
