package dev.agentgym.rollout;

import dev.agentgym.agent.AgentListener;
import dev.agentgym.agent.ModelCall;
import dev.agentgym.agent.Reply;
import dev.agentgym.trace.ToolCall;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Writes down the course of an episode or of a chat. Safe to share between threads: an agent that was given up on
/// may still ask.
public final class CourseRecorder implements AgentListener {

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Instant began;
    private final List<ModelCall> asked = new ArrayList<>();
    private final List<Course.Interval> tools = new ArrayList<>();
    private Instant calling;
    private long tokens;

    /// Begins now.
    public CourseRecorder(InstantSource clock) {
        this.clock = clock;
        this.began = clock.instant();
        this.calling = began;
    }

    @Override
    public void asked(ModelCall call) {
        lock.lock();
        try {
            asked.add(call);
            tokens += call.tokens();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void calling(ToolCall call) {
        lock.lock();
        try {
            calling = clock.instant();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void called(Reply.Step step) {
        lock.lock();
        try {
            called(1, calling, clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /// So many tool calls were made at once.
    void called(int calls, Instant from, Instant to) {
        lock.lock();
        try {
            tools.addAll(Collections.nCopies(calls, new Course.Interval(from, to)));
        } finally {
            lock.unlock();
        }
    }

    /// How many tokens the models have used up so far.
    public long tokens() {
        lock.lock();
        try {
            return tokens;
        } finally {
            lock.unlock();
        }
    }

    Instant began() {
        return began;
    }

    /// The course until now.
    public Course course() {
        lock.lock();
        try {
            return new Course(began, clock.instant(), asked, tools);
        } finally {
            lock.unlock();
        }
    }
}
