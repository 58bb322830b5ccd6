package dev.likeness.billing;

import dev.likeness.account.Plan;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Plans by the month (CONTRACT 2.1): at the end of a month what is left of the plan's credits expires and the next
 * month's are granted, both or neither. Months are counted from the opening or the last change of plan, in UTC, so that
 * one of January 31 is followed by those of February 28 and March 31. An account opened without monthly credits, as a
 * sandbox account whose {@code credits} replaced them, has no months until its plan is changed.
 */
@Service
public class Plans {

    private static final Logger log = LoggerFactory.getLogger(Plans.class);
    private static final int BATCH = 500;

    private record Due(UUID account, OffsetDateTime endsAt) {
    }

    private final JdbcClient jdbc;

    Plans(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Subscribes to another plan at once: a month begins now, the old plan's credits expire, the new one's are granted.
     * The plan it has already changes nothing and gives false. Raises {@code NOT_FOUND} (account) and {@code CONFLICT}
     * (parked).
     */
    public boolean change(UUID account, Plan plan) {
        String outcome = jdbc.sql("select plan_change(:account, :plan)").param("account", account)
                .param("plan", plan.slug()).query(String.class).single();
        return switch (outcome) {
            case "changed" -> true;
            case "same" -> false;
            case "parked" -> throw new ApiException(CommonError.CONFLICT,
                    "The account is parked: its plan can be changed when it is released");
            default -> throw new ApiException(CommonError.NOT_FOUND, "Account not found");
        };
    }

    /**
     * Begins the current month of every account whose last one is over, each in its own transaction and once however
     * many nodes try. One that fails is left for the next time.
     *
     * @return how many it began
     */
    public int resetDue() {
        int begun = 0;
        Due last = null;
        for (List<Due> due = due(last); !due.isEmpty(); due = due(last)) {
            for (Due one : due) {
                begun += reset(one.account()) ? 1 : 0;
            }
            last = due.getLast();
        }
        return begun;
    }

    private List<Due> due(@Nullable Due after) {
        return jdbc
                .sql("""
                        select p.account_id, p.ends_at from plan_period p join account a on a.account_id = p.account_id
                        where p.ends_at <= (select installation_now()) and a.parked_at is null
                          and (:endsAt::timestamptz is null or (p.ends_at, p.account_id) > (:endsAt::timestamptz, :account::uuid))
                        order by p.ends_at, p.account_id limit :batch
                        """)
                .param("endsAt", after == null ? null : after.endsAt())
                .param("account", after == null ? null : after.account()).param("batch", BATCH)
                .query((row, n) -> new Due(row.getObject("account_id", UUID.class),
                        row.getObject("ends_at", OffsetDateTime.class)))
                .list();
    }

    private boolean reset(UUID account) {
        try {
            return jdbc.sql("select plan_reset(:account)").param("account", account).query(Boolean.class).single();
        } catch (DataAccessException e) {
            log.warn("The month of account {} could not begin; it is tried again", account, e);
            return false;
        }
    }
}
