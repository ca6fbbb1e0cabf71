package dev.agentgym.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/// Tells which customers a conversation is about.
@FunctionalInterface
public interface CustomerKeys {

    /// Every name of a customer that the conversation shows; conversations that share one belong together.
    Set<String> of(Conversation conversation);

    /// Looks where logs usually say it: the metadata, else the arguments of successful calls, under `customer_id`,
    /// `user_id`, `account_id`, `customer`, `email`, `phone` and `phone_number`.
    static CustomerKeys usual() {
        return CustomerKeys::usual;
    }

    private static Set<String> usual(Conversation conversation) {
        Set<String> keys = new TreeSet<>();
        collect(conversation.metadata(), keys);
        if (keys.isEmpty()) {
            for (Exchange exchange : conversation.exchanges()) {
                if (!exchange.isRefused()) {
                    collect(exchange.call().arguments(), keys);
                }
            }
        }
        return keys;
    }

    private static void collect(JsonNode values, Set<String> keys) {
        for (String field :
                new String[] {"customer_id", "user_id", "account_id", "customer", "email", "phone", "phone_number"}) {
            JsonNode value = values.path(field);
            if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
                keys.add(value.asText());
            }
        }
    }
}
