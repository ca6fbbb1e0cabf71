package dev.agentgym.llm.agent;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.agent.AgentListener;
import dev.agentgym.agent.Demonstrable;
import dev.agentgym.agent.Demonstrator;
import dev.agentgym.agent.Instructable;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.llm.Completion;
import dev.agentgym.llm.ModelClient;
import dev.agentgym.llm.ModelException;
import dev.agentgym.llm.ModelName;
import dev.agentgym.llm.Request;
import dev.agentgym.llm.Sampling;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Message;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An agent that asks a chat model what to do. Immutable; as safe to share as its client.
///
/// Says so when the model fails and never answers in its place.
public final class ModelAgent implements Demonstrable, Instructable {

    /// How an agent works. Immutable.
    ///
    /// @param prompt what it is told first
    /// @param sampling how each answer is drawn
    /// @param steps how often it may call tools between two turns of the customer; then it has to speak
    /// @param context the most tokens of a conversation that the model is shown
    /// @param parallel whether it may call several tools at once; else only the first call is made
    public record Settings(SystemPrompt prompt, Sampling sampling, int steps, int context, boolean parallel) {

        /// Twenty steps, a hundred thousand tokens, parallel calls.
        public static final Settings DEFAULT = new Settings(SystemPrompt.STANDARD, Sampling.DEFAULT, 20, 100_000, true);

        /// The same with another prompt.
        public Settings with(SystemPrompt other) {
            return new Settings(other, sampling, steps, context, parallel);
        }

        /// The same with other sampling.
        public Settings with(Sampling other) {
            return new Settings(prompt, other, steps, context, parallel);
        }
    }

    private static final String OTHERS =
            "What agents did in situations like this one. None of the names, numbers and codes below hold here.";

    private final ModelClient client;
    private final String name;
    private final ModelName model;
    private final Settings settings;
    private final InstantSource clock;
    private final Demonstrator demonstrator;

    /// An agent behind a client of which nothing else is known: who hears of its calls hears the agent's name in
    /// place of the model's.
    ///
    /// @param name what the agent is called
    public ModelAgent(ModelClient client, String name, Settings settings) {
        this(client, name, new ModelName("unknown", "", name), settings);
    }

    /// An agent behind a client, with the time of the machine.
    ///
    /// @param name what the agent is called, such as `gemini (gemini-flash-latest)`
    /// @param model whom the client asks
    public ModelAgent(ModelClient client, String name, ModelName model, Settings settings) {
        this(client, name, model, settings, InstantSource.system());
    }

    /// An agent behind a client.
    ///
    /// @param name what the agent is called, such as `gemini (gemini-flash-latest)`
    /// @param model whom the client asks
    /// @param clock for those who hear when the model was asked
    public ModelAgent(ModelClient client, String name, ModelName model, Settings settings, InstantSource clock) {
        this(client, name, model, settings, clock, messages -> List.of());
    }

    private ModelAgent(
            ModelClient client,
            String name,
            ModelName model,
            Settings settings,
            InstantSource clock,
            Demonstrator demonstrator) {
        this.client = client;
        this.name = name;
        this.model = model;
        this.settings = settings;
        this.clock = clock;
        this.demonstrator = demonstrator;
    }

    /// What is shown stands behind the examples of the prompt.
    @Override
    public Agent shown(Demonstrator other) {
        return new ModelAgent(client, name, model, settings, clock, other);
    }

    /// The same agent, whose answers are drawn in another way.
    public ModelAgent drawing(Sampling other) {
        return new ModelAgent(client, name, model, settings.with(other), clock, demonstrator);
    }

