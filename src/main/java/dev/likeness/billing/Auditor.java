package dev.likeness.billing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds the books against their entries: every bucket of every wallet, every session's minutes and credits, every
 * refund. Where they disagree the account is parked: suspended, with the reason kept, until the operator releases it.
 * Nothing is ever corrected. What is owed to a parked account (refunds of builds that fail) is still given back, and
 * the operator may still grant; it is charged nothing and its months wait.
 * <p>
 * The comparison is the database function {@code audit_findings}, since the sessions it reads are runtime's. It looks at
 * one snapshot and holds no lock, since it may read for long; only the parking itself waits for the account.
 */
@Service
public class Auditor {

    /** A sentence about an account whose books disagree. */
    public record Finding(UUID account, String sentence) {
    }

    /**
     * What an audit of all accounts came to.
     *
     * @param accounts how many were looked at
     * @param parked how many of them disagree now, and are parked; those parked before that agree again are not counted
     * @param failed how many could not be looked at
     */
    public record Result(long accounts, long parked, long failed) {
    }

    private static final Logger log = LoggerFactory.getLogger(Auditor.class);
    private static final int BATCH = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Counter audited;
    private final Counter parkings;
    private final Counter failures;

    @Autowired
    Auditor(JdbcClient jdbc, PlatformTransactionManager transactions, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.audited = meters.counter("likeness.audit.accounts");
        this.parkings = meters.counter("likeness.audit.parkings");
        this.failures = meters.counter("likeness.audit.failures");
    }

    /** An auditor without a server. */
    public static Auditor of(DataSource database) {
        return new Auditor(JdbcClient.create(database), new JdbcTransactionManager(database),
                new SimpleMeterRegistry());
    }

    /**
     * Audits one account and parks it where its books disagree; one that is parked already stays so, whatever is found.
     *
     * @return a sentence each; empty when the books agree
     */
    public List<String> audit(UUID account) {
        audited.increment();
        List<String> seen = ask("select audit_findings(:account)", account);
        if (!seen.isEmpty() && park(account, String.join("; ", seen))) {
            parkings.increment();
            log.error("Account {} is parked, its books disagree: {}", account, String.join("; ", seen));
        }
        return seen;
    }

    /** Audits every account, one after the other, telling each finding as it comes. */
    public Result auditAll(Consumer<Finding> findings) {
        long accounts = 0;
        long parked = 0;
        long failed = 0;
        for (List<UUID> batch = after(FIRST); !batch.isEmpty(); batch = after(batch.getLast())) {
            for (UUID account : batch) {
                accounts++;
                try {
                    List<String> found = audit(account);
                    found.forEach(sentence -> findings.accept(new Finding(account, sentence)));
                    parked += found.isEmpty() ? 0 : 1;
                } catch (DataAccessException e) {
                    failed++;
                    failures.increment();
                    log.error("The books of account {} could not be audited", account, e);
                }
            }
        }
        return new Result(accounts, parked, failed);
    }

    /**
     * Lets a parked account go, if a fresh audit finds nothing. One that is not parked is left as it is.
     *
     * @return what was found, a sentence each; empty when it was let go
     */
    public List<String> release(UUID account) {
        return ask("select account_release(:account)", account);
    }

    /** False when it was parked already. */
    private boolean park(UUID account, String reason) {
        return Boolean.TRUE.equals(transaction.execute(_ -> jdbc.sql("select account_park(:account, :reason)")
                .param("account", account).param("reason", reason).query(Boolean.class).single()));
    }

    private List<String> ask(String sql, UUID account) {
        return List.copyOf(transaction.execute(_ -> {
            // An account may have millions of entries; who waits for this is a timer or an operator.
            jdbc.sql("set local statement_timeout = '10min'").update();
            jdbc.sql("set local lock_timeout = '1min'").update();
            return jdbc.sql(sql).param("account", account).query(String.class).list();
        }));
    }

    private List<UUID> after(UUID account) {
        return jdbc.sql("select account_id from account where account_id > :account order by account_id limit :batch")
                .param("account", account).param("batch", BATCH)
                .query((row, n) -> row.getObject("account_id", UUID.class)).list();
    }
}
