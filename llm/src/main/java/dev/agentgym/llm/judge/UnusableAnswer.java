package dev.agentgym.llm.judge;

import java.io.Serial;

/// A model's answer does not follow the schema; the message says where.
final class UnusableAnswer extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnusableAnswer(String message) {
        super(message);
    }
}
