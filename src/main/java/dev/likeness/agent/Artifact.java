package dev.likeness.agent;

/**
 * A stored model of an agent.
 *
 * @param model the family
 * @param objectKey where its bytes are
 * @param filename what a download is called
 * @param contentType its media type
 * @param sha256 of the bytes, hex
 * @param size bytes
 */
public record Artifact(String model, String objectKey, String filename, String contentType, String sha256, long size) {
}
