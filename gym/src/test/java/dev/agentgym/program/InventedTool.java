package dev.agentgym.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// A tool that draws its own calls and refuses them by hand-written checks, the first one that holds.
final class InventedTool {

    private record Rule(Predicate<JsonNode> when, Function<JsonNode, JsonNode> says) {}

    private final Function<Random, ObjectNode> draw;
    private final List<Rule> rules = new ArrayList<>();
    private double hidden;

    private InventedTool(Function<Random, ObjectNode> draw) {
        this.draw = draw;
    }

    static InventedTool drawing(Function<Random, ObjectNode> draw) {
        return new InventedTool(draw);
    }

    InventedTool refusing(Predicate<JsonNode> when, Function<JsonNode, String> says) {
        return answering(when, scope -> TextNode.valueOf(says.apply(scope)));
    }

    InventedTool refusing(Predicate<JsonNode> when, String says) {
        return refusing(when, _ -> says);
    }

    InventedTool answering(Predicate<JsonNode> when, Function<JsonNode, JsonNode> says) {
        rules.add(new Rule(when, says));
        return this;
    }

    /// Each row, but not the arguments, is unknown in this share of the calls.
    InventedTool hiding(double share) {
        hidden = share;
        return this;
    }

    Case call(Random random) {
        ObjectNode scope = draw.apply(random);
        Optional<JsonNode> refusal = rules.stream()
                .filter(rule -> rule.when().test(scope))
                .findFirst()
                .map(rule -> rule.says().apply(scope));
        ObjectNode known = scope.deepCopy();
        List.copyOf(scope.properties()).stream()
                .filter(name -> name.getValue().isContainerNode()
                        && !name.getKey().equals("args")
                        && random.nextDouble() < hidden)
                .forEach(name -> known.remove(name.getKey()));
        return new Case(Scope.of(known), refusal);
    }

    List<Case> calls(int count, Random random) {
        return IntStream.range(0, count).mapToObj(_ -> call(random)).toList();
    }

    /// What is learned from so many calls.
    Guards learned(int count, long seed) {
        return new GuardSearch(List.of("args", "row", "user", "now")).learn(calls(count, new Random(seed)));
    }

    /// How well guards do on calls that they were not learned from.
    Score score(Guards guards, int count, long seed) {
        Score score = new Score();
        calls(count, new Random(seed)).forEach(call -> score.add(guards.check(call.scope()), call.refusal()));
        return score;
    }

    /// Counts of what was refused and what should have been.
    static final class Score {
        private int right;
        private int wrong;
        private int missed;
        private int undecided;
        private int sameWords;

        void add(Check check, Optional<JsonNode> truth) {
            switch (check) {
                case Check.Refused(var _, JsonNode text) -> {
                    right += truth.isPresent() ? 1 : 0;
                    wrong += truth.isPresent() ? 0 : 1;
                    sameWords += truth.isPresent() && Values.equal(truth.get(), text) ? 1 : 0;
                }
                case Check.Passed() -> missed += truth.isPresent() ? 1 : 0;
                case Check.Undecided _ -> undecided++;
            }
        }

        double precision() {
            return right + wrong == 0 ? 1 : right / (double) (right + wrong);
        }

        double recall() {
            return right + missed == 0 ? 1 : right / (double) (right + missed);
        }

        /// The share of right refusals that come with the tool's own words.
        double words() {
            return right == 0 ? 1 : sameWords / (double) right;
        }

        int undecided() {
            return undecided;
        }

        @Override
        public String toString() {
            return "%d right (%d word for word), %d wrong, %d missed, %d undecided"
                    .formatted(right, sameWords, wrong, missed, undecided);
        }
    }

    static ObjectNode scope() {
        ObjectNode scope = Json.object();
        scope.putObject("args");
        return scope;
    }

    @SafeVarargs
    static <T> T one(Random random, T... of) {
        return of[random.nextInt(of.length)];
    }
}
