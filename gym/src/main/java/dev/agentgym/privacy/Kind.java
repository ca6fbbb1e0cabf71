package dev.agentgym.privacy;

import java.util.Locale;

/// What a personal value is. The constant's name in lower case is its name in reports.
enum Kind {
    FIRST_NAME,
    LAST_NAME,
    EMAIL,
    PHONE,
    CARD,
    BANK_ACCOUNT,
    STREET,
    CITY,
    POSTAL_CODE,
    BIRTH_DATE,
    PERSON_ID;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
