package dev.agentgym.reward;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentgym.trace.Exchange;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The codes that tools gave in an episode to what the agent was to make: a refund's number is another one in every
/// episode. Immutable.
///
/// @param given codes that first stood in the accepted answer to a call that the task expects, in lower case
/// @param shown all codes that stood in any answer or call
record FreshCodes(Set<String> given, Set<String> shown) {

    private static final Pattern CODE = Pattern.compile("\\p{L}{1,5}[-_]?\\d{2,}");

    static FreshCodes of(Ended ended) {
        Set<String> given = new LinkedHashSet<>();
        Set<String> shown = new HashSet<>();
        for (Exchange exchange : ended.conversation().exchanges()) {
            collect(exchange.call().arguments(), shown);
            Set<String> answered = new LinkedHashSet<>();
            exchange.answer().ifPresent(answer -> collect(answer.result(), answered));
            boolean expected = ended.expectation().actions().stream()
                    .anyMatch(action -> action.name().equals(exchange.call().name()));
            if (expected && exchange.isAccepted()) {
                answered.stream().filter(code -> !shown.contains(code)).forEach(given::add);
            }
            shown.addAll(answered);
        }
        return new FreshCodes(given, shown);
    }

    private static void collect(JsonNode value, Set<String> codes) {
        if (value.isContainerNode()) {
            value.forEach(inner -> collect(inner, codes));
        } else if (CODE.matcher(value.asText()).matches()) {
            codes.add(value.asText().toLowerCase(Locale.ROOT));
        }
    }

    /// Whether a wanted code is none of this episode's, and one of its kind that was given instead is told.
    ///
    /// @param told what the agent said, in lower case
    boolean isToldFor(String wanted, String told) {
        String code = wanted.toLowerCase(Locale.ROOT);
        return CODE.matcher(code).matches()
                && !shown.contains(code)
                && given.stream().anyMatch(each -> kind(each).equals(kind(code)) && told.contains(each));
    }

    private static String kind(String code) {
        return code.replaceAll("\\d+", "");
    }
}
