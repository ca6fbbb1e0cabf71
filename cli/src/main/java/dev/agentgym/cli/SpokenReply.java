package dev.agentgym.cli;

import dev.agentgym.agent.AgentListener;
import dev.agentgym.agent.ModelCall;
import dev.agentgym.agent.Reply;
import dev.agentgym.trace.ToolCall;
import java.util.Optional;
import java.util.function.Consumer;

/// Shows a reply while it comes about: calls when they are answered, words when they are said. Mutable, for one
/// reply.
final class SpokenReply implements AgentListener {

    private final Console console;
    private final AgentListener also;
    private boolean speaking;
    private boolean spoken;

    /// @param also hears all but words
    SpokenReply(Console console, AgentListener also) {
        this.console = console;
        this.also = also;
    }

    @Override
    public Optional<Consumer<String>> words() {
        return Optional.of(this::say);
    }

    private void say(String piece) {
        console.out().print(speaking ? piece : ReplyText.begin(console) + piece);
        console.out().flush();
        speaking = true;
    }

    @Override
    public void asked(ModelCall call) {
        also.asked(call);
        if (speaking) {
            console.print("");
        }
        spoken = speaking && call.answer().isPresent();
        speaking = false;
    }

    @Override
    public void calling(ToolCall call) {
        also.calling(call);
    }

    @Override
    public void called(Reply.Step step) {
        also.called(step);
        ReplyText.step(step, console);
        spoken = false;
    }

    /// Shows what is left to be shown.
    void end(Reply reply) {
        if (!spoken) {
            console.print(ReplyText.begin(console) + reply.text());
        }
        ReplyText.end(reply, console);
    }
}
