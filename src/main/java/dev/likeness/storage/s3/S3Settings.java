package dev.likeness.storage.s3;

import dev.likeness.storage.ObjectKeys;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Any service that speaks S3.
 *
 * @param endpoint its address; without one Amazon's of the region
 * @param bucket must exist; needed where {@code likeness.storage.kind} is {@code s3}
 * @param prefix stands before every key, so that installations can share a bucket; such as {@code likeness/}
 * @param accessKey without it the credentials of the environment or the machine are used, as the AWS SDK finds them
 * @param pathStyle bucket in the path and not in the host name, as most services beside Amazon's want it
 * @param presigned hand out S3's own presigned URLs for private objects instead of streaming through this server; they
 *     serve GET and Range but not HEAD, and their ETag is S3's
 * @param partSize larger objects are sent in parts of this size, at least 5 MB (S3's own minimum)
 * @param timeout of a silent connection; a transfer that moves may take longer
 */
@Validated
@ConfigurationProperties("likeness.storage.s3")
record S3Settings(@Nullable URI endpoint, @NotNull @DefaultValue("us-east-1") String region,
        @NotNull @DefaultValue("") String bucket, @NotNull @DefaultValue("") String prefix, @Nullable String accessKey,
        @Nullable String secretKey, @DefaultValue("true") boolean pathStyle, @DefaultValue("false") boolean presigned,
        @NotNull @DefaultValue("16MB") DataSize partSize, @NotNull @DefaultValue("5s") Duration connectTimeout,
        @NotNull @DefaultValue("30s") Duration timeout) {

    private static final int LEAST_PART = 5 << 20;

    @AssertTrue(message = "must be at least 5MB")
    boolean isPartSizeAllowed() {
        return partSize.toBytes() >= LEAST_PART;
    }

    @AssertTrue(message = "prefix must be empty or a key that ends with a slash")
    boolean isPrefixAKey() {
        return prefix.isEmpty() || prefix.endsWith("/") && ObjectKeys.isKey(prefix.substring(0, prefix.length() - 1));
    }

    /** The secret stays out of logs. */
    @Override
    public String toString() {
        return "S3 " + endpoint + " " + bucket + "/" + prefix;
    }
}
