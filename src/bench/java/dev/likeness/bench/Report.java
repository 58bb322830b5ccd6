package dev.likeness.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The Markdown that is printed at the end. */
final class Report {

    private final List<String> beats = new ArrayList<>();
    private final List<String> reads = new ArrayList<>();
    private final List<String> books = new ArrayList<>();
    private final String machine;
    private final String method;

    Report(Options options, Server server, Connection database) throws SQLException, IOException {
        var system = (com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory
                .getOperatingSystemMXBean();
        machine = String.format(Locale.ROOT,
                "%d cores, %d GB of memory, %s, Java %s, PostgreSQL %s (embedded, fsync on, %s). Server, PostgreSQL and"
                        + " generator share them.",
                Runtime.getRuntime().availableProcessors(), system.getTotalMemorySize() >> 30,
                System.getProperty("os.name"), System.getProperty("java.version"),
                database.getMetaData().getDatabaseProductVersion(), server.disk());
        method = String.format(Locale.ROOT, "Each number is the median of %d rounds of %.1f s.", options.rounds(),
                options.seconds() / options.rounds());
    }

    void beats(String name, List<Cell> cells, String checked) {
        Optional<Cell> function = cells.stream().filter(cell -> cell.name.equals("function"))
                .max(Comparator.comparing(Cell::perSecond));
        List<Cell> sorted = cells.stream().sorted(Comparator
                .comparing((Cell cell) -> List.of("HTTP", "function", "pgbench").indexOf(cell.name))
                .thenComparing(cell -> cell.connections)).toList();
        for (Cell cell : sorted) {
            String ratio = function
                    .map(best -> String.format(Locale.ROOT, "%.2f", cell.perSecond() / best.perSecond())).orElse("-");
            beats.add(row(name, cell, ratio));
        }
        books.add("- " + name + ": " + checked);
    }

    void reads(List<Cell> cells) {
        cells.forEach(cell -> reads.add(row("reads", cell, "-")));
    }

    private static String row(String name, Cell cell, String ratio) {
        return String.format(Locale.ROOT, "| %s | %s | %d | %,.0f | %s | %s | %s |", name, cell.name, cell.connections,
                cell.perSecond(), ratio, cell.latency(), cell.shares());
    }

    void print() {
        System.out.println(machine + " " + method + "\n");
        System.out.println("| load | through | connections | a second | to the best function | ms p50 / p99 / max"
                + " | cores: server / PostgreSQL / generator / others | µs a call: server / PostgreSQL |");
        System.out.println("|---|---|--:|--:|--:|--:|--:|--:|");
        beats.forEach(System.out::println);
        reads.forEach(System.out::println);
        System.out.println("\nChecked against the books:\n");
        books.forEach(System.out::println);
    }
}
