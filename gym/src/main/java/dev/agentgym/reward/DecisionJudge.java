package dev.agentgym.reward;

import dev.agentgym.trace.Exchange;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Role;
import dev.agentgym.trace.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Judges one decision in the middle of a conversation by the one that its log shows. Immutable.
///
/// Where the log shows calls, they are paired with those that were made so that as much as possible agrees, each by
/// the share of its arguments: fewer calls and other ones cost alike. The decision is a success exactly when there
/// are as many calls, the tools stand as they would after the logged ones, and those that only read are the same.
/// Words beside them do not count. Where the log shows words alone, they are the expected reply: a success tells
/// what they tell, calls nothing and claims no deed that was not done; where they tell no value to check, it has at
/// least half of the total.
final class DecisionJudge {

    private static final double NOTHING_RIGHT = 0.3;
    private static final double ENOUGH = 0.25;
    private static final double SAME_MEANING = 0.5;

    private final Map<String, Double> weights;
    private final Deeds deeds;
    private final Function<Judged, List<RewardFunction.Found>> reply;

    /// @param reply examines words by those that were expected
    DecisionJudge(Map<String, Double> weights, Deeds deeds, Function<Judged, List<RewardFunction.Found>> reply) {
        this.weights = weights;
        this.deeds = deeds;
        this.reply = reply;
    }

    Reward judge(Ended ended, Message.Assistant logged) {
        List<ToolCall> made = ended.conversation().exchanges().stream()
                .filter(exchange -> exchange.position() >= ended.from() && exchange.caller() == Role.ASSISTANT)
                .map(Exchange::call)
                .toList();
        return logged.toolCalls().isEmpty() ? words(ended, logged, made) : calls(ended, logged.toolCalls(), made);
    }

    private Reward calls(Ended ended, List<ToolCall> logged, List<ToolCall> made) {
        Finding end = EndState.examine(ended);
        List<ToolCall> lookups = logged.stream()
                .filter(call -> ended.expectation().actions().stream().noneMatch(each -> isSame(each, call)))
                .toList();
        boolean looked = lookups.stream().allMatch(call -> made.stream().anyMatch(each -> isSame(each, call)));
        boolean success = looked && made.size() == logged.size() && end.value() >= Likeness.SAME;
        return total(List.of(found(EndState.NAME, end), found(ToolUse.NAME, agreement(logged, made))), success);
    }

    private static boolean isSame(ToolCall one, ToolCall other) {
        return Likeness.of(one, other) >= Likeness.SAME;
    }

    private static Finding agreement(List<ToolCall> logged, List<ToolCall> made) {
        double value = EndState.share(Assignment.sum(Likeness.of(logged, made)), logged.size(), made.size());
        double gate = NOTHING_RIGHT + (1 - NOTHING_RIGHT) * Math.min(1, value / ENOUGH);
        return new Finding(
                value,
                gate,
                String.format(
                        Locale.ROOT,
                        "The log shows %s, the agent made %s; %.0f %% agrees.",
                        names(logged),
                        names(made),
                        100 * value));
    }

    private static String names(List<ToolCall> calls) {
        return calls.isEmpty() ? "no call" : calls.stream().map(ToolCall::name).collect(Collectors.joining(", "));
    }

    private Reward words(Ended ended, Message.Assistant logged, List<ToolCall> made) {
        String said = ended.said();
        List<Message> before = ended.conversation().messages().subList(0, ended.from());
        List<RewardFunction.Found> findings =
                new ArrayList<>(reply.apply(new Judged(said, Optional.of(logged.content()), before)));
        Optional<Finding> told = Communicated.examine(ended);
        Optional<Finding> claims = deeds.examine(ended.conversation(), ended.from(), _ -> true);
        told.ifPresent(finding -> findings.add(found(Communicated.NAME, finding)));
        claims.ifPresent(finding -> findings.add(found(Deeds.NAME, finding)));
        if (!made.isEmpty()) {
            findings.add(found(ToolUse.NAME, agreement(List.of(), made)));
        }
        boolean right = made.isEmpty()
                && told.stream().allMatch(Finding::isWhole)
                && claims.stream().allMatch(Finding::isWhole)
                && !said.isBlank();
        Reward reward = total(findings, false);
        return new Reward(
                reward.total(), right && (told.isPresent() || reward.total() >= SAME_MEANING), reward.parts());
    }

    private RewardFunction.Found found(String name, Finding finding) {
        return new RewardFunction.Found(name, weights.getOrDefault(name, 0.0), finding);
    }

    private static Reward total(List<RewardFunction.Found> findings, boolean success) {
        Reward reward = RewardFunction.combine(findings);
        return new Reward(reward.total(), success, reward.parts());
    }
}
