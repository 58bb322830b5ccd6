package dev.likeness.billing;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the books. The links of {@link BillingLinks} are under the same prefix.
 *
 * @param auditPause how long one node rests between two audits of all accounts; an audit reads every entry there is
 */
@Validated
@ConfigurationProperties("likeness.billing")
record BillingProperties(@NotNull @DurationMin(seconds = 1) @DefaultValue("1h") Duration auditPause) {
}
