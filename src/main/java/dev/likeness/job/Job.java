package dev.likeness.job;

import java.util.UUID;

import tools.jackson.databind.JsonNode;

/**
 * One piece of work, as it was when it was read.
 *
 * @param id its id
 * @param kind which {@link JobHandler} knows it
 * @param model the model family it builds, which decides who may claim it
 * @param accountId who ordered it
 * @param subject the agent code it is about
 * @param payload what the handler needs, as it was submitted
 * @param attempt the fencing token: grows with every claim
 * @param spared attempts handed back unused, by a node that shut down or because of trouble around them
 * @param progress the furthest progress any attempt reported, 0 to 1
 * @param step the step reported last
 */
public record Job(UUID id, String kind, String model, UUID accountId, String subject, JsonNode payload, int attempt,
        int spared, double progress, String step) {
}
