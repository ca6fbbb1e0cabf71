package dev.agentgym.cli;

import dev.agentgym.GymException;
import dev.agentgym.agent.AgentException;
import dev.agentgym.convert.ConversionException;
import dev.agentgym.dataset.DatasetException;
import dev.agentgym.deploy.DeploymentException;
import dev.agentgym.deploy.ToolSourceException;
import dev.agentgym.llm.ModelException;
import dev.agentgym.text.TextException;
import dev.agentgym.trace.TraceException;
import java.util.Optional;
import picocli.CommandLine;

/// Turns failures into a line for the user and an exit code. A failure that we foresaw is its message; one that we
/// did not is a defect, and shows where it happened.
final class Failures {

    private Failures() {}

    static int report(Throwable failure, Console console) {
        Optional<String> foreseen = message(failure);
        if (foreseen.isPresent()) {
            console.error("agent-gym: " + foreseen.get());
        } else {
            console.error(
                    "agent-gym: unexpected " + failure + "; this is a defect, please report it with what follows:");
            failure.printStackTrace(console.errWriter());
        }
        return exitCode(failure);
    }

    static int exitCode(Throwable failure) {
        boolean usage = failure instanceof UsageException
                || failure instanceof DeploymentException
                || failure instanceof CommandLine.ParameterException;
        return usage ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static Optional<String> message(Throwable failure) {
        return switch (failure) {
            case UsageException e -> Optional.ofNullable(e.getMessage());
            case TraceException e -> Optional.ofNullable(e.getMessage());
            case GymException e -> Optional.ofNullable(e.getMessage());
            case ConversionException e -> Optional.ofNullable(e.getMessage());
            case DatasetException e -> Optional.ofNullable(e.getMessage());
            case ModelException e ->
                Optional.of(e.getMessage() + "; " + e.failure().remedy());
            case DeploymentException e -> Optional.ofNullable(e.getMessage());
            case ToolSourceException e -> Optional.ofNullable(e.getMessage());
            case AgentException e -> Optional.ofNullable(e.getMessage());
            case TextException e -> Optional.ofNullable(e.getMessage());
            case Interruption.Interrupted e -> Optional.ofNullable(e.getMessage());
            case OutOfMemoryError e ->
                Optional.of("out of memory (" + e.getMessage()
                        + "); give it more with AGENT_GYM_JAVA_OPTIONS=-Xmx8g, or convert fewer logs at once");
            default -> Optional.empty();
        };
    }
}
