package dev.agentgym.llm.judge;

import dev.agentgym.environment.Seeds;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.llm.judge.Questionnaire.Mark;
import dev.agentgym.reward.Reward;
import dev.agentgym.reward.Scored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A chat model that grades conversations by a rubric. Immutable; as safe to share as its client.
///
/// Siblings, which are conversations about the same matter, are graded together: shown once in an order drawn by
/// the seed and once in the reverse one, so that each stands as often before as behind each other, and a mark is
/// the mean of both. The total is `Σ weight × mark / Σ weight` over the questions that apply.
///
/// Nobody gains by speaking to the judge: such messages of the agent are withheld and cut the total to three
/// tenths. Nor can a transcript talk the tools away: marks for the end, for what was told and for the use of tools
/// are at most what the gym's reward found, and the total of an episode that misses its end is at most half.
public final class ModelJudge {

    private static final double PLEADED = 0.3;
    private static final double MISSED = 0.5;
    private static final double SAME = 1e-9;

    /// What tools show exactly.
    private static final List<String> SHOWN = List.of("end_state", "communicated", "tool_use");

    private final ModelClient client;
    private final String name;
    private final Rubric rubric;
    private final Settings settings;

    /// How a judge works. Immutable.
    ///
    /// @param repairs how often it is asked again after an answer that does not follow the schema
    /// @param together how many siblings are shown at once; more are graded in several groups
    /// @param seed draws orders, and answers where the model can do that
    public record Settings(int repairs, int together, long seed) {

        /// Two repairs, six siblings.
        public static final Settings DEFAULT = new Settings(2, 6, 1);

        /// Refuses what cannot be.
        public Settings {
            if (repairs < 0 || together < 1 || together > Questionnaire.MOST) {
                throw new IllegalArgumentException("repairs are not negative and siblings at once are 1 to "
                        + Questionnaire.MOST + ", not " + repairs + " and " + together);
            }
        }
    }

    /// A judge behind a client.
    ///
    /// @param name what it is called wherever it is said who judged
    public ModelJudge(ModelClient client, String name, Rubric rubric, Settings settings) {
        this.client = client;
        this.name = name;
        this.rubric = rubric;
        this.settings = settings;
    }

    /// What it is called.
    public String name() {
        return name;
    }

    /// Grades one exhibit by itself.
    ///
    /// @throws ModelException when the model does not answer, or not by the schema
    public Judgement judge(Exhibit exhibit) {
        return rank(List.of(exhibit)).getFirst();
    }

    /// Grades siblings together; the judgements stand in their order.
    ///
    /// @param siblings exhibits of one kind, about the same matter
    /// @throws ModelException when the model does not answer, or not by the schema
    public List<Judgement> rank(List<Exhibit> siblings) {
        List<Judgement> judged = new ArrayList<>();
        for (int from = 0; from < siblings.size(); from += settings.together()) {
            judged.addAll(together(siblings.subList(from, Math.min(siblings.size(), from + settings.together()))));
        }
        return judged;
    }

