package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.text.Embedder;
import dev.agentgym.text.MiniLmEmbedder;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Scores replies and conversations. Immutable, deterministic and thread-safe.
///
/// The total is `gates × Σ weight × value / Σ weight` over the parts that apply. A gate is 1 unless a part found a
/// defect that no other quality makes up for: an empty reply, a contradicted fact, a flipped polarity, an exchanged
/// key word, an apology instead of an answer. So a reply that repeats the expected one but for a `not` scores low
/// although it is near in words and meaning. The parts, their default weights and the gates are explained in
/// `docs/reward.md`. A reply equal to the expected one scores 1 when nothing else is wrong with it.
public final class RewardFunction {

    /// A part with its weight.
    private record Weighted(RewardPart part, double weight) {}

    private final List<Weighted> parts;
    private final Map<String, Double> ofEpisodes;
    private final Experience experience;
    private final Embedder embedder;

    private RewardFunction(
            List<Weighted> parts, Map<String, Double> ofEpisodes, Experience experience, Embedder embedder) {
        this.parts = List.copyOf(parts);
        this.ofEpisodes = Collections.unmodifiableMap(new LinkedHashMap<>(ofEpisodes));
        this.experience = experience;
        this.embedder = embedder;
    }

    /// The documented default with the embedding model that comes with the gym; the model loads at the first score.
    public static RewardFunction standard() {
        return standard(MiniLmEmbedder.shared());
    }

    /// The documented default with another embedding model; the calibration of similarity is that of MiniLM.
    public static RewardFunction standard(Embedder embedder) {
        List<Weighted> parts = List.of(
                new Weighted(new SemanticSimilarity(), 0.40),
                new Weighted(new FactAgreement(), 0.20),
                new Weighted(new PolarityAgreement(), 0.12),
                new Weighted(new Wording(), 0.04),
                new Weighted(new Answers(), 0.06),
                new Weighted(new Grounding(), 0.05),
                new Weighted(new ToolAgreement(), 0.04),
                new Weighted(new Repetition(), 0.03),
                new Weighted(new Tone(), 0.02),
                new Weighted(new SameLanguage(), 0.02),
                new Weighted(new Length(), 0.02));
        return new RewardFunction(parts, EpisodeJudge.WEIGHTS, Experience.NONE, embedder);
    }

    /// The same parts with other weights; parts that are not named keep theirs. Gates stay as they are.
    ///
    /// @throws IllegalArgumentException for an unknown part or a weight that is negative or not finite
    public RewardFunction withWeights(Map<String, Double> weights) {
        weights.forEach(this::check);
        Map<String, Double> episodes = new LinkedHashMap<>(ofEpisodes);
        episodes.replaceAll((name, weight) -> weights.getOrDefault(name, weight));
        return new RewardFunction(
                parts.stream()
                        .map(each -> new Weighted(
                                each.part(), weights.getOrDefault(each.part().name(), each.weight())))
                        .toList(),
                episodes,
                experience,
                embedder);
    }

    /// The same function with one more part.
    ///
    /// @throws IllegalArgumentException when there is a part of that name, or for a weight that is negative or not
    /// finite
    public RewardFunction with(RewardPart part, double weight) {
        if (weights().containsKey(part.name())) {
            throw new IllegalArgumentException("the reward has a part \"" + part.name() + "\" already");
        }
        List<Weighted> more = new ArrayList<>(parts);
        more.add(new Weighted(part, weight));
        RewardFunction extended = new RewardFunction(more, ofEpisodes, experience, embedder);
        extended.check(part.name(), weight);
        return extended;
    }

    /// The same function with what was learned from logs in the place of what it had learned before.
    RewardFunction with(Experience learned) {
        return new RewardFunction(parts, ofEpisodes, learned, embedder);
    }

    /// What claims stand for.
    Deeds deeds() {
        return experience.deeds();
    }

    /// What was learned from logs, for [#with(JsonNode)]; equal logs give equal texts.
    public ObjectNode toJson() {
        return experience.toJson();
    }

    /// The same function with what another one had learned.
    public RewardFunction with(JsonNode learned) {
        return with(Experience.of(learned));
    }

    /// The weight of every part by its name, in their order.
    public Map<String, Double> weights() {
        Map<String, Double> weights = new LinkedHashMap<>();
        parts.forEach(each -> weights.put(each.part().name(), each.weight()));
        weights.putAll(ofEpisodes);
        return weights;
    }

