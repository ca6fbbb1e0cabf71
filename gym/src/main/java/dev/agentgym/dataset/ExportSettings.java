package dev.agentgym.dataset;

/// What to export. Immutable.
///
/// @param target whom the rows are for
/// @param kind what a row holds
/// @param selection which conversations and prompts become rows
/// @param pairing which siblings become a pair
/// @param style how rows are written
public record ExportSettings(Target target, RowKind kind, Selection selection, Pairing pairing, RowStyle style) {

    /// Everything, in the first kind of rows that the target has.
    public static ExportSettings of(Target target) {
        return new ExportSettings(target, target.kinds().getFirst(), Selection.ALL, Pairing.DEFAULT, RowStyle.DEFAULT);
    }

    /// Another kind of rows.
    public ExportSettings with(RowKind other) {
        return new ExportSettings(target, other, selection, pairing, style);
    }

    /// Another selection.
    public ExportSettings with(Selection other) {
        return new ExportSettings(target, kind, other, pairing, style);
    }

    /// Other pairs.
    public ExportSettings with(Pairing other) {
        return new ExportSettings(target, kind, selection, other, style);
    }

    /// Another style.
    public ExportSettings with(RowStyle other) {
        return new ExportSettings(target, kind, selection, pairing, other);
    }
}
