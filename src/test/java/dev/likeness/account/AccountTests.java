package dev.likeness.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.likeness.Ledgers;
import dev.likeness.TestDatabase;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.StartRefusedException;
import dev.likeness.web.Caller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class AccountTests {

    private static ConfigurableApplicationContext node;
    private static DataSource database;
    private static Accounts accounts;
    private static Secrets secrets;
    private static SecretAccounts callers;

    @BeforeAll
    static void start(@TempDir Path folder) {
        database = TestDatabase.fresh();
        node = Ledgers.node(database, folder, false);
        accounts = node.getBean(Accounts.class);
        secrets = node.getBean(Secrets.class);
        // Notes the use of a secret at once, not beside the request.
        callers = new SecretAccounts(node.getBean(JdbcClient.class), node.getBean(SecretHasher.class),
                node.getBean(Clock.class), Runnable::run);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void opensAnAccountWhoseSecretWorks() {
        NewAccount opened = open();
        assertThat(opened.secret()).matches("[A-Za-z0-9_-]{64}");
        Caller caller = callers.authenticate(opened.secret());
        assertThat(caller.accountId()).isEqualTo(opened.accountId());
        assertThat(caller.secretAlias()).isEqualTo("default");
        assertThat(callers.valid(opened.secret())).isTrue();
        assertThat(opened.toString()).doesNotContain(opened.secret());
        assertThat(accounts.get(opened.accountId()).plan()).isEqualTo(Plan.PRO);
    }

    @Test
    void keepsNoSecretInClear() {
        NewAccount opened = open();
        String rows = node.getBean(JdbcClient.class).sql("select string_agg(s::text, ' ') from api_secret s")
                .query(String.class).single();
        assertThat(rows).doesNotContain(opened.secret()).contains(opened.secret().substring(0, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "garbage", "\0",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "ünïcode"})
    void refusesWhatWasNeverIssued(String garbage) {
        assertThat(callers.valid(garbage)).isFalse();
        assertThat(callers.valid(null)).isFalse();
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> callers.authenticate(garbage))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(CommonError.UNAUTHORIZED));
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> callers.identify(garbage));
    }

    @Test
    void aDeletedSecretIsKnownButDeadAtOnce() {
        NewAccount opened = open();
        callers.authenticate(opened.secret());
        secrets.delete(opened.accountId(), "default");
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> callers.authenticate(opened.secret()));
        assertThat(callers.identify(opened.secret()).accountId()).isEqualTo(opened.accountId());
        assertThat(callers.valid(opened.secret())).isFalse();
        assertThat(secrets.list(opened.accountId())).isEmpty();
    }

    @Test
    void theSecretOfASuspendedAccountIsNotValidButStillReads() {
        NewAccount opened = open();
        accounts.changeStatus(opened.accountId(), Account.Status.SUSPENDED);
        assertThat(callers.valid(opened.secret())).isFalse();
        assertThat(callers.authenticate(opened.secret()).accountId()).isEqualTo(opened.accountId());
    }

    @Test
    void anAliasBelongsToOneLivingSecret() {
        NewAccount opened = open();
        Secrets.Created created = secrets.create(opened.accountId(), "laptop");
        assertThat(callers.authenticate(created.secret()).secretAlias()).isEqualTo("laptop");
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> secrets.create(opened.accountId(), "laptop"))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(AccountError.ALIAS_EXISTS));
        secrets.delete(opened.accountId(), "laptop");
        assertThat(secrets.create(opened.accountId(), "laptop").secret()).isNotEqualTo(created.secret());
        assertThat(secrets.create(opened.accountId(), null).alias()).matches("key-[0-9a-z]{8}");
        assertThat(secrets.list(opened.accountId())).extracting(Secrets.Listed::alias).contains("default", "laptop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a/b", "..", "123456789012345678901234567890123", "a\nb"})
    void refusesAnAliasThatCouldNotBeAddressed(String alias) {
        NewAccount opened = open();
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> secrets.create(opened.accountId(), alias))
                .satisfies(refusal -> assertThat(refusal.details().getFirst().field()).isEqualTo("alias"));
    }

    @Test
    void aStoredValueIsNeverRevealed() {
        NewAccount opened = open();
        assertThat(secrets.reveal(opened.accountId(), "default").code())
                .isEqualTo(AccountError.SECRET_REVEAL_CONSOLE_ONLY);
        assertThat(secrets.reveal(opened.accountId(), "none").code()).isEqualTo(CommonError.NOT_FOUND);
    }

    @Test
    void aNewSecretLiftsRevokeAll() {
        NewAccount opened = open();
        accounts.suspendRuntime(opened.accountId(), null);
        assertThat(accounts.get(opened.accountId()).runtimeSuspended()).isTrue();
        secrets.create(opened.accountId(), "fresh");
        assertThat(accounts.get(opened.accountId()).runtimeSuspended()).isFalse();
    }

    @Test
    void useIsNotedOnceAMinute() {
        NewAccount opened = open();
        callers.authenticate(opened.secret());
        var first = secrets.list(opened.accountId()).getFirst().lastUsedAt();
        callers.authenticate(opened.secret());
        assertThat(first).isNotNull().isEqualTo(secrets.list(opened.accountId()).getFirst().lastUsedAt());
    }

    @Test
    void aPathOfAnotherAccountIsForbidden() {
        Caller caller = callers.authenticate(open().secret());
        Accounts.requireOwn(caller, caller.accountId().toString());
        for (String other : List.of(open().accountId().toString(), "me", "")) {
            assertThatExceptionOfType(ApiException.class).isThrownBy(() -> Accounts.requireOwn(caller, other))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(CommonError.FORBIDDEN));
        }
    }

    @Test
    void aNodeWithoutThePepperDoesNotStart(@TempDir Path empty) {
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> Ledgers.node(database, empty, false))
                .withRootCauseInstanceOf(StartRefusedException.class);
        assertThat(empty.resolve("secret-pepper")).doesNotExist();
    }

    @Test
    void aNodeWithAnotherPepperDoesNotStart(@TempDir Path other) throws Exception {
        Files.writeString(other.resolve("secret-pepper"), "another");
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> Ledgers.node(database, other, false))
                .withRootCauseInstanceOf(StartRefusedException.class);
    }

    @Test
    void plansAreAsPublished() {
        assertThat(Plan.values()).extracting(Plan::planCode).containsExactly("membership_free", "membership_creator",
                "membership_pro", "membership_business", "membership_enterprise");
        assertThat(Plan.values()).extracting(Plan::monthlyCredits).containsExactly(99L, 1_800L, 10_000L, 50_000L,
                250_000L);
        assertThat(Plan.values()).extracting(Plan::concurrentSessions).containsExactly(1, 3, 10, 50, 200);
        assertThat(Plan.values()).extracting(Plan::seats).containsExactly(0, 0, 10, 25, 50);
        assertThat(Plan.of("business")).contains(Plan.BUSINESS);
        assertThat(Plan.of("gold")).isEmpty();
    }

    private static NewAccount open() {
        return accounts.open(AccountRequest.of(Plan.PRO, "ada@example.com"));
    }
}
