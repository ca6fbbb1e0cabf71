package dev.agentgym.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.reward.Reward;
import dev.agentgym.tool.Faults;
import dev.agentgym.tool.Strictness;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Traces;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {

    /// Judges by what the tools say at the end, not by what stands in the conversation.
    private static final Judge BY_STATE = ended -> {
        String status = ended.end()
                .branch()
                .call("get_order", Desk.call("x", "get_order", "W-100").arguments())
                .result()
                .path("status")
                .asText();
        return new Reward(status.equals("cancelled") ? 1 : 0, List.of());
    };

    private static EpisodeSetting judgedBy(Judge judge, Faults faults) {
        EpisodeSetting setting = Desk.setting();
        return new EpisodeSetting(
                setting.traces(),
                setting.tools(),
                setting.declarations(),
                setting.customer(),
                judge,
                new Rules(Limits.DEFAULT, Strictness.GUESS, faults),
                setting.clock());
    }

    private static Conversation played(EpisodeSetting setting, long seed) {
        Environment environment = new ConversationEnvironment(setting);
        environment.reset(Desk.task(0), seed);
        environment.step(new Action.CallTools(List.of(Desk.call("b", "cancel_order", "W-100")), ""));
        environment.step(new Action.Finish("Bye.", ""));
        return Traces.fromJson(Traces.toJson(environment.conversation()));
    }

    @Test
    void a_changed_reward_judges_what_was_played_before() {
        Conversation played = played(Desk.setting(), 4);
        Replay replay = new Replay(judgedBy(BY_STATE, Faults.NONE));
        assertThat(replay.judge(Desk.task(0), 4, played).total()).isEqualTo(1);
    }

    @Test
    void the_same_reward_says_the_same() {
        Environment environment = Desk.environment();
        environment.reset(Desk.task(0), 4);
        Step step = environment.step(new Action.Finish("Bye.", ""));
        assertThat(new Replay(Desk.setting()).judge(Desk.task(0), 4, environment.conversation()))
                .isEqualTo(step.info().verdict().orElseThrow());
    }

    // A call that failed on purpose did nothing; made again without faults it would change the end.
    @Test
    void calls_that_failed_on_purpose_are_not_made_again() {
        EpisodeSetting failing = judgedBy(BY_STATE, new Faults(1, 0, 1, 0, 0, Duration.ZERO));
        assertThat(new Replay(failing)
                        .judge(Desk.task(0), 4, played(failing, 4))
                        .total())
                .isZero();
    }
}
