package dev.agentgym.examples.customerservice.office;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The office of Tarnwave: an SQL database in memory, the tools over it, and business time. Not thread-safe: one
/// caller at a time.
///
/// Each answer is a function of the arguments, of state that reads reveal, and of the business time; nothing inside
/// a tool is random. The same seed, calls and times give the same answers.
public final class BackOffice implements AutoCloseable {

    /// The business time of a freshly opened office: a Monday morning.
    public static final Instant OPENING = Instant.parse("2026-01-05T08:00:00Z");

    private final long seed;
    private final Database database;
    private final BusinessClock clock;
    private final NightlyRun nightlyRun;
    private final Map<String, Tool> tools = new LinkedHashMap<>();

    private BackOffice(long seed, Database database, Instant now) {
        this.seed = seed;
        this.database = database;
        this.clock = new BusinessClock(now);
        var records = new Records(database, clock);
        this.nightlyRun = new NightlyRun(records, seed);
        Stream.of(
                        new CustomerTools(records).tools(),
                        new SubscriptionTools(records, new Pricing(records)).tools(),
                        new BillingTools(records).tools(),
                        new AppointmentTools(records).tools(),
                        new TechnicalTools(records).tools(),
                        new SupportTools(records).tools())
                .flatMap(List::stream)
                .forEach(tool -> tools.put(tool.name(), tool));
    }

    /// An office at [#OPENING] with customers, plans and several months of history that the seed decides.
    public static BackOffice open(long seed) {
        Database database = Database.empty();
        new OfficeSeed(database, seed).fill();
        var office = new BackOffice(
                seed, database, OfficeSeed.FOUNDED.atStartOfDay(ZoneOffset.UTC).toInstant());
        office.advanceTo(OPENING);
        return office;
    }

    /// An independent office in the same state at the same time. What happens in one is not seen in the other.
    public BackOffice copy() {
        return new BackOffice(seed, Database.restored(database.snapshot()), clock.now());
    }

    /// What agents are told of the tools, in a fixed order.
    public List<ToolDeclaration> tools() {
        return tools.values().stream().map(Tool::declaration).toList();
    }

    /// Calls a tool. Wrong names and arguments are refusals like any other; a refused call changes nothing.
    public ToolAnswer call(String tool, ObjectNode arguments) {
        try {
            if (!tools.containsKey(tool)) {
                throw Refusal.UNKNOWN_TOOL.of(tool);
            }
            return new ToolAnswer(tools.get(tool).call(arguments), false);
        } catch (Refused refused) {
            return ToolAnswer.refused(refused);
        }
    }

    /// The business time.
    public Instant now() {
        return clock.now();
    }

    /// Lets business time pass, with the office's nightly run at each midnight on the way.
    ///
    /// @throws IllegalArgumentException if the time lies before [#now]
    public void advanceTo(Instant time) {
        if (time.isBefore(clock.now())) {
            throw new IllegalArgumentException(
                    "Business time is %s and cannot go back to %s; copy an earlier office instead."
                            .formatted(clock.now(), time));
        }
        LocalDate last = LocalDate.ofInstant(time, ZoneOffset.UTC);
        for (LocalDate day = clock.today().plusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            clock.set(day.atStartOfDay(ZoneOffset.UTC).toInstant());
            nightlyRun.run();
        }
        clock.set(time);
    }

    /// A read-only look into the office from outside the tools, for whoever invents customers and their concerns.
    public Directory directory() {
        return new Directory(database, clock);
    }

    /// All that the office holds, in which equal offices are equal: the rows of every table, sorted, without the
    /// ids and times that the office itself gave to what was made in it. The same deeds in another order leave the
    /// same.
    public List<String> holdings() {
        return Holdings.of(database);
    }

    Database database() {
        return database;
    }

    /// Releases the database.
    @Override
    public void close() {
        database.close();
    }
}
