package dev.likeness.job;

import java.time.Duration;
import java.util.UUID;

/**
 * Work to be done.
 *
 * @param kind which {@link JobHandler} knows it
 * @param model the model family it builds
 * @param accountId who orders it
 * @param subject the agent code it is about
 * @param payload what the handler needs; stored as JSON
 * @param priority higher goes first; customers' work is 0
 * @param delay how long it waits before it may be claimed
 */
public record NewJob(String kind, String model, UUID accountId, String subject, Object payload, int priority,
        Duration delay) {

    public NewJob(String kind, String model, UUID accountId, String subject, Object payload) {
        this(kind, model, accountId, subject, payload, 0, Duration.ZERO);
    }
}