    /// The policy of the prompt stays where it says something, is frozen, or is missing on purpose.
    @Override
    public Agent under(String policy) {
        boolean open = settings.prompt()
                .section(SystemPrompt.POLICY)
                .filter(section -> section.text().isEmpty() && !section.frozen())
                .isPresent();
        return policy.isBlank() || !open
                ? this
                : new ModelAgent(
                        client,
                        name,
                        model,
                        settings.with(settings.prompt().with(SystemPrompt.POLICY, policy)),
                        clock,
                        demonstrator);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Action next(Observation observation) {
        return next(observation, AgentListener.NOBODY);
    }

    @Override
    public Action next(Observation observation, AgentListener listener) {
        try {
            return action(asked(request(observation), listener), new SchemaRepair(observation.tools()));
        } catch (ModelException e) {
            throw new AgentException(
                    name + " did not answer: " + e.getMessage() + "; "
                            + e.failure().remedy() + ", or use --agent grounded",
                    e);
        }
    }

    private Completion asked(Request request, AgentListener listener) {
        Asking asking = new Asking(model, request, clock.instant());
        try {
            Completion completion =
                    listener.words().map(words -> streamed(request, words)).orElseGet(() -> client.complete(request));
            listener.asked(asking.answered(completion, clock.instant()));
            return completion;
        } catch (ModelException e) {
            listener.asked(asking.failed(e.failure(), clock.instant()));
            throw e;
        }
    }

    private Completion streamed(Request request, Consumer<String> words) {
        Speech speech = new Speech(words);
        Completion completion = client.stream(request, speech);
        speech.end();
        return completion;
    }

    private Request request(Observation observation) {
        List<Message> spoken = observation.messages().stream()
                .filter(message -> !(message instanceof Message.SystemPrompt))
                .toList();
        List<Message> messages = new ArrayList<>();
        messages.add(new Message.SystemPrompt(instructions(observation.messages()), Details.NONE));
        messages.addAll(new ContextWindow(settings.context()).fit(spoken));
        boolean mayCall = stepsSinceCustomer(spoken) < settings.steps();
        return new Request(messages, mayCall ? observation.tools() : List.of(), settings.sampling());
    }

    private static long stepsSinceCustomer(List<Message> spoken) {
        int last = spoken.size();
        while (last > 0 && !(spoken.get(last - 1) instanceof Message.User)) {
            last--;
        }
        return spoken.subList(last, spoken.size()).stream()
                .filter(message -> message instanceof Message.Assistant
                        && !message.toolCalls().isEmpty())
                .count();
    }

    /// The prompt, and behind it what the conversation itself brings as instructions.
    private String instructions(List<Message> messages) {
        String own = messages.stream()
                .filter(Message.SystemPrompt.class::isInstance)
                .map(Message::text)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n\n"));
        String prompt = prompt(messages).text();
        return own.isEmpty()
                ? prompt
                : prompt + "\n\n# The policy of this conversation, which goes before everything else\n" + own;
    }

    private SystemPrompt prompt(List<Message> messages) {
        List<String> shown = demonstrator.demonstrations(messages);
        return shown.isEmpty()
                ? settings.prompt()
                : settings.prompt()
                        .showing(
                                Stream.concat(Stream.of(OTHERS), shown.stream()).toList());
    }

    private Action action(Completion completion, SchemaRepair repair) {
        String reason = completion.finishReason().isEmpty() ? "no finish reason" : completion.finishReason();
        String because = completion.model() + ", " + reason;
        if (!completion.toolCalls().isEmpty()) {
            return new Action.CallTools(
                    completion.toolCalls().stream()
                            .limit(settings.parallel() ? Long.MAX_VALUE : 1)
                            .map(repair::repaired)
                            .toList(),
                    because);
        }
        String text = completion.text().strip();
        if (text.endsWith(SystemPrompt.END)) {
            return new Action.Finish(
                    text.substring(0, text.length() - SystemPrompt.END.length()).strip(), because);
        }
        if (text.isEmpty()) {
            throw new AgentException(name + " answered nothing, neither text nor a tool call (" + because
                    + "); ask again, change the prompt, or use --agent grounded");
        }
        return new Action.Say(text, because);
    }
}
