package dev.likeness.database;

import dev.likeness.common.StartRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of a PostgreSQL on a folder that is locked for it. */
final class PostgresStart {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresStart.class);
    private static final String OWN_INSTEAD = "set SPRING_DATASOURCE_URL to a PostgreSQL of your own.";
    private static final Duration ORPHAN_STOPS = Duration.ofSeconds(30);
    /** After a crash it replays what it had not written down: gigabytes, on a slow disk. */
    private static final Duration READY = Duration.ofMinutes(30);
    /** Somebody else may take a port between our look and PostgreSQL's. */
    private static final int PORTS = 5;

    private final Programs programs;
    private final Path data;
    private final Map<String, String> settings;
    private final FileChannel lock;

    PostgresStart(Programs programs, Path data, Map<String, String> settings, FileChannel lock) {
        this.programs = programs;
        this.data = data;
        this.settings = settings;
        this.lock = lock;
    }

    Postgres start() throws IOException, InterruptedException {
        if (isEmpty()) {
            make();
        }
        Map<String, String> environment = clear();
        for (int attempt = 1;; attempt++) {
            int port = freePort();
            CompletableFuture<Void> ready = new CompletableFuture<>();
            PostgresProcess server = PostgresProcess.of(programs, data, programs.start(Programs.detached(), "postgres",
                    arguments(port), environment, line -> hear(line, ready)));
            if (isReady(server, ready)) {
                return new Postgres(server, port, lock);
            }
            server.refuseWhenExiting();
            Programs.Outcome end = Programs.outcome(server.running());
            if (!end.last().contains("could not create any TCP/IP sockets") || attempt == PORTS) {
                throw refused("start on " + data, end);
            }
        }
    }

    private boolean isEmpty() throws IOException {
        if (!Files.exists(data)) {
            return true;
        }
        try (Stream<Path> files = Files.list(data)) {
            // What the mount point of a file system of its own has.
            return files.allMatch(file -> file.endsWith("lost+found"));
        }
    }

    /** Beside its place and then moved there, so that a start that is killed meanwhile leaves no half database. */
    private void make() throws IOException, InterruptedException {
        boolean there = Files.exists(data);
        Path making = there ? data : data.resolveSibling(data.getFileName() + "-new");
        if (!there && Files.exists(making)) {
            Unpacked.delete(making);
        }
        // Letters of all scripts, in an order that is the same on every machine and needs nothing of this one.
        List<String> arguments = new ArrayList<>(List.of("-D", making.toString(), "-U", Postgres.USER, "-A", "trust",
                "-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        if ("off".equals(settings.get("fsync"))) {
            arguments.add("--no-sync");
        }
        Programs.Outcome made = programs.run(Programs.prefix(), "initdb", arguments);
        if (made.failed() && made.last().contains("could not look up effective user ID")) {
            // In a namespace of users of its own it is nobody, who has an entry in /etc/passwd. Where that is allowed.
            made = makeAsNobody(arguments, made.last());
        }
        if (made.failed()) {
            throw refused("make its database in " + data, made);
        }
        if (!there) {
            Files.move(making, data, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Programs.Outcome makeAsNobody(List<String> arguments, String complaint) throws InterruptedException {
        Programs.Outcome made;
        try {
            made = programs.run(List.of("unshare", "-U"), "initdb", arguments);
        } catch (IOException e) {
            made = new Programs.Outcome(1, FileFailure.words(e));
        }
        if (made.failed()) {
            throw new StartRefusedException("This user id has no entry in /etc/passwd, which the embedded PostgreSQL"
                    + " needs to make its database: " + complaint + " (nor as nobody: " + made.last() + ").",
                    "Add an entry for it, or " + OWN_INSTEAD);
        }
        return made;
    }

    private static StartRefusedException refused(String what, Programs.Outcome end) throws IOException {
        String sentence = "The embedded PostgreSQL cannot " + what + ": " + end.last();
        return Programs.isRoot() && end.last().startsWith("unshare:")
                ? new StartRefusedException(sentence + " (PostgreSQL does not run as root, and this machine lets root"
                        + " make no namespace of users for it).", "Run this server as another user, or " + OWN_INSTEAD)
                : new StartRefusedException(sentence, "Mend what it says, or " + OWN_INSTEAD);
    }

    /**
     * Sees to it that what an earlier server left is in nobody's way.
     *
     * @return what PostgreSQL has to be told about it
     */
    private Map<String, String> clear() throws IOException, InterruptedException {
        Optional<PidFile> left = PidFile.in(data);
        if (left.isEmpty()) {
            return Map.of();
        }
        PidFile file = left.get();
        if (file.singleUser()) {
            // Somebody mends the database by hand, or did and was killed: PostgreSQL tells the one from the other.
            return Map.of();
        }
        if (file.pid() == 0) {
            LOG.warn("{} is damaged and is deleted", file.path());
            Files.delete(file.path());
            return Map.of();
        }
        Optional<ProcessHandle> orphan = file.server(programs.bin());
        if (orphan.isPresent()) {
            stop(file, orphan.get());
            return Map.of();
        }
        if (file.process().isPresent()) {
            LOG.warn("{} is of a PostgreSQL that was killed: its number, {}, is another program's by now", file.path(),
                    file.pid());
        }
        // So it takes that number for no sign of life, but goes on to ask whether its memory is still in use.
        return Map.of("PG_GRANDPARENT_PID", String.valueOf(file.pid()));
    }

    /** A killed server leaves its PostgreSQL running. The folder is locked by us, so nobody else uses it. */
    private void stop(PidFile file, ProcessHandle orphan) throws IOException, InterruptedException {
        LOG.info("Stopping the PostgreSQL that a killed server left behind (process {})", orphan.pid());
        programs.stop(data);
        try {
            orphan.onExit().get(ORPHAN_STOPS.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            throw new StartRefusedException("A killed server left its PostgreSQL running (process " + orphan.pid()
                    + " of " + file.path() + "), which does not stop within " + ORPHAN_STOPS.toSeconds() + " s.",
                    "End that process and start again.");
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private List<String> arguments(int port) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("listen_addresses", "127.0.0.1");
        // None: they would lie in /tmp, which may be full or read-only, and their paths must be short.
        all.put("unix_socket_directories", "");
        // What it says comes here, in words that are looked for.
        all.put("log_destination", "stderr");
        all.put("logging_collector", "off");
        all.put("log_line_prefix", "");
        all.put("lc_messages", "C");
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", String.valueOf(port)));
        all.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return arguments;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static void hear(String line, CompletableFuture<Void> ready) {
        if (line.contains("database system is ready to accept connections")) {
            ready.complete(null);
        } else if (line.contains("recovery in progress") || line.contains("redo in progress")) {
            LOG.info("The embedded PostgreSQL: {}", line);
        } else {
            LOG.debug("{}", line);
        }
    }

    /** False when it has ended. However else this ends, it is not left running. */
    private static boolean isReady(PostgresProcess server, CompletableFuture<Void> ready)
            throws InterruptedException, IOException {
        boolean left = true;
        try {
            CompletableFuture.anyOf(ready, server.end()).get(READY.toMinutes(), TimeUnit.MINUTES);
            left = !ready.isDone();
            return ready.isDone();
        } catch (TimeoutException _) {
            throw new StartRefusedException("The embedded PostgreSQL is not ready after " + READY.toMinutes()
                    + " minutes: " + server.running().said().last(), "Mend what it says, or " + OWN_INSTEAD);
        } catch (ExecutionException e) {
            throw new IOException(e);
        } finally {
            if (left) {
                server.stop();
            }
        }
    }
}
