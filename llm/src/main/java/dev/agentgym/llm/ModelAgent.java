package dev.agentgym.llm;

import dev.agentgym.agent.Agent;
import dev.agentgym.agent.AgentException;
import dev.agentgym.environment.Action;
import dev.agentgym.environment.Observation;
import dev.agentgym.trace.Details;
import dev.agentgym.trace.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// An agent that asks a chat model what to do. Immutable; as safe to share as its client.
///
/// Says so when the model fails and never answers in its place.
public final class ModelAgent implements Agent {

    /// The model writes this behind its last words, as no chat API has a sign for the end of a conversation.
    static final String END = "[END OF CONVERSATION]";

    private static final String ROLE = """
            You are a customer service agent. Settle what the customer came for with the tools that you have.
            """;

    private static final String STYLE = """
            - Look things up with the tools instead of guessing; never invent an order, an amount, a date or a rule.
            - Ask for what you need and cannot look up, one question at a time.
            - Before a change that costs money or cannot be undone, say what you will do and wait for a yes.
            - When a tool refuses, tell the customer why in plain words and offer what is possible.
            - Answer in the customer's language, in at most four short sentences, without headings or lists.
            - When the matter is settled and the customer has said goodbye, answer with your parting words and
              %s behind them. Never write that before.
            """.formatted(END);

    private final ModelClient client;
    private final String name;
    private final Sampling sampling;

    /// An agent behind a client.
    ///
    /// @param name what the agent is called, such as `gemini (gemini-flash-latest)`
    /// @param sampling how each answer is drawn
    public ModelAgent(ModelClient client, String name, Sampling sampling) {
        this.client = client;
        this.name = name;
        this.sampling = sampling;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Action next(Observation observation) {
        try {
            return action(client.complete(request(observation)));
        } catch (ModelException e) {
            throw new AgentException(
                    name + " did not answer: " + e.getMessage() + "; "
                            + e.failure().remedy() + ", or use --agent grounded",
                    e);
        }
    }

    private Request request(Observation observation) {
        List<Message> messages = new ArrayList<>();
        messages.add(new Message.SystemPrompt(instructions(observation.messages()), Details.NONE));
        observation.messages().stream()
                .filter(message -> !(message instanceof Message.SystemPrompt))
                .forEach(messages::add);
        return new Request(messages, observation.tools(), sampling);
    }

    private static String instructions(List<Message> messages) {
        String policy = messages.stream()
                .filter(Message.SystemPrompt.class::isInstance)
                .map(Message::text)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n\n"));
        return policy.isEmpty()
                ? ROLE + "\n" + STYLE
                : ROLE + "\nThe policy, which goes before everything else:\n\n" + policy + "\n\nHow to work:\n" + STYLE;
    }

    private Action action(Completion completion) {
        String reason = completion.finishReason().isEmpty() ? "no finish reason" : completion.finishReason();
        String because = completion.model() + ", " + reason;
        if (!completion.toolCalls().isEmpty()) {
            return new Action.CallTools(completion.toolCalls(), because);
        }
        String text = completion.text().strip();
        if (text.endsWith(END)) {
            return new Action.Finish(
                    text.substring(0, text.length() - END.length()).strip(), because);
        }
        if (text.isEmpty()) {
            throw new AgentException(name + " answered nothing, neither text nor a tool call (" + because
                    + "); ask again, change the prompt, or use --agent grounded");
        }
        return new Action.Say(text, because);
    }
}
