package dev.agentgym.llm.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelException;
import dev.agentgym.trace.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// What all roles together may spend, and who has spent what. Safe to share between threads.
///
/// The most that a call can cost is reserved before it and settled after it, so that even callers at the same time
/// never spend more than the limits. A call that fails is a call; where the server may have worked before the
/// failure, all that was reserved counts as spent.
public final class Budget {

    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Spending> byRole = new TreeMap<>();
    private Spending spent = Spending.NOTHING;
    private Spending reserved = Spending.NOTHING;
    private Spending keptBack = Spending.NOTHING;
    private final Optional<Ledger> ledger;
    private long numbered;

    /// A budget of which nothing is spent.
    public Budget(Limits limits) {
        this(limits, Optional.empty());
    }

    private Budget(Limits limits, Optional<Ledger> ledger) {
        this.limits = limits;
        this.ledger = ledger;
        ledger.ifPresent(book -> {
            book.read().forEach(this::add);
            numbered = book.numbered();
        });
    }

    /// A budget of which that is spent which a file says, and which goes on writing there before and after every
    /// call: whoever is killed and begins again with the same file spends no more than the limits in all.
    ///
    /// @param file is made where there is none
    /// @throws ModelException when it cannot be read
    public static Budget recorded(Limits limits, Path file) {
        return new Budget(limits, Optional.of(new Ledger(file)));
    }

    /// The limits.
    public Limits limits() {
        return limits;
    }

    /// What was spent so far, without what is only reserved.
    public Spending spent() {
        lock.lock();
        try {
            return spent;
        } finally {
            lock.unlock();
        }
    }

    /// Counts what was spent before, in a run that goes on, as far as it is not counted already.
    ///
    /// @param json what [#toJson] wrote
    public void recall(JsonNode json) {
        lock.lock();
        try {
            json.properties().forEach(role -> {
                Spending known = byRole.getOrDefault(role.getKey(), Spending.NOTHING);
                add(role.getKey(), Spending.fromJson(role.getValue()).beyond(known));
            });
        } finally {
            lock.unlock();
        }
    }

    /// What each role has spent, by its name.
    public ObjectNode toJson() {
        lock.lock();
        try {
            ObjectNode json = Json.object();
            byRole.forEach((role, spending) -> json.set(role, spending.toJson()));
            return json;
        } finally {
            lock.unlock();
        }
    }

    /// Keeps a part back: until told otherwise, what is left is less by this. A later part replaces an earlier one.
    ///
    /// @param part what nobody may spend now; [Spending#NOTHING] gives it free
    public void keepBack(Spending part) {
        lock.lock();
        try {
            keptBack = part;
        } finally {
            lock.unlock();
        }
    }

    /// Sets aside the most that a call can cost.
    ///
    /// @return the number by which the call is settled
    /// @throws ModelException when that is more than what is left
    long reserve(String role, Spending most) {
        lock.lock();
        try {
            Spending all = spent.plus(reserved).plus(keptBack).plus(most);
            if (all.calls() > limits.calls()) {
                throw over(limits.calls() + " calls");
            }
            if (all.tokens() > limits.tokens()) {
                throw over(limits.tokens() + " tokens");
            }
            if (all.nanos() > limits.nanos()) {
                throw over(new Spending(0, 0, 0, 0, limits.nanos()).dollars() + " dollars");
            }
            numbered++;
            long number = numbered;
            ledger.ifPresent(book -> book.reserved(number, role, most));
            reserved = reserved.plus(most);
            return number;
        } finally {
            lock.unlock();
        }
    }

    /// Where money is not limited nobody need know what a call costs, and nothing is said of it.
    private ModelException over(String limit) {
        String dollars = limits.nanos() < Long.MAX_VALUE ? ", " + spent.dollars() + " dollars" : "";
        String kept = keptBack.equals(Spending.NOTHING) ? "" : ", " + keptBack.calls() + " calls are kept back";
        return new ModelException(
                "not asked: it could cost more than the budget of " + limit + " (" + spent.calls() + " calls, "
                        + spent.tokens() + " tokens" + dollars + " are spent" + kept + ")",
                new Failure.BudgetSpent());
    }

    /// Gives back what was set aside and counts what was really spent, which is never more.
    ///
    /// @param number what [#reserve] said
    void settle(long number, String role, Spending most, Spending real) {
        lock.lock();
        try {
            reserved = reserved.plus(
                    new Spending(-most.calls(), -most.failures(), -most.input(), -most.output(), -most.nanos()));
            add(role, real);
            ledger.ifPresent(book -> book.settled(number, role, real));
        } finally {
            lock.unlock();
        }
    }

    private void add(String role, Spending real) {
        spent = spent.plus(real);
        byRole.merge(role, real, Spending::plus);
    }
}
