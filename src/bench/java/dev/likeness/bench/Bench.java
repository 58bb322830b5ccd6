package dev.likeness.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The benchmark of heartbeats; {@code src/bench/run} starts it, {@code src/docs/benchmark.md} tells what it does. */
final class Bench {

    private static final long STARTED = System.nanoTime();
    private static final int ACCOUNTS = 1000;
    private static final int SESSIONS_EACH = 20;
    private static final int HOT_SESSIONS = 200;
    private static final int READ_CONNECTIONS = 64;

    private final Options options;
    private final Server server;
    private final World world;
    private final Connection database;
    private final List<Connection> pool = new ArrayList<>();
    private final Report report;

    private Bench(Options options, Server server) throws Exception {
        this.options = options;
        this.server = server;
        say("preparing");
        world = new World(server, ACCOUNTS, SESSIONS_EACH, HOT_SESSIONS);
        database = connect();
        for (int i = 0; options.functions() && i < options.pools().stream().mapToInt(n -> n).max().orElse(0); i++) {
            pool.add(connect());
        }
        say("waiting for avatars to be built");
        world.buildAgent(server, database);
        report = new Report(options, server, database);
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        try (Server server = new Server(options)) {
            try {
                new Bench(options, server).run();
            } catch (Exception e) {
                System.err.println(server.log());
                throw e;
            }
        }
    }

    private void run() throws Exception {
        if (options.parts().contains("many")) {
            beats("1,000 accounts of 20 sessions", world.many, 1);
        }
        if (options.parts().contains("hot")) {
            beats("one account of 200 sessions", world.hot, options.groups());
        }
        if (options.parts().contains("reads")) {
            reads();
        }
        new Books(database).check();
        report.print();
        for (Connection connection : pool) {
            connection.close();
        }
        database.close();
    }

    private void beats(String name, List<World.Session> sessions, int groups) throws Exception {
        say(name);
        Books books = new Books(database);
        long charges = books.charges();
        long minutes = books.minutes();
        try (Rounds rounds = new Rounds(server.port, sessions.size(), groups)) {
            byte[][] requests = new byte[sessions.size()][];
            Arrays.setAll(requests, n -> sessions.get(n).heartbeat(server.port));
            HttpLoad http = new HttpLoad(server.port, rounds, requests, 200, "\"token\":\"");
            List<Cell> cells = new ArrayList<>();
            for (int connections : options.connections()) {
                cells.add(new Cell("HTTP", connections, http));
            }
            Pgbench pgbench = null;
            say("warming up");
            http.run(64, seconds(sessions == world.many ? options.warmUp() : options.warmUp() / 3));
            if (options.functions()) {
                FunctionLoad function = new FunctionLoad(rounds, sessions, pool);
                for (int connections : options.pools()) {
                    // Between two HTTP cells, so that what slows the machine for a while slows both kinds.
                    cells.add(Math.min(cells.size(), cells.size() / 2 + 1),
                            new Cell("function", connections, function));
                }
                function.run(pool.size(), seconds(1));
                if (Pgbench.isInstalled()) {
                    World.table(database, sessions);
                    pgbench = new Pgbench(server, books, options.home(), rounds, sessions.size());
                    cells.add(new Cell("pgbench", 16, pgbench));
                }
            }
            for (int round = 0; round < options.rounds(); round++) {
                for (Cell cell : cells) {
                    cell.measure(server, options.seconds() / options.rounds());
                }
            }
            books.check();
            report.beats(name, cells, books(books.charges() - charges, books.minutes() - minutes, rounds, pgbench));
        }
    }

    /** Fails unless every heartbeat made one entry. */
    private static String books(long charges, long minutes, Rounds rounds, Pgbench pgbench) {
        long billed = pgbench == null ? 0 : pgbench.billed();
        if (charges - billed != rounds.beats()) {
            throw new IllegalStateException(rounds.beats() + " heartbeats made " + (charges - billed) + " charges");
        }
        return String.format(Locale.ROOT, "%,d heartbeats, each with one entry", rounds.beats())
                + (pgbench == null
                        ? ""
                        : String.format(Locale.ROOT, ", and %,d of pgbench, %.0f %% of them with one",
                                pgbench.processed(), 100.0 * billed / pgbench.processed()))
                + String.format(Locale.ROOT, "; %,d minutes in all; the clock moved %,d times", minutes,
                        rounds.moves());
    }

    private void reads() throws Exception {
        String secret = world.hot.getFirst().secret();
        byte[][] status = {Requests.get(server.port, "/v1/agent/status/" + world.agent, secret)};
        byte[][] validate = new byte[ACCOUNTS][];
        Arrays.setAll(validate,
                n -> Requests.post(server.port, "/v1/validate", world.many.get(n).secret(), "{}"));
        List<Cell> cells = List.of(
                new Cell("GET /v1/agent/status", READ_CONNECTIONS,
                        new HttpLoad(server.port, Work.endless(1), status, 200, "\"status\":\"ready\"")),
                new Cell("POST /v1/validate", READ_CONNECTIONS,
                        new HttpLoad(server.port, Work.endless(ACCOUNTS), validate, 200, "\"valid\":true")));
        for (int round = 0; round <= options.rounds(); round++) {
            for (Cell cell : cells) {
                if (round == 0) {
                    cell.warmUp(seconds(options.warmUp() / 4));
                } else {
                    cell.measure(server, options.seconds() / options.rounds());
                }
            }
        }
        report.reads(cells);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.databasePort()
                + "/postgres?user=postgres&prepareThreshold=1");
    }

    /** Progress, with the seconds since the start; the result goes to standard output. */
    static void say(String what) {
        System.err.printf(Locale.ROOT, "%4d s  %s%n", (System.nanoTime() - STARTED) / 1_000_000_000, what);
    }

    private static long seconds(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }
}