    private void check(String name, double weight) {
        if (!weights().containsKey(name)) {
            throw new IllegalArgumentException("the reward has no part \"" + name + "\"; its parts are "
                    + weights().keySet());
        }
        if (!(weight >= 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException(
                    "the weight of \"" + name + "\" is " + weight + "; it must be a finite number of at least 0");
        }
    }

    /// How good a reply is where another was expected: in [0, 1].
    public double score(String response, String groundTruth) {
        return judge(Judged.of(response, groundTruth)).total();
    }

    /// Judges one reply.
    public Reward judge(Judged judged) {
        return combine(examine(Evidence.of(judged, embedder)));
    }

    /// Judges a conversation of which nobody knows what it had to bring about: the quality of all the agent's
    /// replies, each in what was said before it, its use of tools, and whether it did what it said. A part's value
    /// is the mean over the replies that it applies to, and so is its gate.
    public Reward judge(Conversation conversation) {
        List<Found> findings = findings(conversation);
        findings.addAll(experience.predicted(conversation));
        return experience.byQuality().combine(findings, false);
    }

    /// All but what is predicted.
    List<Found> findings(Conversation conversation) {
        List<Found> findings = quality(conversation, 0);
        ToolUse.examine(conversation).ifPresent(finding -> findings.add(episodePart(ToolUse.NAME, finding)));
        experience
                .deeds()
                .examine(conversation, 0, _ -> true)
                .ifPresent(finding -> findings.add(episodePart(Deeds.NAME, finding)));
        return findings;
    }

    /// Judges an episode by what it had to bring about, and its replies as [#judge(Conversation)] does.
    ///
    /// The sessions are branched, never called; the same episode has the same reward. Beside the total stands
    /// whether it is a success: exactly when the end is reached, all that had to be told was told, no deed was
    /// claimed that was not done, and the agent said something. The total of an episode that misses the end is at
    /// most half. An episode that is one decision is judged by the decision of the log; what was learned of whole
    /// conversations says nothing of it.
    public Reward judge(Ended ended) {
        return ended.decision().map(logged -> decision(ended, logged)).orElseGet(() -> episode(ended));
    }

    private Reward decision(Ended ended, Message.Assistant logged) {
        DecisionJudge judge = new DecisionJudge(weights(), deeds(), this::replyTo);
        return judge.judge(ended, logged);
    }

    private List<Found> replyTo(Judged judged) {
        return examine(Evidence.of(judged, embedder));
    }

    private Reward episode(Ended ended) {
        EpisodeJudge.Verdict verdict = new EpisodeJudge(weights(), deeds()).judge(ended);
        List<Found> findings = findings(verdict, ended);
        findings.addAll(experience.predicted(ended.conversation()));
        return experience.byExpectation().combine(findings, verdict.success());
    }

    /// Whether an episode is a success, as [#judge(Ended)] says of whole conversations; without the cost of a
    /// total.
    public boolean isSuccess(Ended ended) {
        return new EpisodeJudge(weights(), deeds()).isSuccess(ended);
    }

    /// All but what is predicted, and whether it is a success, with the quality of the whole conversation as it was
    /// found already.
    EpisodeJudge.Verdict verdict(Ended ended, List<Found> ofConversation) {
        EpisodeJudge.Verdict verdict = new EpisodeJudge(weights(), deeds()).judge(ended);
        List<Found> findings = new ArrayList<>(verdict.findings());
        ofConversation.stream()
                .filter(found -> !ofEpisodes.containsKey(found.name()))
                .forEach(findings::add);
        return new EpisodeJudge.Verdict(verdict.success(), findings);
    }

    private List<Found> findings(EpisodeJudge.Verdict verdict, Ended ended) {
        List<Found> findings = new ArrayList<>(verdict.findings());
        findings.addAll(quality(ended.conversation(), ended.from()));
        return findings;
    }

    private List<Found> quality(Conversation conversation, int from) {
        return new ConversationJudge(this::examine, embedder).quality(conversation, from);
    }

    private Found episodePart(String name, Finding finding) {
        return new Found(name, ofEpisodes.getOrDefault(name, 0.0), finding);
    }

    /// The findings of all parts that apply, in their order.
    private List<Found> examine(Evidence evidence) {
        List<Found> findings = new ArrayList<>();
        for (Weighted each : parts) {
            Optional<Finding> finding = each.part().examine(evidence);
            finding.ifPresent(found -> findings.add(new Found(each.part().name(), each.weight(), found)));
        }
        return findings;
    }

    static Reward combine(List<Found> findings) {
        double sum = 0;
        double weights = 0;
        double gates = 1;
        List<Scored> scored = new ArrayList<>();
        for (Found found : findings) {
            Finding finding = found.finding();
            sum += found.weight() * finding.value();
            weights += found.weight();
            gates *= finding.gate();
            scored.add(new Scored(found.name(), finding.value(), found.weight(), finding.evidence()));
        }
        return new Reward(weights == 0 ? 0 : Math.clamp(gates * (sum / weights), 0, 1), scored);
    }

    /// What a named part with its weight found.
    record Found(String name, double weight, Finding finding) {}
}
