package dev.likeness.account;

import dev.likeness.web.CallerResolver;
import dev.likeness.web.KnownSecret;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** What the API does to secrets, for tests of other packages. */
public final class AccountHands {

    private AccountHands() {
    }

    /** Makes a secret, as {@code POST /v2/{user_id}/api-secrets} does. */
    public static KnownSecret createSecret(ApplicationContext node, UUID account, String alias) {
        return known(node, node.getBean(Secrets.class).create(account, alias).secret());
    }

    /** Ends a secret, as {@code DELETE /v2/{user_id}/api-secrets/{alias}} does. */
    public static void deleteSecret(ApplicationContext node, UUID account, String alias) {
        node.getBean(Secrets.class).delete(account, alias);
    }

    /** What the edge makes of a clear secret. */
    public static KnownSecret known(ApplicationContext node, String secret) {
        return node.getBean(CallerResolver.class).identify(secret);
    }
}
