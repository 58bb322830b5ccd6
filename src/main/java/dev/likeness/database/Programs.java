package dev.likeness.database;

import dev.likeness.common.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's programs, unpacked, and how they are run here: under a locale that every machine has, whatever the
 * server's own environment names.
 */
final class Programs {

    /** How a program ended. */
    record Outcome(int status, String last) {
        boolean failed() {
            return status != 0;
        }
    }

    /** One that runs. */
    record Running(Process process, Said said) {
    }

    private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final boolean HAS_SETSID = onPath("setsid");

    private final Path bin;
    private final Map<String, String> environment;

    /** @param environment what the server itself was started with */
    Programs(Path folder, Map<String, String> environment) {
        this.bin = folder.resolve("bin");
        this.environment = environment;
    }

    /** Where they lie. */
    Path bin() {
        return bin;
    }

    /** A folder on a file system that lets no program run looks like any other until one is started. */
    void mustRun() {
        if (!Files.isExecutable(path("postgres"))) {
            throw new StartRefusedException(
                    "The embedded PostgreSQL cannot be run from " + bin + ", where programs may not be executed.",
                    "Set LIKENESS_DATA_DIR to a folder on a file system that is not mounted noexec, or"
                            + " SPRING_DATASOURCE_URL to a PostgreSQL of your own.");
        }
    }

    /** Runs one to its end. */
    Outcome run(List<String> before, String program, List<String> arguments) throws IOException, InterruptedException {
        Running running = start(before, program, arguments, Map.of(), _ -> {
        });
        try {
            int status = running.process.waitFor();
            running.said.awaitEnd(LAST_WORDS);
            return new Outcome(status, running.said.last());
        } finally {
            running.process.destroy();
        }
    }

    /** Tells the PostgreSQL that the folder's lock file names to end connections and stop; does not wait for it. */
    boolean stop(Path data) throws IOException, InterruptedException {
        Outcome told = run(prefix(), "pg_ctl", List.of("-D", data.toString(), "-m", "fast", "-W", "stop"));
        if (told.failed()) {
            LOG.warn("The embedded PostgreSQL could not be told to stop: {}", told.last());
        }
        return !told.failed();
    }

    /**
     * @param before programs that start it, such as {@code unshare}
     * @param extra variables of its environment
     */
    Running start(List<String> before, String program, List<String> arguments, Map<String, String> extra,
            Consumer<String> lines) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(path(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> its = builder.environment();
        its.clear();
        its.putAll(environment);
        its.keySet().removeIf(Programs::isForeign);
        its.put("LC_ALL", "C");
        its.putAll(extra);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Running(process, new Said(process, lines));
    }

    /** How it ended, once it has. */
    static Outcome outcome(Running ended) throws InterruptedException {
        ended.said.awaitEnd(LAST_WORDS);
        return new Outcome(ended.process.exitValue(), ended.said.last());
    }

    /** A locale that the machine may lack, and settings meant for another PostgreSQL. */
    private static boolean isForeign(String variable) {
        return variable.startsWith("LC_") || variable.startsWith("PG") || variable.equals("LANG")
                || variable.equals("LANGUAGE");
    }

    private Path path(String program) {
        return bin.resolve(WINDOWS ? program + ".exe" : program);
    }

    /**
     * What starts any of them. PostgreSQL refuses to run as root, but not as the nobody that root is in a namespace of
     * users of its own.
     */
    static List<String> prefix() throws IOException {
        return isRoot() ? List.of("unshare", "-U") : List.of();
    }

    /** What starts the server: in a session of its own, so that Control-C in a terminal reaches the JVM alone. */
    static List<String> detached() throws IOException {
        List<String> prefix = new ArrayList<>(prefix());
        if (HAS_SETSID) {
            prefix.add("setsid");
        }
        return prefix;
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        if (path == null || WINDOWS) {
            return false;
        }
        for (String folder : path.split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
    }
}
