package dev.likeness.storage.s3;

import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The AWS SDK as this server uses it: plain HTTP that every S3 service understands. */
final class S3Clients {

    /** Each open download holds one. */
    private static final int CONNECTIONS = 500;
    /** Of one call with all its retries; a part of 16 MB gets there in it over any line that is of use. */
    private static final Duration CALL = Duration.ofMinutes(10);

    private S3Clients() {
    }

    static S3ObjectStore store(S3Settings settings, Clock clock) {
        S3Presigner presigner = S3Presigner.builder().region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings)).endpointOverride(settings.endpoint())
                .serviceConfiguration(plain(settings)).build();
        return new S3ObjectStore(client(settings), new S3Presigned(presigner), settings, clock);
    }

    static S3Client client(S3Settings settings) {
        return S3Client.builder().region(Region.of(settings.region())).credentialsProvider(credentials(settings))
                .endpointOverride(settings.endpoint()).serviceConfiguration(plain(settings))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(calls -> calls.apiCallTimeout(CALL).retryStrategy(RetryMode.STANDARD))
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(CONNECTIONS)
                        .connectionTimeout(settings.connectTimeout()).socketTimeout(settings.timeout())
                        .connectionAcquisitionTimeout(settings.timeout()))
                .build();
    }

    /**
     * Bytes as they are, not in signed chunks, and no checksums of the SDK's own, which services beside Amazon's may not
     * know: Content-MD5 covers every byte that is sent.
     */
    private static S3Configuration plain(S3Settings settings) {
        return S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).chunkedEncodingEnabled(false)
                .build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        String accessKey = settings.accessKey();
        String secretKey = settings.secretKey();
        return accessKey == null || accessKey.isBlank() || secretKey == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }
}