    private List<Judgement> together(List<Exhibit> group) {
        List<Rubric.Criterion> criteria = rubric.of(group.getFirst());
        List<Transcript> transcripts = group.stream().map(Transcript::of).toList();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, group.size()).boxed().toList());
        Collections.shuffle(
                order,
                new Random(Seeds.of(settings.seed(), group.getFirst().id().hashCode())));
        List<List<Map<String, Mark>>> passes = new ArrayList<>(List.of(pass(criteria, transcripts, order)));
        if (group.size() > 1) {
            passes.add(pass(criteria, transcripts, order.reversed()));
        }
        List<Unranked> unranked = IntStream.range(0, group.size())
                .mapToObj(i -> unranked(
                        criteria,
                        group.get(i),
                        transcripts.get(i),
                        passes.stream().map(pass -> pass.get(i)).toList()))
                .toList();
        return ranked(unranked);
    }

    /// The marks of each transcript, in the order of the exhibits, whatever order they were shown in.
    private List<Map<String, Mark>> pass(
            List<Rubric.Criterion> criteria, List<Transcript> transcripts, List<Integer> order) {
        Questionnaire asked =
                new Questionnaire(criteria, order.stream().map(transcripts::get).toList(), settings.seed());
        List<Map<String, Mark>> shown = answered(asked);
        return IntStream.range(0, order.size())
                .mapToObj(i -> shown.get(order.indexOf(i)))
                .toList();
    }

    private List<Map<String, Mark>> answered(Questionnaire asked) {
        Optional<String> complaint = Optional.empty();
        for (int attempt = 0; attempt <= settings.repairs(); attempt++) {
            Request request = Request.of(asked.messages(complaint), Sampling.steady(settings.seed()))
                    .answeredBy(asked.schema());
            try {
                return asked.marks(client.complete(request).text());
            } catch (UnusableAnswer e) {
                complaint = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        throw new ModelException(
                name + " does not grade by the rubric: " + complaint.orElse(""), new Failure.Malformed());
    }

    private record Unranked(String id, Reward reward, double swing, List<String> pleas) {}

    private static Unranked unranked(
            List<Rubric.Criterion> criteria, Exhibit exhibit, Transcript transcript, List<Map<String, Mark>> passes) {
        List<Scored> parts = criteria.stream()
                .flatMap(each -> part(each, exhibit, passes).stream())
                .toList();
        double total = total(parts) * (transcript.pleas().isEmpty() ? 1 : PLEADED);
        List<Double> alone = passes.stream()
                .map(pass -> total(criteria.stream()
                        .flatMap(each -> part(each, exhibit, List.of(pass)).stream())
                        .toList()))
                .toList();
        return new Unranked(
                exhibit.id(),
                new Reward(Math.min(total, ceiling(exhibit)), parts),
                Math.abs(alone.getFirst() - alone.getLast()),
                transcript.pleas());
    }

    private static double total(List<Scored> parts) {
        double weights = parts.stream().mapToDouble(Scored::weight).sum();
        double sum =
                parts.stream().mapToDouble(part -> part.weight() * part.value()).sum();
        return weights == 0 ? 0 : Math.clamp(sum / weights, 0, 1);
    }

    private static double ceiling(Exhibit exhibit) {
        return found(exhibit, SHOWN.getFirst()).filter(end -> end < 1).isPresent() ? MISSED : 1;
    }

    /// What the gym's own reward found, where it knows what had to come about.
    private static Optional<Double> found(Exhibit exhibit, String part) {
        return exhibit.found().flatMap(reward -> reward.part(part)).map(Scored::value);
    }

    private static Optional<Scored> part(Rubric.Criterion criterion, Exhibit exhibit, List<Map<String, Mark>> passes) {
        List<Mark> marks = passes.stream()
                .flatMap(pass -> Stream.ofNullable(pass.get(criterion.part())))
                .filter(mark -> mark.value().isPresent())
                .toList();
        if (marks.isEmpty()) {
            return Optional.empty();
        }
        double mean = marks.stream()
                .mapToDouble(mark -> mark.value().orElse(0.0))
                .average()
                .orElse(0);
        double most = SHOWN.contains(criterion.part())
                ? found(exhibit, criterion.part()).orElse(1.0)
                : 1;
        return Optional.of(new Scored(
                criterion.part(),
                Math.min(mean, most),
                criterion.weight(),
                marks.getFirst().evidence()));
    }

    private static List<Judgement> ranked(List<Unranked> group) {
        return group.stream()
                .map(each -> new Judgement(
                        each.id(),
                        1
                                + (int) group.stream()
                                        .filter(other -> other.reward().total()
                                                > each.reward().total() + SAME)
                                        .count(),
                        group.size(),
                        each.reward(),
                        each.swing(),
                        each.pleas()))
                .toList();
    }
}
