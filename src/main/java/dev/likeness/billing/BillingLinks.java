package dev.likeness.billing;

import dev.likeness.web.PublicBase;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where refusals and {@code /v1/me} send people. Without settings they lead to this installation's own page, since
 * only its operator knows where plans and credits are sold.
 */
@Component
public class BillingLinks {

    private final PublicBase base;
    private final String topup;
    private final String upgrade;
    private final String pricing;

    BillingLinks(PublicBase base, @Value("${likeness.billing.topup-url:}") String topup,
            @Value("${likeness.billing.upgrade-url:}") String upgrade,
            @Value("${likeness.billing.pricing-url:}") String pricing) {
        this.base = base;
        this.topup = topup;
        this.upgrade = upgrade;
        this.pricing = pricing;
    }

    /** The {@code topup_url} of credit refusals. */
    public String topup() {
        return of(topup, "/#credits");
    }

    /** The {@code upgrade_url} of plan refusals. */
    public String upgrade() {
        return of(upgrade, "/#plans");
    }

    /** Where prices are explained. */
    public String pricing() {
        return of(pricing, "/#pricing");
    }

    private String of(String configured, String section) {
        return configured.isBlank() ? base.get() + section : configured;
    }
}
