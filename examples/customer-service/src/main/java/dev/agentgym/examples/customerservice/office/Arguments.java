package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/// The checked arguments of one call.
record Arguments(ObjectNode json) {

    String text(String name) {
        return json.required(name).textValue();
    }

    Optional<String> optionalText(String name) {
        return optional(name).map(JsonNode::textValue);
    }

    Optional<BigDecimal> optionalNumber(String name) {
        return optional(name).map(Parameter::decimal);
    }

    boolean flag(String name) {
        return optional(name).map(JsonNode::booleanValue).orElse(false);
    }

    /// An amount above zero, in cents.
    long positiveCents(String name) {
        long cents = Money.cents(Parameter.decimal(json.required(name)));
        if (cents <= 0) {
            throw Refusal.AMOUNT_NOT_POSITIVE.of(Money.text(cents));
        }
        return cents;
    }

    Optional<LocalDate> optionalDate(String name) {
        return optionalText(name).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw Refusal.INVALID_FORMAT.of(name, "a day of the calendar", json.get(name));
            }
        });
    }

    private Optional<JsonNode> optional(String name) {
        return Optional.ofNullable(json.get(name));
    }
}
