package dev.likeness.job;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Knows a kind of work that foreign workers may do, too. They see objects by signed URL only, and what they upload counts
 * once it was accepted and copied to a place they cannot write to.
 */
public interface ForeignHandler extends JobHandler {

    /**
     * What a worker is told.
     *
     * @param order what is to be made, as JSON
     * @param inputs object keys by name
     * @param outputs what it may upload
     */
    record Brief(Object order, Map<String, String> inputs, List<Output> outputs) {
    }

    /**
     * A file that a worker makes.
     *
     * @param key where its upload lies until it is accepted; belongs to one attempt
     * @param contentTypes what it may be; the first one when the worker does not say
     * @param required whether the work is incomplete without it
     */
    record Output(String name, String key, List<String> contentTypes, long maxBytes, boolean required) {
    }

    /**
     * Prepares what a worker needs, outside any transaction, right after the claim.
     *
     * @throws JobFailure when the work cannot begin, which ends the attempt as any failure does
     */
    Brief brief(Job job) throws InterruptedException;

    /** The same outputs as in the brief, found again without its work. */
    List<Output> outputs(Job job);

    /**
     * Checks and copies what an attempt uploaded, outside any transaction.
     *
     * @param sent what the worker sent along
     * @return what {@link #onComplete} needs
     * @throws dev.likeness.common.ApiException {@code VALIDATION_ERROR} naming the output that is missing or wrong; the
     * job goes on, and the worker may upload again or fail it
     */
    JsonNode accept(Job job, JsonNode sent);
}
