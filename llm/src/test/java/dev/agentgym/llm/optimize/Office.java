package dev.agentgym.llm.optimize;

import dev.agentgym.environment.Seeds;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.Failure;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.llm.agent.SystemPrompt;
import dev.agentgym.llm.call.Budget;
import dev.agentgym.llm.call.Limits;
import dev.agentgym.llm.call.Metered;
import dev.agentgym.llm.call.Prices;
import dev.agentgym.llm.call.Retries;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Message;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A small world for optimisers: six kinds of tasks, and a model without chance whose skill with a kind depends on
/// what its prompt says of it. The judge names the rule that was missed, as a real reward names its reasons; the
/// same model rewrites prompts from such feedback, sometimes badly.
final class Office {

    private static final Map<String, String> RULES = new LinkedHashMap<>();

    static {
        RULES.put("refund", "For a refund, check the date first.");
        RULES.put("cancel", "For a cancel, name the last day.");
        RULES.put("address", "For an address, read it back.");
        RULES.put("invoice", "For an invoice, give the number.");
        RULES.put("upgrade", "For an upgrade, quote the price.");
        RULES.put("outage", "For an outage, look at the map.");
    }

    private static final List<String> KINDS = List.copyOf(RULES.keySet());
    private static final Pattern WANTED = Pattern.compile("The judge wanted: ([^.]*\\.)");
    private static final Pattern SECTION = Pattern.compile("reads:\n```\n(.*?)\n```", Pattern.DOTALL);
    private static final int PERCENT = 100;

    private final boolean signal;
    private final int failing;
    private final int shownSkill;
    private final Map<Request, Integer> asked = new ConcurrentHashMap<>();

    /// @param signal whether the prompt makes a difference
    /// @param failing how many calls in a hundred fail
    /// @param shownSkill how many tasks in a hundred go well of a kind that is only shown; 90 do where its rule is
    /// told
    Office(boolean signal, int failing, int shownSkill) {
        this.signal = signal;
        this.failing = failing;
        this.shownSkill = shownSkill;
    }

    Office(boolean signal, int failing) {
        this(signal, failing, 70);
    }

    static String kind(String task) {
        return KINDS.get(Integer.parseInt(task.substring(1)) % KINDS.size());
    }

    private static List<String> tasks(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> "t" + n).toList();
    }

    static List<String> heldOut() {
        return tasks(100, 190);
    }

    Problem problem(Budget budget, SearchSettings settings) {
        List<String> learn = tasks(0, 36);
        List<Demonstration> logged = tasks(0, 24).stream()
                .map(task -> new Demonstration(task, "Customer: a " + kind(task) + "\nAgent: done well"))
                .toList();
        ModelClient agent = client(budget, "agent");
        return new Problem(
                new Candidate(SystemPrompt.STANDARD, List.of()),
                (candidate, task, attempt) -> play(agent, candidate, task, attempt),
                client(budget, "reflection"),
                learn,
                tasks(40, 70),
                logged,
                settings);
    }

    Problem problem() {
        return problem(new Budget(Limits.NONE), SearchSettings.DEFAULT);
    }

    private ModelClient client(Budget budget, String role) {
        ModelName name = new ModelName("server", "http://office", "m");
        ModelClient paid = new Metered(this::flaky, budget, role, name, Prices.of(Map.of()));
        return new Retries(paid, Retries.Schedule.DEFAULT, () -> Instant.EPOCH, pause -> {}, () -> 0.5);
    }

    /// How often the model was really called, whatever a budget thinks.
    int calls() {
        return asked.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Outcome play(ModelClient model, Candidate candidate, String task, int attempt) {
        Request request = Request.of(
                List.of(
                        new Message.SystemPrompt(candidate.whole(task).text(), Details.NONE),
                        Message.User.says("I come about " + kind(task) + " (" + task + ")")),
                Sampling.steady(attempt));
        try {
            boolean good = model.complete(request).text().equals("good");
            String transcript = "Customer: a " + kind(task) + "\nAgent: done " + (good ? "well" : "badly");
            return good
                    ? new Outcome.Scored(1, "All went well.", transcript)
                    : new Outcome.Scored(0.2, "The judge wanted: " + RULES.get(kind(task)), transcript);
        } catch (ModelException e) {
            if (e.failure() instanceof Failure.BudgetSpent) {
                throw new SearchStopped(true, String.valueOf(e.getMessage()));
            }
            return new Outcome.Failed(false, String.valueOf(e.getMessage()));
        }
    }

    /// Whether a call fails depends on what is asked and how often it was, never on who was first.
    private Completion flaky(Request request) {
        int times = asked.merge(request, 1, Integer::sum);
        if (draw(request.toString(), times) < failing) {
            throw new ModelException("the server stumbled", new Failure.Overloaded(500, Optional.empty()));
        }
        String text = request.messages().getFirst() instanceof Message.SystemPrompt prompt
                ? served(prompt.content(), request)
                : reflected(request.messages().getFirst().text());
        return new Completion(text, List.of(), Optional.of(new Completion.Usage(100, 10, 0, 0)), "stop", "m");
    }

    private String served(String prompt, Request request) {
        String words = request.messages().getLast().text();
        String kind = KINDS.stream().filter(words::contains).findFirst().orElseThrow();
        int skill = 50;
        if (signal) {
            boolean told = prompt.contains(String.valueOf(RULES.get(kind)));
            boolean shown = prompt.contains("a " + kind + "\nAgent: done well");
            skill = told ? 90 : shown ? shownSkill : 20;
        }
        return draw(prompt + words, request.sampling().seed().orElse(0)) < skill ? "good" : "bad";
    }

    /// Adds the rules that the feedback names; every fourth time it loses what was there.
    private static String reflected(String question) {
        Matcher section = SECTION.matcher(question);
        String old = section.find() ? section.group(1) : "";
        boolean clumsy = draw(question, 7) < 25;
        Set<String> lines = new LinkedHashSet<>(
                clumsy || old.isBlank() ? List.of() : old.lines().toList());
        Matcher wanted = WANTED.matcher(question);
        while (wanted.find()) {
            lines.add("- " + wanted.group(1));
        }
        return "Here it is:\n```\n" + String.join("\n", lines) + "\n```";
    }

    private static int draw(String text, long number) {
        return (int) (Seeds.of(text.hashCode(), number) % PERCENT);
    }
}
