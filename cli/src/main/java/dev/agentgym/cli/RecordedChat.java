package dev.agentgym.cli;

import dev.agentgym.agent.Chat;
import dev.agentgym.agent.QueryAgent;
import dev.agentgym.agent.Reply;
import dev.agentgym.dataset.EpisodeSpans;
import dev.agentgym.dataset.SpanFile;
import dev.agentgym.rollout.Course;
import dev.agentgym.rollout.CourseRecorder;
import dev.agentgym.trace.Conversation;
import dev.agentgym.trace.Json;
import dev.agentgym.trace.Message;
import dev.agentgym.trace.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// A chat of which it is known what happened when. Mutable, for one thread.
///
/// @param chat the chat
/// @param agent who answers
/// @param recorder writes down what happens
record RecordedChat(Chat chat, String agent, CourseRecorder recorder) {

    static RecordedChat begin(QueryAgent agent) {
        return new RecordedChat(agent.chat(), agent.agent().name(), new CourseRecorder(InstantSource.system()));
    }

    Reply say(String text) {
        return chat.say(text, recorder);
    }

    /// The same, shown while it comes about.
    void say(String text, Console console) {
        SpokenReply spoken = new SpokenReply(console, recorder);
        spoken.end(chat.say(text, spoken));
    }

    /// Writes down what happened; of a chat in which nothing was said there is nothing to tell.
    void tell(EpisodeSpans spans, SpanFile file) {
        List<Message> messages = chat.messages();
        if (!messages.isEmpty()) {
            Course course = recorder.course();
            file.write(spans.of(
                    new Conversation(
                            "chat~" + course.began(),
                            messages,
                            Outcome.UNKNOWN,
                            OptionalDouble.empty(),
                            List.of(),
                            Json.object().put("agent", agent),
                            Map.of()),
                    course));
        }
    }
}
