package dev.agentgym.cli;

import dev.agentgym.convert.ConversionReport;

/// Tells a person what a conversion did.
final class ConversionText {

    private ConversionText() {}

    static void print(ConversionReport report, Console console) {
        for (ConversionReport.Source source : report.sources()) {
            console.print(source.name() + ": " + source.format().label() + " (" + source.reason() + ")");
            source.columns().forEach((meaning, column) -> console.print("    " + meaning + " = " + column));
            if (!source.unused().isEmpty()) {
                console.print("    not carried over: " + String.join(", ", source.unused()));
            }
            printRows(source.rows(), console);
            source.warnings().forEach(warning -> console.print("    note: " + warning));
        }
        report.warnings().forEach(warning -> console.print("note: " + warning));
        report.replaced().forEach((kind, count) -> console.print("replaced " + kind + ": " + count));
        ConversionReport.Counts counts = report.conversations();
        console.print(counts.read() + " conversations read = " + counts.converted() + " converted + "
                + counts.repeated() + " repeated + " + counts.quarantined() + " quarantined");
        console.print("traces: " + report.output());
        report.quarantine().ifPresent(file -> console.print("set aside, with reasons: " + file));
    }

    private static void printRows(ConversionReport.Rows rows, Console console) {
        if (rows.read() > 0) {
            console.print("    " + rows.read() + " rows read = " + rows.used() + " used + " + rows.repeated()
                    + " repeated + " + rows.quarantined() + " quarantined");
        }
    }
}
