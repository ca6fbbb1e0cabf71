package dev.agentgym.examples.customerservice.office;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One row of a query: columns by name. Asking for a column that is absent or null is a programming error.
record Row(Map<String, @Nullable Object> columns) {

    String text(String column) {
        return Objects.requireNonNull(columns.get(column), column).toString();
    }

    Optional<String> optionalText(String column) {
        return Optional.ofNullable(columns.get(column)).map(Object::toString);
    }

    long number(String column) {
        return ((Number) Objects.requireNonNull(columns.get(column), column)).longValue();
    }

    boolean flag(String column) {
        return number(column) != 0;
    }

    LocalDate date(String column) {
        return LocalDate.parse(text(column));
    }
}
