package dev.agentgym.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whom rows are for. The constant's name in lower case, with hyphens, is its spelling everywhere.
public enum Target {
    /// TRL's `SFTTrainer`, and whoever reads its rows: prime-rl's fine-tuning, Unsloth.
    TRL_SFT,
    /// TRL's `DPOTrainer` and `RewardTrainer`.
    TRL_DPO,
    /// TRL's `KTOTrainer`: single turns, each good or bad.
    TRL_KTO,
    /// TRL's `GRPOTrainer`, `RLOOTrainer` and distillation.
    TRL_GRPO,
    /// The reinforcement learning of verl.
    VERL,
    /// OpenRLHF: fine-tuning, preferences or prompts.
    OPENRLHF,
    /// The episodes of verifiers and prime-rl, `traces.jsonl`.
    PRIME_RL,
    /// SkyRL.
    SKYRL,
    /// NeMo Gym: rollouts, or the rows that its agents begin with.
    NEMO_GYM,
    /// Trajectory groups of ART.
    ART,
    /// A result file of tau2-bench.
    TAU2,
    /// Spans of OpenTelemetry's conventions for generative AI, as OTLP JSON lines.
    OTEL;

    /// What it takes, first what it gets where nobody says.
    public List<RowKind> kinds() {
        return switch (this) {
            case TRL_SFT, TRL_KTO, PRIME_RL, ART, TAU2, OTEL -> List.of(RowKind.CONVERSATIONS);
            case TRL_DPO -> List.of(RowKind.PAIRS);
            case TRL_GRPO, VERL, SKYRL -> List.of(RowKind.PROMPTS);
            case OPENRLHF -> List.of(RowKind.CONVERSATIONS, RowKind.PAIRS, RowKind.PROMPTS);
            case NEMO_GYM -> List.of(RowKind.CONVERSATIONS, RowKind.PROMPTS);
        };
    }

    /// The spelling on the command line and in reports.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The target of that spelling; empty when there is none.
    public static Optional<Target> of(String label) {
        return Arrays.stream(values())
                .filter(target -> target.label().equals(label))
                .findFirst();
    }

    /// All spellings, for messages.
    public static String labels() {
        return Arrays.stream(values()).map(Target::label).collect(Collectors.joining(", "));
    }
}
