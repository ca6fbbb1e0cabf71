package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.text.Clause;
import dev.agentgym.text.Polarity;
import dev.agentgym.text.Tokens;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Whether the reply agrees with what the tools answered since the customer last spoke.
///
/// Two contradictions are looked for: success is claimed although the last tool refused or failed, and a field of
/// an answer (`"status": "declined"`, `"eligible": false`) takes the other side among opposites than the reply does
/// in a clause about it. Both are fatal. What a later call is about, by its name or its short answer, may have
/// become otherwise since (`enable_roaming`), and "whether" and "if" state nothing. Applies when tools answered.
final class ToolAgreement implements RewardPart {

    private static final double CONTRADICTED = 0.25;
    private static final int LONGEST_VALUE = 80;
    private static final int MOST_FIELDS = 500;
    private static final Pattern OPEN = Pattern.compile("\\b(?:whether|if)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DONE = Pattern.compile(
            "\\b(?:has|have) (?:now |already |just )?been \\w+ed\\b|\\bsuccessful(?:ly)?\\b|\\bI(?:'ve| have) (?:now |already |just )?\\w+ed\\b|\\bis (?:now )?(?:booked|confirmed|cancelled|canceled|done|complete)\\b|\\ball set\\b",
            Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "tool_agreement";
    }

    @Override
    public Optional<Finding> examine(Evidence evidence) {
        List<Message.Tool> answers = recent(evidence.judged().before());
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        List<Clause> clauses = evidence.response().clauses();
        Message.Tool last = answers.getLast();
        Optional<Clause> claim = last.isError()
                ? clauses.stream().filter(ToolAgreement::claimsSuccess).findFirst()
                : Optional.empty();
        return Optional.of(claim.map(clause -> contradiction(clause, last.name() + " failed"))
                .or(() -> IntStream.range(0, answers.size())
                        .mapToObj(i -> conflict(answers.get(i), answers.subList(i + 1, answers.size()), clauses))
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElse(Finding.good("Nothing contradicts the tools' answers.")));
    }

    private static Finding contradiction(Clause clause, String truth) {
        return new Finding(
                0,
                CONTRADICTED,
                "\"" + clause.text() + "\", but " + truth + "; the total is multiplied by " + CONTRADICTED + ".");
    }

    private static boolean claimsSuccess(Clause clause) {
        return !clause.negated() && DONE.matcher(clause.text()).find();
    }

    private static List<Message.Tool> recent(List<Message> before) {
        List<Message.Tool> answers = new ArrayList<>();
        for (Message message : before.reversed()) {
            if (message instanceof Message.User) {
                break;
            }
            if (message instanceof Message.Tool answer) {
                answers.addFirst(answer);
            }
        }
        return answers;
    }

    /// @param later what tools answered afterwards: what a call speaks of that was made since may be otherwise now
    private static Optional<Finding> conflict(Message.Tool answer, List<Message.Tool> later, List<Clause> clauses) {
        Map<String, Integer> stances = new LinkedHashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        Set<String> torn = new LinkedHashSet<>();
        for (String field : fields(answer.result())) {
            Polarity.clauses(field)
                    .forEach(clause -> clause.stances().forEach((group, side) -> {
                        Integer earlier = stances.put(group, side);
                        sources.put(group, field);
                        if (earlier != null && !earlier.equals(side)) {
                            torn.add(group);
                        }
                    }));
        }
        stances.keySet().removeAll(torn);
        later.stream()
                .filter(each -> !each.isError())
                .forEach(each -> stances.keySet().removeAll(spokenOf(each)));
        return clauses.stream()
                .filter(clause -> !OPEN.matcher(clause.text()).find())
                .flatMap(clause -> against(clause, stances, sources).stream())
                .findFirst();
    }

    private static Set<String> spokenOf(Message.Tool answer) {
        Set<String> groups = new LinkedHashSet<>();
        String text = answer.text().length() <= LONGEST_VALUE ? answer.text() : "";
        for (String said : List.of(words(answer.name()), text)) {
            Polarity.clauses(said)
                    .forEach(clause -> groups.addAll(clause.stances().keySet()));
        }
        return groups;
    }

    private static Optional<Finding> against(Clause clause, Map<String, Integer> truth, Map<String, String> sources) {
        return clause.stances().entrySet().stream()
                .filter(stance -> truth.containsKey(stance.getKey()))
                .filter(stance -> !stance.getValue().equals(truth.get(stance.getKey())))
                .map(stance -> contradiction(clause, "the tool says " + sources.get(stance.getKey())))
                .findFirst();
    }

    /// Every short field as a small statement: `status is declined`, `eligible`, `not eligible`.
    private static List<String> fields(JsonNode result) {
        List<String> statements = new ArrayList<>();
        collect("", result, statements);
        return statements;
    }

    private static void collect(String name, JsonNode value, List<String> statements) {
        if (statements.size() >= MOST_FIELDS) {
            return;
        }
        if (value.isObject()) {
            value.properties().forEach(field -> collect(words(field.getKey()), field.getValue(), statements));
        } else if (value.isArray()) {
            value.forEach(element -> collect(name, element, statements));
        } else if (value.isBoolean()) {
            statements.add((value.booleanValue() ? "" : "not ") + name);
        } else if (value.isTextual()
                && value.textValue().length() <= LONGEST_VALUE
                && Tokens.of(value.textValue()).size() <= 4) {
            statements.add(name + " is " + value.textValue());
        }
    }

    private static String words(String key) {
        return key.replaceAll("([a-z])([A-Z])", "$1 $2").replace('_', ' ').replaceFirst("^is ", "");
    }
}
