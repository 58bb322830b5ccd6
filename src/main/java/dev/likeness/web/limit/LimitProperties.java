package dev.likeness.web.limit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often requests may come.
 *
 * @param factor what every number of the plans is multiplied with; 1 is the contract's table
 * @param perAddress requests a minute to {@code /v1/me} and the token mints, by the client's address
 * @param shared whether nodes share the buckets of orders, through the database; alone, a node has no use for it
 */
@Validated
@ConfigurationProperties("likeness.limits")
record LimitProperties(@Min(1) @Max(10_000) @DefaultValue("1") int factor,
        @Positive @DefaultValue("120") int perAddress, @DefaultValue("false") boolean shared) {
}
