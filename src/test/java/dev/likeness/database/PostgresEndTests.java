package dev.likeness.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.likeness.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL ends with the process that started it, whatever tells that one to end. */
@DisabledOnOs(OS.WINDOWS)
class PostgresEndTests {

    private static final Map<String, String> FAST = Map.of("fsync", "off");

    @TempDir
    private Path folder;
    @TempDir
    private Path errors;

    private final List<Process> owners = new ArrayList<>();

    @AfterEach
    void endAll() throws IOException {
        owners.forEach(Process::destroyForcibly);
        PidFile.in(data()).flatMap(PidFile::process).ifPresent(PostgresEndTests::end);
    }

    @Test
    void aProcessThatIsToldToEndStopsItsDatabase() throws Exception {
        Process owner = own();
        ProcessHandle database = ProcessHandle.of(Long.parseLong(owner.inputReader().readLine())).orElseThrow();
        owner.destroy();
        awaitEnd(owner.onExit());
        awaitEnd(database.onExit());
        assertThat(data().resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void oneThatIsToldToWhileItsDatabaseRecoversStopsIt() throws Exception {
        recoverForLong();
        Process owner = own();
        ProcessHandle database = recovering();
        owner.destroy();
        awaitEnd(owner.onExit());
        assertThat(database.isAlive()).isFalse();
        assertThat(errors.resolve("log")).content().contains("told to end while its PostgreSQL started");
    }

    @Test
    void aStartThatIsInterruptedStopsItAndGivesTheFolderBack() throws Exception {
        recoverForLong();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread starter = Thread.ofPlatform().start(() -> failure.complete(catchThrowable(this::start)));
        ProcessHandle database = recovering();
        starter.interrupt();
        assertThat(awaitEnd(failure)).isInstanceOf(IOException.class).hasMessageContaining("interrupted");
        assertThat(database.isAlive()).isFalse();
        Files.delete(data().resolve("recovery.signal"));
        start().close();
    }

    @Test
    void oneThatIsLeftToItsCallerIsTheCallersAlone() throws Exception {
        Process owner = own(PostgresOwner.ITSELF);
        ProcessHandle database = ProcessHandle.of(Long.parseLong(owner.inputReader().readLine())).orElseThrow();
        owner.destroy();
        awaitEnd(owner.onExit());
        assertThat(database.isAlive()).isTrue();
        end(database);
    }

    /** As one does whose last hours are fetched from an archive. */
    private void recoverForLong() throws IOException {
        start().close();
        Files.writeString(data().resolve("recovery.signal"), "");
        Files.writeString(data().resolve("postgresql.auto.conf"),
                "restore_command = 'touch \"" + folder + "/recovering\"; sleep 600; false'\n");
    }

    private ProcessHandle recovering() throws IOException {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(folder.resolve("recovering")));
        return PidFile.in(data()).flatMap(PidFile::process).orElseThrow();
    }

    private Postgres start() throws IOException {
        return Postgres.start(TestDatabase.programs(), data(), FAST);
    }

    private Path data() {
        return folder.resolve("postgres");
    }

    private Process own(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-cp",
                System.getProperty("java.class.path"), PostgresOwner.class.getName(), data().toString()));
        command.addAll(List.of(more));
        Process owner = new ProcessBuilder(command).redirectError(errors.resolve("log").toFile()).start();
        owners.add(owner);
        return owner;
    }

    private static void end(ProcessHandle database) {
        database.destroy();
        awaitEnd(database.onExit());
    }

    private static <T> T awaitEnd(CompletableFuture<T> end) {
        return end.orTimeout(1, TimeUnit.MINUTES).join();
    }
}
