package dev.likeness.runtime;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long it is kept what visitors and agents have said.
 *
 * @param keep 30 days; zero keeps nothing. What people say is theirs: shorter where the law or good manners ask for it.
 */
@ConfigurationProperties("likeness.runtime.transcripts")
record TranscriptProperties(@DefaultValue("30d") Duration keep) {

    TranscriptProperties {
        if (keep.isNegative()) {
            throw new IllegalArgumentException("likeness.runtime.transcripts.keep must not be negative");
        }
    }
}
