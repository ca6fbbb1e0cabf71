package dev.agentgym.llm.call;

import dev.agentgym.llm.Completion;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.Request;
import java.util.concurrent.locks.ReentrantLock;
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
        Streamed call = new Streamed(heard);
        try {
            Completion completion = around(request, call);
            call.makeUp(completion);
            return completion;
        } finally {
            call.end();
        }
    }

    private final class Streamed implements Call {

        private final Consumer<String> listener;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile boolean begun;
        private boolean ended;

        Streamed(Consumer<String> listener) {
            this.listener = listener;
        }

        @Override
        public Completion ask(Request asked) {
            return next.stream(asked, this::tell);
        }

        private void tell(String text) {
            lock.lock();
            try {
                if (!ended) {
                    begun = true;
                    listener.accept(text);
                }
            } finally {
                lock.unlock();
            }
        }

        /// An answer that nobody had to be asked for is told all at once.
        void makeUp(Completion completion) {
            if (!begun && !completion.text().isEmpty()) {
                tell(completion.text());
            }
        }

        /// From now on nothing is told: what was given up on may still be talking on its own thread.
        void end() {
            lock.lock();
            try {
                ended = true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean isHeard() {
            return begun;
        }
    }
}
