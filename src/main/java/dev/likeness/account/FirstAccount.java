package dev.likeness.account;

import dev.likeness.common.file.PrivateFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * First start (CONTRACT 12): in a database where no secret was ever issued, so that nobody could call, opens an account
 * and leaves its secret in the data folder. It runs when all beans are made and before the port opens. The secret of
 * {@link Accounts#SHOWCASE} was issued to nobody.
 * <p>
 * The file is written before the commit: a crash between the two leaves a file whose secret opens nothing, and the next
 * start opens the account with the secret found there. So the operator is never locked out, and a secret that the file
 * already holds, from another database or put there beforehand, is never lost.
 */
@Component
@ConditionalOnProperty(name = "likeness.first-account.enabled", matchIfMissing = true)
class FirstAccount implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(FirstAccount.class);
    private static final long TOP_UP = 100_000;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final TransactionTemplate transaction;
    private final PrivateFile file;

    FirstAccount(JdbcClient jdbc, Accounts accounts, PlatformTransactionManager transactions,
            @Value("${likeness.data-dir}") Path dataDir) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.transaction = new TransactionTemplate(transactions);
        this.file = new PrivateFile(dataDir.resolve("api-secret"));
    }

    @Override
    public void afterSingletonsInstantiated() {
        NewAccount opened = transaction.execute(status -> openIfNone());
        if (opened != null) {
            log.info("Opened the first account, {}. Its secret is kept in {}:\n\n  {}\n", opened.accountId(),
                    file.path(),
                    opened.secret());
        }
    }

    private @Nullable NewAccount openIfNone() {
        // Of several nodes that start at once on one database, the others wait here and then find the account.
        jdbc.sql("select pg_advisory_xact_lock(hashtext('likeness first account'))").query(row -> {
        });
        if (jdbc.sql("select exists (select from api_secret where account_id <> :showcase)")
                .param("showcase", Accounts.SHOWCASE).query(Boolean.class).single()) {
            return null;
        }
        String kept = file.read();
        AccountRequest request = AccountRequest.of(Plan.BUSINESS, "owner@localhost").plusTopUp(TOP_UP);
        if (Secrets.plausible(kept)) {
            return accounts.open(request.withSecret(kept));
        }
        NewAccount opened = accounts.open(request);
        file.replace(opened.secret());
        return opened;
    }
}
