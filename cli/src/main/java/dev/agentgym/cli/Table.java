package dev.agentgym.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table of text with aligned columns. Mutable, for one thread.
final class Table {

    private static final int WIDEST = 60;

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        this.head = List.of(head);
    }

    /// Adds a row; longer cells are cut when printed.
    void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(String::valueOf).map(Table::cut).toList());
    }

    private static String cut(String cell) {
        String line = cell.replaceAll("\\s+", " ");
        return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
    }

    void printTo(Console console) {
        console.print(console.colour(line(head), Console.Colour.BOLD));
        rows.forEach(row -> console.print(line(row)));
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(width(i) - cell.length());
            line.append(i == 0 ? "" : "  ").append(isNumeric(i) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int width = head.get(column).length();
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> isNumber(row.get(column)));
    }

    private static boolean isNumber(String cell) {
        return cell.matches("[\\d.,]+( ?%)?|-?");
    }
}
