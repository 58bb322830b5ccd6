package dev.likeness.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code postmaster.pid} says of the PostgreSQL that wrote it. After a crash the number in it may by now be
 * another process's, even another PostgreSQL's.
 *
 * @param pid 0 where the file is empty or damaged, which a crash leaves too
 * @param port 0 likewise
 * @param singleUser whether it is {@code postgres --single}, which writes its number as a negative one and listens nowhere
 */
record PidFile(Path path, long pid, int port, boolean singleUser) {

    private static final int PORT_LINE = 3;

    /** That of a database's folder, when there is one. */
    static Optional<PidFile> in(Path data) throws IOException {
        Path path = data.resolve("postmaster.pid");
        try {
            // Its second line is a path in whatever encoding it has.
            List<String> lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
            int pid = number(lines, 0);
            return Optional.of(new PidFile(path, Math.abs(pid), Math.max(0, number(lines, PORT_LINE)), pid < 0));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static int number(List<String> lines, int index) {
        try {
            return lines.size() > index ? Integer.parseInt(lines.get(index).trim()) : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** The process of that number, whatever it is. */
    Optional<ProcessHandle> process() {
        return pid == 0 ? Optional.empty() : ProcessHandle.of(pid);
    }

    /**
     * The PostgreSQL that serves the file's folder, when it runs.
     *
     * @param bin where our own programs lie
     */
    Optional<ProcessHandle> server(Path bin) {
        return process().filter(process -> isServer(process, bin));
    }

    boolean isServer(ProcessHandle process, Path bin) {
        Optional<Path> command = process.info().command().map(Path::of);
        if (command.filter(path -> path.getFileName().toString().startsWith("postgres")).isEmpty()) {
            return false;
        }
        // Windows shows nobody's arguments: there, a program of our own serves our own data.
        return process.info().arguments().map(this::areTold).orElseGet(() -> command.get().startsWith(bin))
                || isIn(process);
    }

    private boolean areTold(String[] arguments) {
        return Arrays.asList(arguments).contains(data().toString());
    }

    /** PostgreSQL's working directory is its data folder, however the folder was named to it; Linux shows it. */
    private boolean isIn(ProcessHandle process) {
        try {
            return Files.isSameFile(Path.of("/proc", String.valueOf(process.pid()), "cwd"), data());
        } catch (IOException _) {
            return false;
        }
    }

    private Path data() {
        return path.resolveSibling("");
    }
}
