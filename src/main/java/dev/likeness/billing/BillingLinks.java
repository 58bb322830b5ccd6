package dev.likeness.billing;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where refusals and {@code /v1/me} send people. Without settings they lead to this installation's own page, since
 * only its operator knows where plans and credits are sold.
 */
@Component
public class BillingLinks {

    private final String topup;
    private final String upgrade;
    private final String pricing;

    BillingLinks(@Value("${likeness.public-url:}") String publicUrl, @Value("${server.port:8080}") String port,
            @Value("${likeness.billing.topup-url:}") String topup,
            @Value("${likeness.billing.upgrade-url:}") String upgrade,
            @Value("${likeness.billing.pricing-url:}") String pricing) {
        String origin = publicUrl.isBlank() ? "http://localhost:" + port : publicUrl.replaceAll("/+$", "");
        this.topup = topup.isBlank() ? origin + "/#credits" : topup;
        this.upgrade = upgrade.isBlank() ? origin + "/#plans" : upgrade;
        this.pricing = pricing.isBlank() ? origin + "/#pricing" : pricing;
    }

    /** The {@code topup_url} of credit refusals. */
    public String topup() {
        return topup;
    }

    /** The {@code upgrade_url} of plan refusals. */
    public String upgrade() {
        return upgrade;
    }

    /** Where prices are explained. */
    public String pricing() {
        return pricing;
    }
}
