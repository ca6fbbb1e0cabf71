package dev.agentgym.cli;

import java.util.Optional;
import picocli.CommandLine;

/// The version that the jar's manifest names.
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"agent-gym " + version, "JDK " + Runtime.version()};
    }
}
