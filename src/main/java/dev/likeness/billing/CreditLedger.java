package dev.likeness.billing;

import dev.likeness.common.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves credits. Every movement belongs to the caller's transaction, so that it commits with what it pays for; a
 * reference moves credits once, however often it is used. The arithmetic is in the database's functions, under the lock
 * of the account's wallet.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY, noRollbackFor = ApiException.class) // a refusal has moved nothing
public class CreditLedger {

    private final JdbcClient jdbc;
    private final BillingLinks links;

    CreditLedger(JdbcClient jdbc, BillingLinks links) {
        this.jdbc = jdbc;
        this.links = links;
    }

    /**
     * Takes credits, never below zero; false when this reference was charged before and nothing moved. Raises
     * {@code INSUFFICIENT_BALANCE} and {@code ACCOUNT_SUSPENDED}.
     */
    public boolean charge(UUID account, String reference, long credits, Subject subject) {
        String result = jdbc.sql("""
                select account_charge(:account, :reference, :credits, row(:activityType, :source, :pricingCode,
                    :agentCode::text, :sessionId::text, :roomName::text, :start::timestamptz,
                    :end::timestamptz)::ledger_subject)
                """).param("account", account).param("reference", reference).param("credits", credits)
                .param("activityType", subject.activityType()).param("source", subject.source())
                .param("pricingCode", subject.pricingCode()).param("agentCode", subject.agentCode())
                .param("sessionId", subject.sessionId()).param("roomName", subject.roomName())
                .param("start", time(subject.start())).param("end", time(subject.end()))
                .query(String.class).single();
        return switch (result) {
            case "charged" -> true;
            case "duplicate" -> false;
            case "insufficient" -> throw insufficient(credits, balance(account));
            case "suspended" ->
                throw new ApiException(BillingError.ACCOUNT_SUSPENDED, "This account is suspended by the operator "
                        + "of this server, who alone can resume it");
            default -> throw new IllegalStateException("a charge ended as " + result);
        };
    }

    /** Gives back all that is left of a charge to the buckets that paid; returns the credits, 0 when nothing was left. */
    public long refund(UUID account, String charge, String reference) {
        return giveBack(account, charge, reference, null);
    }

    /** Gives back a part of a charge, at most what is left of it; returns the credits. */
    public long refund(UUID account, String charge, String reference, long credits) {
        return giveBack(account, charge, reference, credits);
    }

    /**
     * Adds credits; false when this reference was granted before and nothing moved.
     *
     * @param source who gave them, shown in usage
     */
    public boolean grant(UUID account, String reference, Bucket bucket, long credits, String source) {
        return jdbc.sql("select ledger_grant(:account, :reference, :bucket, :credits, :source)")
                .param("account", account)
                .param("reference", reference).param("bucket", bucket.column()).param("credits", credits)
                .param("source", source).query(Boolean.class).single();
    }

    /** Whether that reference granted exactly these credits to that bucket. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public boolean granted(UUID account, String reference, Bucket bucket, long credits) {
        return jdbc.sql("""
                select exists (select from ledger_entry
                               where account_id = :account and reference = :reference and kind = 'grant'
                                 and case :bucket when 'plan' then plan_delta when 'reward' then reward_delta
                                                  else topup_delta end = :credits
                                 and plan_delta + reward_delta + topup_delta = :credits)
                """).param("account", account).param("reference", reference).param("bucket", bucket.column())
                .param("credits", credits).query(Boolean.class).single();
    }

    /**
     * Waits for the account's movements under way and holds off those that come until the caller's transaction ends:
     * they then see what it has changed. The account's own row, when it is locked too, is locked first.
     */
    public void hold(UUID account) {
        jdbc.sql("select 1 from wallet where account_id = :account for update").param("account", account)
                .query(Integer.class).list();
    }

    /** What the account has now; inside a transaction or not. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Balance balance(UUID account) {
        return jdbc.sql("select plan, reward, topup from wallet where account_id = :account").param("account", account)
                .query((row, n) -> new Balance(row.getLong("plan"), row.getLong("reward"), row.getLong("topup")))
                .single();
    }

    /** Credits that live sessions cost within that time before now, less what was given back. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public long liveCredits(UUID account, Duration past) {
        return jdbc.sql("""
                select coalesce(-sum(plan_delta + reward_delta + topup_delta), 0) from ledger_entry
                where account_id = :account and activity_type = 'live_session'
                  and created_at > (select installation_now() - make_interval(secs => :seconds))
                """).param("account", account).param("seconds", past.toSeconds()).query(Long.class).single();
    }

    /** The refusal of a charge that the balance does not cover, for callers that decide it themselves. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public ApiException insufficient(long credits, Balance balance) {
        return new ApiException(BillingError.INSUFFICIENT_BALANCE,
                "Insufficient balance: this needs " + credits + " credits, the balance is " + balance.total())
                .with("topup_url", links.topup());
    }

    private long giveBack(UUID account, String charge, String reference, @Nullable Long credits) {
        return jdbc.sql("select ledger_refund(:account, :charge, :reference, :credits::bigint)")
                .param("account", account).param("charge", charge).param("reference", reference)
                .param("credits", credits).query(Long.class).single();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
