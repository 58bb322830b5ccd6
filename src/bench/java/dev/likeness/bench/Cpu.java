package dev.likeness.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Seconds of processor time used so far, from /proc.
 *
 * @param others all other processes of the machine: what is measured beside them is not worth much
 */
record Cpu(double server, double postgres, double generator, double others) {

    private static final double TICKS = 100;

    static Cpu of(Server server) {
        long postmaster = server.postmaster();
        // Ended backends count among the postmaster's children.
        double postgres = seconds(postmaster, true)
                + ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::children)
                        .mapToDouble(child -> seconds(child.pid(), false)).sum();
        var own = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double ofServer = seconds(server.pid(), false);
        double ofGenerator = own.getProcessCpuTime() / 1e9;
        return new Cpu(ofServer, postgres, ofGenerator, busy() - ofServer - postgres - ofGenerator);
    }

    Cpu since(Cpu earlier) {
        return new Cpu(server - earlier.server, postgres - earlier.postgres, generator - earlier.generator,
                others - earlier.others);
    }

    Cpu plus(Cpu other) {
        return new Cpu(server + other.server, postgres + other.postgres, generator + other.generator,
                others + other.others);
    }

    /** All processes: user, nice, system, interrupts and what a host took away; not idle and not waiting. */
    private static double busy() {
        try (BufferedReader stat = Files.newBufferedReader(Path.of("/proc/stat"))) {
            String[] fields = stat.readLine().split(" +");
            double ticks = 0;
            for (int field : new int[]{1, 2, 3, 6, 7, 8}) {
                ticks += Double.parseDouble(fields[field]);
            }
            return ticks / TICKS;
        } catch (IOException _) {
            return 0;
        }
    }

    private static double seconds(long pid, boolean withChildren) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // utime, stime, cutime, cstime are fields 14 to 17; the name before them may hold blanks.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double own = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
            return (withChildren ? own + Double.parseDouble(fields[13]) + Double.parseDouble(fields[14]) : own) / TICKS;
        } catch (IOException _) {
            return 0;
        }
    }
}
