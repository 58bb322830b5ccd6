package dev.likeness.storage.s3;

import dev.likeness.common.InstallationClock;
import dev.likeness.common.StartRefusedException;
import dev.likeness.storage.Listed;
import dev.likeness.storage.ObjectKeys;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoreUnavailableException;
import dev.likeness.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in S3. Our SHA-256 and the moment of the put travel as metadata of the object; an object without them was
 * not put by this server and is not there for it. Every byte sent is covered by a checksum that S3 compares.
 */
final class S3ObjectStore implements ObjectStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(S3ObjectStore.class);
    private static final String SHA256 = "likeness-sha256";
    private static final String PUT_AT = "likeness-put-at";
    /** Longer than any upload takes. */
    private static final Duration ABANDONED = Duration.ofDays(2);

    private final S3Client s3;
    private final S3Presigned presigned;
    private final S3Settings settings;
    private final Clock clock;

    S3ObjectStore(S3Client s3, S3Presigned presigned, S3Settings settings, Clock clock) {
        this.s3 = s3;
        this.presigned = presigned;
        this.settings = settings;
        this.clock = clock;
    }

    /** Refuses to start on a bucket that is not there; a service that is away for the moment only is warned of. */
    void check() {
        if (settings.bucket().isBlank()) {
            throw new StartRefusedException("Objects are to be kept in S3, but no bucket is named.",
                    "Set LIKENESS_STORAGE_S3_BUCKET.");
        }
        try {
            s3.headBucket(request -> request.bucket(settings.bucket()));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                throw new StartRefusedException("The S3 bucket '" + settings.bucket() + "' does not exist.",
                        "Create it, or correct LIKENESS_STORAGE_S3_BUCKET and LIKENESS_STORAGE_S3_ENDPOINT.");
            }
            LOG.warn("The S3 bucket {} cannot be looked at: {}", settings.bucket(), S3Refusals.ofBucket(e));
        } catch (SdkException e) {
            LOG.warn("S3 at {} is not reachable now: {}", settings.endpoint(), e.getMessage());
        }
    }

    @Override
    public StoredObject put(String key, Path file, String contentType) {
        ObjectKeys.check(key);
        try {
            return put(key, S3Upload.of(file, settings.partSize().toBytes()), contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public StoredObject put(String key, byte[] bytes, String contentType) {
        ObjectKeys.check(key);
        try {
            return put(key, S3Upload.of(bytes, settings.partSize().toBytes()), contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredObject put(String key, S3Upload upload, String contentType) {
        Instant now = clock.instant();
        Map<String, String> metadata = Map.of(SHA256, upload.sha256(), PUT_AT, now.toString());
        if (upload.parts().size() == 1) {
            S3Upload.Part only = upload.parts().getFirst();
            calling("put " + key, () -> s3.putObject(request -> request.bucket(settings.bucket()).key(name(key))
                    .contentType(contentType).contentMD5(only.md5()).contentLength(only.length()).metadata(metadata),
                    upload.body(only, contentType)));
        } else {
            inParts(key, upload, contentType, metadata);
        }
        return new StoredObject(key, upload.size(), upload.sha256(), contentType, now);
    }

    /** The object appears with the last call, whole, or not at all. */
    private void inParts(String key, S3Upload upload, String contentType, Map<String, String> metadata) {
        String id = calling("begin " + key, () -> s3.createMultipartUpload(request -> request
                .bucket(settings.bucket()).key(name(key)).contentType(contentType).metadata(metadata))).uploadId();
        try {
            List<CompletedPart> done = new ArrayList<>();
            for (S3Upload.Part part : upload.parts()) {
                String etag = calling("put " + key, () -> s3.uploadPart(request -> request.bucket(settings.bucket())
                        .key(name(key)).uploadId(id).partNumber(part.number()).contentMD5(part.md5())
                        .contentLength(part.length()), upload.body(part, contentType))).eTag();
                done.add(CompletedPart.builder().partNumber(part.number()).eTag(etag).build());
            }
            complete(key, id, done, upload);
        } catch (RuntimeException e) {
            abort(name(key), id);
            throw e;
        }
    }

    /** The answer may be lost when the object is there already; a second try is then told that there is no such upload. */
    private void complete(String key, String id, List<CompletedPart> done, S3Upload upload) {
        try {
            calling("complete " + key, () -> s3.completeMultipartUpload(request -> request.bucket(settings.bucket())
                    .key(name(key)).uploadId(id).multipartUpload(parts -> parts.parts(done))));
        } catch (UncheckedIOException e) {
            if (find(key).filter(object -> object.sha256().equals(upload.sha256())).isEmpty()) {
                throw e;
            }
        }
    }

    private void abort(String name, String id) {
        try {
            s3.abortMultipartUpload(request -> request.bucket(settings.bucket()).key(name).uploadId(id));
        } catch (SdkException e) {
            LOG.warn("Parts of {} are left behind until the next sweep: {}", name, e.getMessage());
        }
    }

    @Override
    public Optional<StoredObject> find(String key) {
        if (!ObjectKeys.isKey(key)) {
            return Optional.empty();
        }
        return calling("find " + key, () -> {
            try {
                return Optional.ofNullable(stored(key,
                        s3.headObject(request -> request.bucket(settings.bucket()).key(name(key)))));
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return Optional.<StoredObject>empty();
                }
                throw e;
            }
        });
    }

    private static @Nullable StoredObject stored(String key, HeadObjectResponse head) {
        String sha256 = head.metadata().get(SHA256);
        try {
            return sha256 == null
                    ? null
                    : new StoredObject(key, head.contentLength(), sha256, head.contentType(),
                            Instant.parse(head.metadata().getOrDefault(PUT_AT, "")));
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    @Override
    public InputStream open(String key, long offset, long length) {
        if (!ObjectKeys.isKey(key)) {
            throw new UncheckedIOException(new NoSuchFileException(key));
        }
        if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
            throw outside(key, offset, length);
        }
        if (length == 0) {
            StoredObject object = find(key).orElseThrow(() -> new UncheckedIOException(new NoSuchFileException(key)));
            if (offset > object.size()) {
                throw outside(key, offset, length);
            }
            return InputStream.nullInputStream();
        }
        ResponseInputStream<GetObjectResponse> first = get(key, offset, length, null);
        String range = first.response().contentRange();
        long size = range == null
                ? first.response().contentLength()
                : Long.parseLong(range.substring(range.indexOf('/') + 1));
        if (offset > size - length || range == null && offset > 0) {
            first.abort();
            throw outside(key, offset, length);
        }
        return new S3Download(first, offset, length, (at, left, etag) -> get(key, at, left, etag));
    }

    private ResponseInputStream<GetObjectResponse> get(String key, long offset, long length, @Nullable String etag) {
        return calling("read " + key, () -> {
            try {
                return s3.getObject(request -> request.bucket(settings.bucket()).key(name(key)).ifMatch(etag)
                        .range("bytes=" + offset + "-" + (offset + length - 1)));
            } catch (S3Exception e) {
                switch (e.statusCode()) {
                    case 404 -> throw new UncheckedIOException(new NoSuchFileException(key));
                    case 412 -> throw new UncheckedIOException(
                            new IOException(key + " was replaced while it was read"));
                    case 416 -> throw outside(key, offset, length);
                    default -> throw e;
                }
            }
        });
    }

    private static IllegalArgumentException outside(String key, long offset, long length) {
        return new IllegalArgumentException(length + " bytes at " + offset + " lie outside of " + key);
    }

    @Override
    public void delete(String key) {
        ObjectKeys.check(key);
        calling("delete " + key, () -> s3.deleteObject(request -> request.bucket(settings.bucket()).key(name(key))));
    }

    /** One by one: not every S3 service agrees on the checksum of a list of deletions. */
    @Override
    public void deleteAll(String prefix) {
        String key = ObjectKeys.check(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
        list(key, object -> delete(object.key()));
        delete(key);
    }

    @Override
    public void list(String prefix, Consumer<Listed> visitor) {
        String below = name(ObjectKeys.check(prefix)) + "/";
        calling("list " + prefix, () -> {
            s3.listObjectsV2Paginator(request -> request.bucket(settings.bucket()).prefix(below)).contents()
                    .forEach(object -> visitor.accept(
                            new Listed(object.key().substring(settings.prefix().length()), object.lastModified())));
            return true;
        });
    }

    @Override
    public Optional<URI> presign(String key, String filename, Duration validFor) {
        return settings.presigned()
                ? Optional.of(presigned.get(settings.bucket(), name(ObjectKeys.check(key)), filename, validFor))
                : Optional.empty();
    }

    /** Gives up parts of uploads that nobody will end any more. */
    @Override
    public void sweep() {
        Instant old = InstallationClock.unmoved(clock).minus(ABANDONED);
        calling("sweep uploads", () -> {
            s3.listMultipartUploadsPaginator(
                    request -> request.bucket(settings.bucket()).prefix(settings.prefix())).uploads().stream()
                    .filter(upload -> upload.initiated() != null && upload.initiated().isBefore(old))
                    .forEach(upload -> abort(upload.key(), upload.uploadId()));
            return true;
        });
    }

    private <T> T calling(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Exception e) {
            String message = "The object store answered " + S3Refusals.told(e) + " to: " + what;
            if (S3Refusals.arePassing(e)) {
                throw new StoreUnavailableException(message, e);
            }
            throw new UncheckedIOException(new IOException(message, e));
        } catch (SdkClientException e) {
            throw new StoreUnavailableException("The object store could not be reached to: " + what, e);
        }
    }

    private String name(String key) {
        return settings.prefix() + key;
    }

    @Override
    public void close() {
        s3.close();
        presigned.close();
    }
}
