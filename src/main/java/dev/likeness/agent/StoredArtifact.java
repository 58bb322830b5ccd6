package dev.likeness.agent;

import jakarta.persistence.Embeddable;
import java.time.Instant;

/** An {@link Artifact} in its row, under the model it is of. */
@Embeddable
record StoredArtifact(String objectKey, String filename, String contentType, String sha256, long size,
        Instant createdAt) {

    static StoredArtifact of(Artifact artifact, Instant now) {
        return new StoredArtifact(artifact.objectKey(), artifact.filename(), artifact.contentType(), artifact.sha256(),
                artifact.size(), now);
    }
}
