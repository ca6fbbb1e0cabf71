package dev.agentgym.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialogueActTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "By all means|AGREE",
                "Sure, go ahead|AGREE",
                "No, leave it|DECLINE",
                "No, that's all|CLOSE",
                "Cheers, bye|CLOSE",
                "Thanks a lot|THANK",
                "And what does it cost?|ASK",
                "All lights are green again|TELL",
            })
    void a_turn_does_what_it_sounds_like(String text, DialogueAct act) {
        assertThat(DialogueAct.of(text, false, false)).isEqualTo(act);
    }
}
