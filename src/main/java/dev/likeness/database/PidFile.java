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
 */
record PidFile(Path path, long pid, int port) {

    private static final int PORT_LINE = 3;

    /** That of a database's folder, when there is one. */
    static Optional<PidFile> in(Path data) throws IOException {
        Path path = data.resolve("postmaster.pid");
        try {
            // Its second line is a path in whatever encoding it has.
            List<String> lines = Files.readAllLines(path, StandardCharsets.ISO_8859_1);
            return Optional.of(new PidFile(path, number(lines, 0), (int) number(lines, PORT_LINE)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static long number(List<String> lines, int index) {
        try {
            return lines.size() > index ? Math.max(0, Integer.parseInt(lines.get(index).trim())) : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** The process of that number, whatever it is. */
    Optional<ProcessHandle> process() {
        return pid == 0 ? Optional.empty() : ProcessHandle.of(pid);
    }

    /** The PostgreSQL that serves the file's folder, when it runs. */
    Optional<ProcessHandle> server() {
        return process().filter(process -> process.info().command().orElse("").contains("postgres")
                && (isTold(process) || isIn(process)));
    }

    private boolean isTold(ProcessHandle process) {
        return Arrays.asList(process.info().arguments().orElse(new String[0])).contains(data().toString());
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
