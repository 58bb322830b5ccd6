package dev.likeness.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One number of the table: the median of its rounds, with the latencies of all of them. */
final class Cell {

    final String name;
    final int connections;
    private final Load load;
    private final List<Double> rates = new ArrayList<>();
    private int[] micros = new int[0];
    private Cpu cpu = new Cpu(0, 0, 0, 0);
    private double wall;
    private long tasks;

    Cell(String name, int connections, Load load) {
        this.name = name;
        this.connections = connections;
        this.load = load;
    }

    void warmUp(long nanos) throws Exception {
        load.run(connections, nanos);
    }

    void measure(Server server, double seconds) throws Exception {
        Cpu before = Cpu.of(server);
        long start = System.nanoTime();
        Load.Slice slice = load.run(connections, (long) (seconds * 1e9));
        wall += (System.nanoTime() - start) / 1e9;
        cpu = cpu.plus(Cpu.of(server).since(before));
        rates.add(slice.perSecond());
        tasks += slice.count();
        int old = micros.length;
        micros = Arrays.copyOf(micros, old + slice.timed());
        System.arraycopy(slice.micros(), 0, micros, old, slice.timed());
        Bench.say(String.format(Locale.ROOT, "%-26s %7.0f a second", name + " " + connections, slice.perSecond()));
    }

    double perSecond() {
        List<Double> sorted = rates.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** "12 / 40 / 90": the middle, the 99th percentile and the longest, in milliseconds; a dash where unknown. */
    String latency() {
        if (micros.length == 0) {
            return "-";
        }
        Arrays.sort(micros);
        return ms(micros.length / 2) + " / " + ms((int) Math.min(micros.length - 1, micros.length * 99L / 100)) + " / "
                + ms(micros.length - 1);
    }

    private String ms(int index) {
        double ms = micros[index] / 1e3;
        return String.format(Locale.ROOT, ms < 10 ? "%.1f" : "%.0f", ms);
    }

    /** Cores busy with the server, PostgreSQL, the generator and the rest; microseconds of the first two for a task. */
    String shares() {
        return String.format(Locale.ROOT, "%.2f / %.2f / %.2f / %.2f | %.0f / %.0f", cpu.server() / wall,
                cpu.postgres() / wall, cpu.generator() / wall, Math.max(0, cpu.others()) / wall,
                cpu.server() * 1e6 / tasks, cpu.postgres() * 1e6 / tasks);
    }
}
