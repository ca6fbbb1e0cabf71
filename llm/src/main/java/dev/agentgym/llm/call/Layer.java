package dev.agentgym.llm.call;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.Request;
import java.util.function.Consumer;

/// Something that goes around a client, for answers that are asked for whole and those that are streamed alike.
abstract class Layer implements ModelClient {

    private final ModelClient next;

    Layer(ModelClient next) {
        this.next = next;
    }

    /// One way to ask the client behind.
    interface Call {

        /// Asks it, with this request.
        Completion ask(Request request);

        /// Whether somebody has heard a part of an answer, so that asking again would tell it twice.
        boolean isHeard();
    }

    /// Asks, once, often or never.
    abstract Completion around(Request request, Call call);

    @Override
    public final Completion complete(Request request) {
        return around(request, new Call() {
            @Override
            public Completion ask(Request asked) {
                return next.complete(asked);
            }

            @Override
            public boolean isHeard() {
                return false;
            }
        });
    }

    @Override
    public final Completion stream(Request request, Consumer<String> heard) {
        return around(request, new Streamed(heard));
    }

    private final class Streamed implements Call {

        private final Consumer<String> listener;
        private volatile boolean begun;

        Streamed(Consumer<String> listener) {
            this.listener = listener;
        }

        @Override
        public Completion ask(Request asked) {
            return next.stream(asked, text -> {
                begun = true;
                listener.accept(text);
            });
        }

        @Override
        public boolean isHeard() {
            return begun;
        }
    }
}
