package dev.likeness.agent.watch;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.Caller;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Who listens to events on this node. Each holds a connection and a thread, so there are limits: of an account, and of all,
 * because the server takes some eight thousand connections and others need them, too.
 */
@Component
class AgentListeners {

    private static final int AN_ACCOUNT = 200;
    private static final int ALL = 2000;
    private static final Duration LATER = Duration.ofSeconds(15);

    private final int anAccount;
    private final int all;
    private final Map<UUID, Integer> accounts = new HashMap<>();
    private final Map<Caller, Integer> callers = new HashMap<>();
    private int listening;

    @Autowired
    AgentListeners() {
        this(AN_ACCOUNT, ALL);
    }

    AgentListeners(int anAccount, int all) {
        this.anAccount = anAccount;
        this.all = all;
    }

    /** One more, who is to leave again. Raises {@code RATE_LIMITED} and {@code SERVICE_UNAVAILABLE}. */
    synchronized void enter(Caller caller) {
        if (accounts.getOrDefault(caller.accountId(), 0) >= anAccount) {
            throw new ApiException(CommonError.RATE_LIMITED, "At most " + anAccount + " event streams at a time")
                    .retryAfter(LATER);
        }
        if (listening >= all) {
            throw new ApiException(CommonError.SERVICE_UNAVAILABLE,
                    "Too many event streams are open; ask for the status instead, or try again later")
                    .retryAfter(LATER);
        }
        listening++;
        accounts.merge(caller.accountId(), 1, Integer::sum);
        callers.merge(caller, 1, Integer::sum);
    }

    synchronized void leave(Caller caller) {
        listening--;
        accounts.computeIfPresent(caller.accountId(), (_, many) -> many == 1 ? null : many - 1);
        callers.computeIfPresent(caller, (_, many) -> many == 1 ? null : many - 1);
    }

    synchronized Set<Caller> callers() {
        return Set.copyOf(callers.keySet());
    }
}
