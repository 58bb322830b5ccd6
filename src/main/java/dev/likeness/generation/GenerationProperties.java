package dev.likeness.generation;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of creations.
 *
 * @param showcase whether ready-made avatars are built at the first start
 * @param pausedModels model families that are refused for now, before any charge
 * @param retryAfter what a refused caller is told to wait
 * @param essence2InFlight essence-2 creations an account may have running
 */
@Validated
@ConfigurationProperties("likeness.generation")
record GenerationProperties(@DefaultValue("true") boolean showcase, @DefaultValue List<String> pausedModels,
        @DefaultValue("10m") Duration retryAfter, @DefaultValue("2") @Min(1) int essence2InFlight) {
}
