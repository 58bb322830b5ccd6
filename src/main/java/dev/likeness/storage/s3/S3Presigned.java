package dev.likeness.storage.s3;

import dev.likeness.storage.Disposition;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** URLs by which S3 itself hands out an object. They expire by the real clock. */
final class S3Presigned {

    /** S3's own limit. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final S3Presigner presigner;

    S3Presigned(S3Presigner presigner) {
        this.presigner = presigner;
    }

    URI get(String bucket, String name, String filename, Duration validFor) {
        Duration valid = validFor.compareTo(LONGEST) > 0 ? LONGEST : validFor;
        String shown = filename.isBlank() ? name.substring(name.lastIndexOf('/') + 1) : filename;
        return URI.create(presigner.presignGetObject(request -> request.signatureDuration(valid)
                .getObjectRequest(object -> object.bucket(bucket).key(name)
                        .responseContentDisposition(Disposition.of("attachment", shown))))
                .url().toExternalForm());
    }

    void close() {
        presigner.close();
    }
}
