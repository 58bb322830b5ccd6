package dev.likeness.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The same statement driven by pgbench, where it is installed. It knows nothing of {@link Rounds}: over many sessions
 * it runs through a part of a fresh round; over few, each client moves the clock a little whenever it has been through
 * its own sessions. A client that runs ahead of the others may then find nothing to bill: {@link #billed} tells.
 */
final class Pgbench implements Load {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
    private static final Pattern COUNT = Pattern.compile("actually processed: ([0-9]+)");
    private static final Pattern FAILED = Pattern.compile("failed transactions: 0 ");
    /** More sessions than this are beaten once a run at most. */
    private static final int FEW = 1000;

    private final Server server;
    private final Books books;
    private final Rounds rounds;
    private final int sessions;
    private final Path script;
    private double rate = 1000;
    private long processed;
    private long billed;

    Pgbench(Server server, Books books, Path home, Rounds rounds, int sessions) throws IOException {
        this.server = server;
        this.books = books;
        this.rounds = rounds;
        this.sessions = sessions;
        script = home.resolve("beat-" + sessions + ".sql");
        // In all about three minutes between two beats of a session, within the grace for a client that is slower.
        String clock = """
                \\if :i % :own = 0
                update installation_clock set offset_seconds = offset_seconds + 192 / :clients;
                \\endif
                """;
        Files.writeString(script, "\\set n :client_id + :clients * (:i % :own)\n" + (sessions > FEW ? "" : clock)
                + "\\set i :i + 1\n" + BeatCall.PGBENCH);
    }

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("pgbench", "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    @Override
    public Slice run(int connections, long nanos) throws Exception {
        rounds.fresh();
        long charges = books.charges();
        int own = sessions / connections;
        long wanted = (long) Math.max(20, rate * nanos / 1e9 / connections);
        long each = sessions > FEW ? Math.min(own, wanted) : wanted;
        Process pgbench = new ProcessBuilder(List.of("pgbench", "-n", "-M", "prepared", "-h", "127.0.0.1", "-p",
                String.valueOf(server.databasePort()), "-U", "postgres", "-c", String.valueOf(connections), "-j", "2",
                "-t", String.valueOf(each), "-D", "i=0", "-D", "clients=" + connections, "-D", "own=" + own, "-f",
                script.toString(), "postgres")).redirectErrorStream(true).start();
        String said = new String(pgbench.getInputStream().readAllBytes());
        if (pgbench.waitFor() != 0 || !FAILED.matcher(said).find()) {
            throw new IllegalStateException("pgbench failed:\n" + said);
        }
        rounds.fresh();
        rate = Double.parseDouble(group(RATE, said));
        int count = Integer.parseInt(group(COUNT, said));
        processed += count;
        billed += books.charges() - charges;
        return new Slice((long) (count / rate * 1e9), new int[0], count);
    }

    /** Heartbeats so far. */
    long processed() {
        return processed;
    }

    /** How many of them found something to bill. */
    long billed() {
        return billed;
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
