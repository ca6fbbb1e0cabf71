package dev.agentgym.convert;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The shapes of logs that can be converted.
public enum Format {
    /// The schema of this project.
    AGENT_GYM("agent-gym"),
    /// Chat messages as OpenAI's chat, fine-tuning and preference files have them, and those of TRL and OpenRLHF.
    OPENAI("openai"),
    /// A list of runs of tau-bench.
    TAU_BENCH("tau-bench"),
    /// A result file of tau2-bench.
    TAU2("tau2"),
    /// Trajectory groups of ART.
    ART("art"),
    /// Episodes of verifiers and prime-rl.
    PRIME_RL("prime-rl"),
    /// Rollouts of NeMo Gym.
    NEMO_GYM("nemo-gym"),
    /// Spans of OpenTelemetry's conventions for generative AI, as OTLP JSON.
    OTEL("otel"),
    /// A table, or JSON lines, with one row for each message.
    MESSAGE_ROWS("message-rows"),
    /// A table, or JSON lines, with one row for each tool call; joined to the messages by conversation.
    CALL_ROWS("call-rows"),
    /// A table, or JSON lines, with one row for each answer of a survey; joined to the messages by conversation.
    SURVEY_ROWS("survey-rows"),
    /// A database: three tables, or queries.
    DATABASE("database");

    private final String label;

    Format(String label) {
        this.label = label;
    }

    /// The format's name on the command line and in reports.
    public String label() {
        return label;
    }

    /// The format of that name.
    ///
    /// @throws ConversionException when there is none
    public static Format of(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new ConversionException("unknown format '" + label + "'; the formats are " + labels()));
    }

    static String labels() {
        return Arrays.stream(values()).map(Format::label).collect(Collectors.joining(", "));
    }

    boolean isRows() {
        return this == MESSAGE_ROWS || this == CALL_ROWS || this == SURVEY_ROWS;
    }
}
