package dev.agentgym.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whom rows are for. The constant's name in lower case, with hyphens, is its spelling everywhere.
public enum Target {
    /// TRL's `SFTTrainer`, and whoever reads its rows: prime-rl's fine-tuning, Unsloth.
    TRL_SFT(RowKind.CONVERSATIONS),
    /// TRL's `DPOTrainer` and `RewardTrainer`.
    TRL_DPO(RowKind.PAIRS),
    /// TRL's `KTOTrainer`: single turns, each good or bad.
    TRL_KTO(RowKind.CONVERSATIONS),
    /// TRL's `GRPOTrainer`, `RLOOTrainer` and distillation.
    TRL_GRPO(RowKind.PROMPTS),
    /// The reinforcement learning of verl.
    VERL(RowKind.PROMPTS),
    /// OpenRLHF: fine-tuning, preferences or prompts.
    OPENRLHF(RowKind.CONVERSATIONS, RowKind.PAIRS, RowKind.PROMPTS),
    /// The episodes of verifiers and prime-rl, `traces.jsonl`.
    PRIME_RL(RowKind.CONVERSATIONS),
    /// SkyRL.
    SKYRL(RowKind.PROMPTS),
    /// NeMo Gym: rollouts, or the rows that its agents begin with.
    NEMO_GYM(RowKind.CONVERSATIONS, RowKind.PROMPTS),
    /// Trajectory groups of ART.
    ART(RowKind.CONVERSATIONS),
    /// A result file of tau2-bench.
    TAU2(RowKind.CONVERSATIONS),
    /// Spans of OpenTelemetry's conventions for generative AI, as OTLP JSON lines.
    OTEL(RowKind.CONVERSATIONS);

    private final List<RowKind> kinds;

    Target(RowKind... kinds) {
        this.kinds = List.of(kinds);
    }

    /// What it takes, first what it gets where nobody says.
    public List<RowKind> kinds() {
        return kinds;
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
