package dev.agentgym.llm.judge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.environment.Replay;
import dev.agentgym.llm.ModelException;
import dev.agentgym.reward.Reward;
import dev.agentgym.rollout.Rollout;
import dev.agentgym.task.Tasks;
import dev.agentgym.trace.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Lets a chat model grade rollouts beside their rewards, those of one task together. Immutable.
///
/// Groups are graded at the same time, as many as the client lets through; the report does not depend on which is
/// ready first. A group that the model fails to grade is counted and left out.
///
/// @param judge who grades
/// @param gym plays rollouts again, so that the judge is told what had to come about; empty where no gym is at hand
/// @param tasks of that gym; empty without one
public record RolloutJudge(ModelJudge judge, Optional<Replay> gym, Optional<Tasks> tasks) {

    /// What came of it. Immutable.
    ///
    /// @param judge who graded
    /// @param judgements by the id of the rollout, in their order
    /// @param agreement with the rewards of the same rollouts
    /// @param means the mean total of each agent
    /// @param left how many rollouts the model did not grade
    /// @param reasons why not
    public record Report(
            String judge,
            Map<String, Judgement> judgements,
            JudgeAgreement agreement,
            Map<String, Double> means,
            int left,
            List<String> reasons) {

        /// Everything, for programs.
        public ObjectNode toJson() {
            ObjectNode json = Json.object().put("judge", judge).put("left_out", left);
            json.set("reasons", Json.of(reasons));
            ObjectNode totals = json.putObject("mean_total");
            means.forEach((agent, mean) -> totals.put(agent, Json.rounded(mean, 4)));
            json.set("agreement", agreement.toJson());
            ArrayNode each = json.putArray("rollouts");
            judgements.forEach((id, judgement) -> {
                ObjectNode one = Json.object().put("id", id);
                one.setAll(judgement.toJson());
                each.add(one);
            });
            return json;
        }
    }

    private record Graded(List<Rollout> group, List<Judgement> judgements, Optional<String> failure) {}

    /// Grades all that are charged to their agents and have a reward; agents may be several.
    public Report of(List<Rollout> rollouts) {
        Map<String, List<Rollout>> groups = new LinkedHashMap<>();
        rollouts.stream()
                .filter(rollout -> rollout.isCharged() && rollout.reward().isPresent())
                .forEach(rollout -> groups.computeIfAbsent(rollout.task(), _ -> new ArrayList<>())
                        .add(rollout));
        List<Graded> graded = graded(groups.values().stream().toList());
        Map<String, Judgement> judgements = new LinkedHashMap<>();
        List<JudgeAgreement.Pair> pairs = new ArrayList<>();
        Map<String, List<Double>> totals = new LinkedHashMap<>();
        for (Graded each : graded) {
            for (int i = 0; i < each.judgements().size(); i++) {
                Rollout rollout = each.group().get(i);
                Judgement judgement = each.judgements().get(i);
                judgements.put(judgement.id(), judgement);
                totals.computeIfAbsent(rollout.agent(), _ -> new ArrayList<>()).add(judgement.total());
                rollout.reward()
                        .ifPresent(reward -> pairs.add(new JudgeAgreement.Pair(rollout.task(), judgement, reward)));
            }
        }
        return report(graded, judgements, pairs, totals);
    }

    private Report report(
            List<Graded> graded,
            Map<String, Judgement> judgements,
            List<JudgeAgreement.Pair> pairs,
            Map<String, List<Double>> totals) {
        Map<String, Double> means = new LinkedHashMap<>();
        totals.forEach((agent, all) -> means.put(
                agent, all.stream().mapToDouble(Double::doubleValue).average().orElse(0)));
        int left = graded.stream()
                .filter(each -> each.failure().isPresent())
                .mapToInt(each -> each.group().size())
                .sum();
        List<String> reasons = graded.stream()
                .flatMap(each -> each.failure().stream())
                .distinct()
                .toList();
        return new Report(judge.name(), judgements, JudgeAgreement.of(pairs), means, left, reasons);
    }

    private List<Graded> graded(List<List<Rollout>> groups) {
        List<Future<Graded>> running = new ArrayList<>();
        // Closing waits for all.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<Rollout> group : groups) {
                List<Exhibit> exhibits = group.stream().map(this::exhibit).toList();
                running.add(threads.submit(() -> graded(group, exhibits)));
            }
        }
        return running.stream().map(Future::resultNow).toList();
    }

    private Graded graded(List<Rollout> group, List<Exhibit> exhibits) {
        try {
            return new Graded(group, judge.rank(exhibits), Optional.empty());
        } catch (ModelException e) {
            return new Graded(group, List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Exhibit exhibit(Rollout rollout) {
        Reward reward = rollout.reward().orElseThrow();
        int from = rollout.conversation().metadata().path("from").asInt();
        return gym.flatMap(replay -> tasks.flatMap(all -> all.find(rollout.task()))
                        .map(task -> Exhibit.of(replay.ended(task, rollout.seed(), rollout.conversation()), reward)))
                .orElseGet(() -> Exhibit.of(rollout.conversation(), from, reward))
                .named(rollout.agent() + " " + rollout.id());
    }
}
