package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Amounts: whole cents inside, numbers with two decimals outside.
final class Money {

    private Money() {}

    /// A number with both decimals; the node factory would strip the zero of 32.50.
    static JsonNode json(long cents) {
        return DecimalNode.valueOf(BigDecimal.valueOf(cents, 2));
    }

    static String text(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    static long cents(BigDecimal euros) {
        return euros.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /// `cents * numerator / denominator`, rounded half up.
    static long share(long cents, long numerator, long denominator) {
        return BigDecimal.valueOf(cents * numerator)
                .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
