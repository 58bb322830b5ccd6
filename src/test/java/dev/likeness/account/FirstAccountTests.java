package dev.likeness.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.AtOnce;
import dev.likeness.Ledgers;
import dev.likeness.TestDatabase;
import dev.likeness.common.AccessKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class FirstAccountTests {

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);

    @TempDir
    Path folder;

    @Test
    void opensOneBusinessAccountWithItsCreditsAndKeepsTheSecret() throws Exception {
        try (var node = Ledgers.node(database, folder, true)) {
            Path file = folder.resolve("api-secret");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            var caller = node.getBean(SecretAccounts.class).authenticate(Files.readString(file).strip());
            assertThat(node.getBean(Accounts.class).get(caller.accountId()).plan()).isEqualTo(Plan.BUSINESS);
            assertThat(jdbc.sql("select plan || ' ' || topup from wallet join api_secret using (account_id)")
                    .query(String.class).single())
                    .isEqualTo("50000 100000");
        }
        String kept = Files.readString(folder.resolve("api-secret"));
        Ledgers.node(database, folder, true).close();
        assertThat(accounts()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("api-secret"))).isEqualTo(kept);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("api-secret",
                    "secret-pepper");
        }
    }

    @Test
    void usesTheSecretThatACrashLeftInTheFile() throws Exception {
        String left = AccessKeys.random();
        Files.writeString(folder.resolve("api-secret"), left + "\n");
        try (var node = Ledgers.node(database, folder, true)) {
            assertThat(node.getBean(SecretAccounts.class).valid(left)).isTrue();
        }
    }

    @Test
    void twoNodesAtOnceOpenOneAccount() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var nodes = java.util.stream.IntStream.range(0, 2).mapToObj(i -> threads.submit(() -> {
                start.await();
                return Ledgers.node(database, folder, true);
            })).toList();
            start.countDown();
            for (var node : nodes) {
                try (var context = node.get()) {
                    String secret = Files.readString(folder.resolve("api-secret")).strip();
                    assertThat(context.getBean(SecretAccounts.class).valid(secret)).isTrue();
                }
            }
        }
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void opensNoneWhenSwitchedOff() {
        Ledgers.node(database, folder, false).close();
        assertThat(accounts()).isZero();
    }

    @Test
    void theShowcaseIsOutfittedOnceAndItsSecretLetsNobodyIn() throws Exception {
        try (var node = Ledgers.node(database, folder, false)) {
            Accounts accounts = node.getBean(Accounts.class);
            assertThat(AtOnce.run(3, _ -> accounts.outfit(Accounts.SHOWCASE, Plan.ENTERPRISE)))
                    .containsExactlyInAnyOrder(true, false, false);
            jdbc.sql("update account set plan = 'pro' where account_id = :showcase")
                    .param("showcase", Accounts.SHOWCASE).update();
            node.getBean(Secrets.class).delete(Accounts.SHOWCASE, "default");
            assertThat(accounts.outfit(Accounts.SHOWCASE, Plan.ENTERPRISE)).isFalse();
            assertThat(accounts.get(Accounts.SHOWCASE).plan()).isEqualTo(Plan.PRO);
        }
        assertThat(accounts()).isEqualTo(1);
        Ledgers.node(database, folder, true).close();
        assertThat(accounts()).isEqualTo(2);
    }

    private long accounts() {
        return jdbc.sql("select count(*) from api_secret").query(Long.class).single();
    }
}
