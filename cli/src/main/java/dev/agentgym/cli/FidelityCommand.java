package dev.agentgym.cli;

import dev.agentgym.Gym;
import dev.agentgym.GymException;
import dev.agentgym.fidelity.Division;
import dev.agentgym.fidelity.Fidelity;
import dev.agentgym.fidelity.FidelityCard;
import dev.agentgym.report.FidelityPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fidelity",
        mixinStandardHelpOptions = true,
        description = "Measures how often the mocked tools say what the real ones said.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  agent-gym fidelity my-gym",
            "  agent-gym fidelity my-gym --html fidelity.html",
            "  agent-gym fidelity my-gym --heldout later-traces.jsonl",
            "",
            "Parts of the conversations are held out by chance, by customer, by task",
            "and by time; tools learned from the others answer their calls. With --heldout",
            "the tools learned from the whole gym answer the calls of other conversations."
        })
final class FidelityCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "GYM", description = "A gym that `create` made.")
    private Path folder = Path.of("gym");

    @Option(names = "--heldout", paramLabel = "TRACES", description = "Measure on these conversations instead.")
    private @Nullable String heldOut;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots, one file.")
    private @Nullable Path html;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    FidelityCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Gym gym = Gym.load(folder);
        Fidelity fidelity = new Fidelity(gym.traces(), gym.fidelity().seed());
        String given = heldOut;
        long quarantined = given == null ? divide(fidelity) : measureOn(given, fidelity);
        FidelityCard card = fidelity.card();
        if (card.measurements().isEmpty()) {
            throw new GymException("nothing can be measured in " + folder + ": "
                    + String.join("; ", card.notMeasured().values()) + "; a measurement needs logged calls");
        }
        show(card);
        return quarantined > 0 ? ExitCode.QUARANTINED : ExitCode.DONE;
    }

    private long divide(Fidelity fidelity) {
        for (Division division : Division.OF_TRACES) {
            Interruption.endIfAsked();
            console.note("measuring by " + division.label() + " …");
            fidelity.measure(division);
        }
        return 0;
    }

    private long measureOn(String given, Fidelity fidelity) {
        TraceInput input = TraceInput.read(List.of(given), console);
        fidelity.measureOn(input.conversations());
        return input.quarantined();
    }

    private void show(FidelityCard card) {
        if (json) {
            console.printPretty(card.toJson());
        } else {
            FidelityText.card(card, console);
        }
        Path page = html;
        if (page != null) {
            write(page, FidelityPage.of(card, "Fidelity of " + folder));
            console.note("page: " + page);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new GymException(
                    "cannot write " + file + ": " + e.getMessage() + " ("
                            + e.getClass().getSimpleName() + "); check that its folder exists and may be written to",
                    e);
        }
    }
}
