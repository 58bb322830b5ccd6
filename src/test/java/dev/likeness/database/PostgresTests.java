package dev.likeness.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.likeness.TestDatabase;
import dev.likeness.common.StartRefusedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded PostgreSQL on hosts that make it hard. */
class PostgresTests {

    private static final Map<String, String> FAST = Map.of("fsync", "off");

    @TempDir
    private Path folder;

    @Test
    void needsNothingOfTheMachinesLocalesAndKnowsAllLettersAlike() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(Map.of("LC_ALL", "de_XX.UTF-8", "LANG", "de_DE.NONE", "LC_TIME", "xx", "LANGUAGE", "de",
                "PGDATA", "/nowhere", "PGPORT", "1"));
        Path data = folder.resolve("dätä 'n' $HOME \"пример\"");
        try (Postgres postgres = Postgres.start(TestDatabase.programs(), data, FAST, environment)) {
            assertThat(ask(postgres, "select lower('ÄЯ') || upper('é') || (select string_agg(x, '' order by x) "
                    + "from unnest(array['b', 'Z', 'ä']) x)")).isEqualTo("äяÉZbä");
            assertThat(ask(postgres, "select current_setting('unix_socket_directories')")).isEmpty();
        }
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
        try (Postgres again = Postgres.start(TestDatabase.programs(), data, FAST, environment)) {
            assertThat(ask(again, "select datname from pg_database order by oid desc limit 1")).isEqualTo("postgres");
        }
    }

    @Test
    void aLockFileThatNamesAnotherProgramOrNoneIsInNobodysWay() throws Exception {
        Path data = folder.resolve("postgres");
        start(data).close();
        Path file = data.resolve("postmaster.pid");
        List<String> left = List.of(ProcessHandle.current().pid() + "\n" + data + "\n1\n1\n\n127.0.0.1\n", "", "no\n",
                "999999999\n");
        for (String content : left) {
            Files.writeString(file, content);
            try (Postgres postgres = start(data)) {
                assertThat(PidFile.in(data).orElseThrow().pid()).isEqualTo(postgres.pid());
                assertThat(EmbeddedDatabase.running(folder)).contains(postgres.url());
            }
        }
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(file, other.pid() + "\n");
            assertThat(EmbeddedDatabase.running(folder)).isEmpty();
            start(data).close();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroy();
        }
    }

    @Test
    void aFolderInUseIsRefusedInOneSentence() throws Exception {
        Path data = folder.resolve("postgres");
        try (Postgres postgres = start(data)) {
            assertThatThrownBy(() -> start(data)).isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("in use by another Likeness server");
            assertThat(ask(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void whatPostgresComplainsOfIsToldInItsWords() throws Exception {
        Path data = folder.resolve("postgres");
        start(data).close();
        Files.writeString(data.resolve("postgresql.conf"), "shared_buffers = lots\n");
        refuses(data, "invalid value for parameter \"shared_buffers\": \"lots\"");
        Files.writeString(data.resolve("postgresql.conf"), "");
        Files.writeString(data.resolve("PG_VERSION"), "9.6\n");
        refuses(data, "database files are incompatible with server DETAIL: The data directory was initialized by"
                + " PostgreSQL version 9.6");
        Path foreign = Files.createDirectories(folder.resolve("photos"));
        Files.writeString(foreign.resolve("me.jpg"), "");
        refuses(foreign, "could not access the server configuration file");
    }

    @Test
    void whatAKilledStartHasHalfMadeIsMadeAnew() throws Exception {
        Path half = Files.createDirectories(folder.resolve("postgres-new/base"));
        Files.writeString(half.resolveSibling("PG_VERSION"), "18\n");
        try (Postgres postgres = start(folder.resolve("postgres"))) {
            assertThat(ask(postgres, "select 1")).isEqualTo("1");
        }
        assertThat(folder.resolve("postgres-new")).doesNotExist();
    }

    @Test
    void anEmptyFolderThatIsAMountPointIsUsedAsItIs() throws Exception {
        Path mounted = Files.createDirectories(folder.resolve("mounted"));
        Object itself = Files.getAttribute(mounted, "unix:ino");
        start(mounted).close();
        assertThat(Files.getAttribute(mounted, "unix:ino")).isEqualTo(itself);
        Path disk = Files.createDirectories(folder.resolve("disk/lost+found"));
        refuses(disk.resolveSibling(""), "It contains a lost+found directory, perhaps due to it being a mount point");
    }

    @Test
    void whoMendsADatabaseByHandIsNotWrittenBeside() throws Exception {
        Path data = folder.resolve("postgres");
        start(data).close();
        List<String> command = new ArrayList<>(Programs.prefix());
        command.addAll(List.of(programs().bin().resolve("postgres").toString(), "--single", "-D", data.toString(),
                "postgres"));
        Process single = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            assertThat(single.inputReader().lines().anyMatch(line -> line.contains("stand-alone backend"))).isTrue();
            assertThat(PidFile.in(data).orElseThrow().pid()).isEqualTo(single.pid());
            refuses(data, "lock file \"postmaster.pid\" already exists HINT: Is another postgres (PID " + single.pid());
            assertThat(data.resolve("postmaster.pid")).exists();
            assertThat(EmbeddedDatabase.running(folder)).isEmpty();
            single.getOutputStream().close();
            assertThat(single.waitFor()).isZero();
        } finally {
            single.destroy();
        }
        start(data).close();
    }

    @Test
    void aProcessWhoseArgumentsNobodySeesServesOurFolderWhenItIsOurProgram() throws Exception {
        Path data = folder.resolve("postgres");
        start(data).close();
        Files.writeString(data.resolve("postmaster.pid"), "7\n");
        PidFile file = PidFile.in(data).orElseThrow();
        Path bin = folder.resolve("postgres-bin/postgres-1/bin");
        assertThat(file.isServer(windowsProcess(bin.resolve("postgres.exe")), bin)).isTrue();
        assertThat(file.isServer(windowsProcess(folder.resolve("PostgreSQL/18/bin/postgres.exe")), bin)).isFalse();
        assertThat(file.isServer(windowsProcess(bin.resolve("java.exe")), bin)).isFalse();
    }

    @Test
    void whatALastServerSaidOfItsEndIsReadToItsEnd() throws Exception {
        try (Postgres postgres = start(folder.resolve("postgres"));
                Connection connection = DriverManager.getConnection(postgres.url())) {
            assertThatThrownBy(() -> connection.createStatement().execute("select nonsense"))
                    .isInstanceOf(SQLException.class);
            ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
            postgres.end().toCompletableFuture().join();
            assertThat(postgres.lastWords())
                    .isEqualTo("FATAL: terminating connection due to unexpected postmaster exit");
        }
    }

    @Test
    void whatTheMachineRefusesIsOneSentenceInWords() throws Exception {
        Files.createDirectories(folder.resolve("postgres-lock"));
        refuses(folder.resolve("postgres"), "postgres-lock: Is a directory");
        assertThat(FileFailure.words(new AccessDeniedException("/srv/postgres-lock")))
                .isEqualTo("/srv/postgres-lock: permission denied");
        assertThat(FileFailure.words(new NoSuchFileException("/srv"))).isEqualTo("/srv: no such file or folder");
        assertThat(FileFailure.words(new FileSystemException("/srv", null, "No space left on device")))
                .isEqualTo("/srv: No space left on device");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> EmbeddedDatabase.start(file)).isInstanceOf(StartRefusedException.class)
                .hasMessage("The data folder " + file + " cannot be used: " + file + ": it exists already.");
    }

    private static ProcessHandle windowsProcess(Path command) {
        ProcessHandle process = mock(ProcessHandle.class);
        ProcessHandle.Info info = mock(ProcessHandle.Info.class);
        when(process.pid()).thenReturn(7L);
        when(process.info()).thenReturn(info);
        when(info.command()).thenReturn(Optional.of(command.toString()));
        when(info.arguments()).thenReturn(Optional.empty());
        return process;
    }

    private static Programs programs() throws IOException {
        return new Programs(Unpacked.in(TestDatabase.programs()), System.getenv());
    }

    private static Postgres start(Path data) throws IOException {
        return Postgres.start(TestDatabase.programs(), data, FAST);
    }

    private static void refuses(Path data, String words) {
        assertThatThrownBy(() -> start(data)).asInstanceOf(type(StartRefusedException.class))
                .satisfies(refused -> assertThat(refused.sentence()).contains(words).doesNotContain("\n"));
    }

    private static String ask(Postgres postgres, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.url());
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
