package dev.likeness.common;

import java.time.Duration;

/**
 * The sandbox has moved the installation's clock. Published inside the request that moved it: whoever keeps timers
 * does what has become due before returning, so that the answer is only given when the consequences are there.
 *
 * @param offset how far the clock is ahead of the system's now
 */
public record ClockMoved(Duration offset) {
}
