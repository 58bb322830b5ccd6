package dev.likeness.storage.s3;

import java.util.Set;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an S3 service says no with, and whether waiting helps. */
final class S3Refusals {

    /** Of the operator's credentials or this machine's clock, where it is a 400 and not a 401 or 403. */
    private static final Set<String> CREDENTIALS = Set.of("ExpiredToken", "InvalidToken", "TokenRefreshRequired",
            "RequestExpired", "AuthorizationHeaderMalformed");

    private S3Refusals() {
    }

    /**
     * Whether it says nothing about the object: the service is overloaded, or does not know this server for the moment.
     * Credentials expire and are renewed by somebody, and nothing that waits for the store is to blame meanwhile.
     */
    static boolean arePassing(S3Exception e) {
        int status = e.statusCode();
        return status >= 500 || status == 429 || status == 401 || status == 403 || e.isThrottlingException()
                || CREDENTIALS.contains(code(e))
                // The answer to a HEAD has no body to say which 400 it is, and these requests are well formed.
                || status == 400 && code(e).isEmpty();
    }

    /** Why a bucket cannot be looked at, which takes the right that makes S3 say 404 of what is not there. */
    static String ofBucket(S3Exception e) {
        return e.statusCode() == 403
                ? "S3 answers 403. If the credentials are good, they lack rights: s3:GetObject, s3:PutObject, "
                        + "s3:DeleteObject and s3:AbortMultipartUpload on its objects, s3:ListBucket and "
                        + "s3:ListBucketMultipartUploads on the bucket are needed. Without s3:ListBucket an object that "
                        + "is not there is a 403 to this server, which answers 503."
                : String.valueOf(e.getMessage());
    }

    /** The status, and the service's own name for it where it has said one. */
    static String told(S3Exception e) {
        return code(e).isEmpty() ? String.valueOf(e.statusCode()) : e.statusCode() + " " + code(e);
    }

    private static String code(S3Exception e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return code != null && code.matches("[A-Za-z]{3,60}") && !code.equals("BadRequest") ? code : "";
    }
}
