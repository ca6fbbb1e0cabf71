package dev.agentgym.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentgym.reward.Ended;
import dev.agentgym.tool.TierAccuracy;
import dev.agentgym.tool.ToolMocker;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import dev.agentgym.world.SessionChanges;
import dev.agentgym.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoggedEpisodesTest {

    private static final List<Conversation> LOGS = Desk.logs();
    private static final World WORLD = World.induce(LOGS);
    private static final Tasks TASKS = TaskMiner.mine(LOGS, WORLD);
    private static final LoggedEpisodes EPISODES =
            new LoggedEpisodes(new ToolMocker(WORLD, new TierAccuracy(Map.of())), Map.of());

    private static List<String> changing(Conversation log) {
        Ended ended = EPISODES.ended(log, TASKS.find("cancel-1").orElseThrow().expectation());
        return ended.end().changes().calls().stream()
                .map(SessionChanges.WritingCall::tool)
                .toList();
    }

    @Test
    void an_episode_ends_where_the_calls_of_its_log_lead() {
        assertThat(changing(LOGS.getFirst())).containsExactly("cancel_order");
    }

    // Customers who restart their own phones made every honest episode miss its end.
    @Test
    void what_customers_call_themselves_changes_nothing_of_the_agents() {
        List<Message> messages = new ArrayList<>();
        for (Message message : LOGS.getFirst().messages()) {
            messages.add(
                    message instanceof Message.Assistant agent
                                    && !agent.toolCalls().isEmpty()
                            ? new Message.User("", agent.toolCalls(), agent.details())
                            : message);
        }
        assertThat(changing(Conversation.of("own-device", messages, Outcome.SUCCESS)))
                .isEmpty();
    }

    @Test
    void a_conversation_that_no_other_explains_is_no_episode() {
        assertThat(EPISODES.byOthers(LOGS.getFirst())).isEmpty();
    }
}
