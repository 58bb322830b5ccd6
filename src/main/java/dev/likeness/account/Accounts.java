package dev.likeness.account;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Ids;
import dev.likeness.web.Caller;
import java.time.Clock;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens accounts and tells how they stand. The rows are written as SQL, not as JPA entities: every change of an account
 * is one statement that must hold against other nodes, and nothing is ever edited field by field.
 */
@Service
public class Accounts {

    /** Comes with the schema and owns the ready-made avatars (CONTRACT 3.5). Nobody knows a secret of it. */
    public static final UUID SHOWCASE = UUID.fromString("00000000-0000-0000-0000-000000000001");

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Secrets secrets, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.events = events;
        this.clock = clock;
    }

    /** Opens an account with its first secret, "default", and its credits, in one transaction. */
    @Transactional
    public NewAccount open(AccountRequest request) {
        return open(Ids.sortable(clock.millis()), request);
    }

    /**
     * As {@link #open(AccountRequest)}, under an id of the caller's choice, so that asking twice opens one account.
     * Raises {@code CONFLICT} when there is an account of that id.
     */
    @Transactional
    public NewAccount open(UUID id, AccountRequest request) {
        int opened = jdbc.sql("""
                insert into account (account_id, email, plan, created_at)
                values (:account, :email, :plan, installation_now())
                on conflict (account_id) do nothing
                """).param("account", id).param("email", request.email()).param("plan", request.plan().slug()).update();
        if (opened == 0) {
            throw new ApiException(CommonError.CONFLICT, "There is an account " + id + " already");
        }
        String known = request.secret();
        String secret = known == null ? secrets.random() : known;
        secrets.add(id, "default", secret);
        events.publishEvent(new AccountOpened(id, request.plan(), request.planCredits(), request.topUp()));
        return new NewAccount(id, request.email(), request.plan(), secret);
    }

    /**
     * Gives an account that has come with the schema a plan, and a secret that nobody knows, without which it has no
     * sessions. Once: false, and nothing done, when it ever had a secret, whatever an operator made of its plan since.
     */
    @Transactional
    public boolean outfit(UUID id, Plan plan) {
        // Before the look: of nodes that start at once the others wait here, and see what the first one did.
        jdbc.sql("select from account where account_id = :account for update").param("account", id).query(row -> {
        });
        boolean first = jdbc.sql("""
                update account a set plan = :plan, version = version + 1
                where account_id = :account and not exists (select from api_secret s where s.account_id = a.account_id)
                """).param("plan", plan.slug()).param("account", id).update() > 0;
        if (first) {
            secrets.add(id, "default", secrets.random());
        }
        return first;
    }

    /** The account as it stands; there must be one. */
    public Account get(UUID id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("no account " + id));
    }

    /** The account as it stands, if there is one. */
    public Optional<Account> find(UUID id) {
        return jdbc.sql("""
                select email, plan, status, runtime_suspended_at is not null as runtime_suspended
                from account where account_id = :account
                """).param("account", id)
                .query((row, n) -> new Account(id, row.getString("email"),
                        Plan.valueOf(row.getString("plan").toUpperCase(Locale.ROOT)),
                        Account.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                        row.getBoolean("runtime_suspended")))
                .optional();
    }

    /**
     * Lets the account spend, or not. One that an audit has parked stays suspended: it takes this status when it is
     * released. Charges that asked before may still commit after this: who must not see them waits for the wallet's
     * lock, in the same transaction.
     */
    public void changeStatus(UUID id, Account.Status status) {
        jdbc.sql("""
                update account set status        = case when parked_at is null then :status else status end,
                                   parked_status = case when parked_at is not null then :status end,
                                   version       = version + 1
                where account_id = :account
                """).param("status", status.name().toLowerCase(Locale.ROOT)).param("account", id).update();
    }

    /** Lets a suspended account spend again; false, and nothing done, when it is parked at this moment. */
    public boolean resume(UUID id) {
        return jdbc.sql("""
                update account set status = 'active', version = version + 1
                where account_id = :account and parked_at is null
                """).param("account", id).update() == 1;
    }

    /** Revoke-all (CONTRACT 4.4): token endpoints refuse every secret until a new one is created. */
    public void suspendRuntime(UUID id, @Nullable String reason) {
        jdbc.sql("""
                update account set runtime_suspended_at = installation_now(), runtime_suspended_reason = :reason,
                                   version = version + 1
                where account_id = :account
                """).param("account", id).param("reason", reason).update();
    }

    /** Refuses a {@code /v2/{user_id}/…} path that does not name the caller: {@code FORBIDDEN} (CONTRACT 1.3). */
    public static void requireOwn(Caller caller, String userId) {
        if (!caller.accountId().toString().equalsIgnoreCase(userId)) {
            throw new ApiException(CommonError.FORBIDDEN, "This path belongs to another account");
        }
    }
}
