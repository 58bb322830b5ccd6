package dev.likeness.billing.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.likeness.Ledgers;
import dev.likeness.TestDatabase;
import dev.likeness.account.AccountRequest;
import dev.likeness.account.Accounts;
import dev.likeness.account.Plan;
import dev.likeness.billing.CreditLedger;
import dev.likeness.billing.Subject;
import dev.likeness.common.ApiException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class UsageTests {

    private static final Usage.Filter ALL = new Usage.Filter(null, null, null);

    @TempDir
    Path folder;
    private ConfigurableApplicationContext node;
    private Usage usage;
    private UUID account;

    @BeforeEach
    void aChargeAndItsRefund() {
        node = Ledgers.node(TestDatabase.fresh(), folder, false);
        usage = node.getBean(Usage.class);
        CreditLedger ledger = node.getBean(CreditLedger.class);
        account = node.getBean(Accounts.class).open(AccountRequest.of(Plan.CREATOR, "ada@example.com").withOnly(1_000))
                .accountId();
        var transaction = new TransactionTemplate(node.getBean(PlatformTransactionManager.class));
        Subject subject = new Subject("agent_generation", "api", "agent_generation_essence_1", "A91XMB7113", "s",
                "room",
                Instant.parse("2026-01-01T00:00:00Z"), null);
        transaction.execute(status -> ledger.charge(account, "a", 250, subject));
        transaction.execute(status -> ledger.refund(account, "a", "a back"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void showsEveryMovementNewestFirst() {
        var rows = BillingWire.UsagePage.of(usage.page(account, ALL, 50, 0)).data();
        assertThat(rows).extracting(BillingWire.UsageEvent::pricingCode).containsExactly(
                "credit_refund_agent_generation_essence_1", "agent_generation_essence_1", "credit_grant_topup");
        assertThat(rows).extracting(BillingWire.UsageEvent::creditsChange).containsExactly(250L, 250L, 1_000L);
        assertThat(rows).extracting(BillingWire.UsageEvent::balanceChange).containsExactly(250L, -250L, 1_000L);
        assertThat(rows.get(1).roomName()).isEqualTo("room");
        assertThat(rows.get(1).startTime()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void pagesAndFilters() {
        Usage.Page second = usage.page(account, ALL, 1, 1);
        assertThat(second.entries()).hasSize(1);
        assertThat(second.pagination().total()).isEqualTo(3);
        assertThat(second.pagination().hasMore()).isTrue();
        assertThat(usage.page(account, new Usage.Filter(null, null, "A91XMB7113"), 50, 0).entries()).hasSize(2);
        assertThat(usage.page(account, new Usage.Filter(null, null, "A00XXX0000"), 50, 0).entries()).isEmpty();
        Instant charged = second.entries().getFirst().createdAt();
        assertThat(usage.page(account, new Usage.Filter(charged, charged, null), 50, 0).entries()).hasSize(1);
        assertThat(usage.page(UUID.randomUUID(), ALL, 50, 0).entries()).isEmpty();
    }

    @Test
    void refusesValuesOutOfRange() {
        for (int[] place : List.of(new int[]{0, 0}, new int[]{201, 0}, new int[]{50, -1})) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> usage.page(account, ALL, place[0], place[1]));
        }
    }
}
