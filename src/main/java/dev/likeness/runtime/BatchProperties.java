package dev.likeness.runtime;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How heartbeats that come at once are put together.
 *
 * @param size heartbeats in a statement, at most. With 128 one takes some 8 ms under load: who comes meanwhile waits no
 *     longer than for a few heartbeats of its own, and a heartbeat more costs nearly nothing by then.
 * @param lanes statements under way at once on a node; an account always takes the same one. Two: one works while the
 *     other waits for its commit; each more takes a connection and makes the statements smaller.
 * @param patience how long one waits for the statement in front of it, which may hang on a dead connection, before it
 *     goes past: longer than the database lets anybody wait for a lock
 * @param oneAccount whether all in a statement must be of one account, which a distributed database wants
 */
@ConfigurationProperties("likeness.runtime.batch")
record BatchProperties(@DefaultValue("128") int size, @DefaultValue("2") int lanes,
        @DefaultValue("10s") Duration patience, @DefaultValue("false") boolean oneAccount) {

    BatchProperties {
        if (size < 1 || lanes < 1) {
            throw new IllegalArgumentException("likeness.runtime.batch: size and lanes are at least 1");
        }
    }
}
