package dev.likeness.agent.download;

import dev.likeness.agent.Artifact;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.imx.ImxFile;
import dev.likeness.imx.ImxSource;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import dev.likeness.storage.door.Delivery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Stored bundles as raw bytes: whole, or one entry; GET, HEAD and Range as any download. */
@Component
class BundleMembers {

    private final ObjectStore store;

    BundleMembers(ObjectStore store) {
        this.store = store;
    }

    void whole(Artifact artifact, HttpServletRequest request, HttpServletResponse response) throws IOException {
        StoredObject bundle = bytes(artifact, artifact.size(), artifact.sha256());
        Delivery.send(bundle, artifact.filename(),
                (offset, length) -> store.open(artifact.objectKey(), offset, length), request, response);
    }

    /** One entry, read from where it lies in the bundle; {@code NOT_FOUND} where there is none of that name. */
    void member(Artifact artifact, String member, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ImxFile file = open(artifact);
        if (!file.has(member)) {
            throw new ApiException(CommonError.NOT_FOUND, artifact.filename() + " has no member '" + member + "'");
        }
        ImxFile.Entry entry = file.entry(member);
        ImxFile.Sum sum = file.manifest().entries().get(member);
        // Manifest and seal have no sum of their own, but do not change unless the bundle does.
        String tag = sum == null ? artifact.sha256() + "-" + entry.offset() : sum.sha256();
        Delivery.send(bytes(artifact, entry.size(), tag), member.substring(member.lastIndexOf('/') + 1),
                (offset, length) -> store.open(artifact.objectKey(), entry.offset() + offset, length), request,
                response);
    }

    private StoredObject bytes(Artifact artifact, long size, String sha256) {
        Instant modified = store.find(artifact.objectKey()).map(StoredObject::modified)
                .orElseThrow(() -> new ApiException(CommonError.NOT_FOUND, "File not found"));
        return new StoredObject(artifact.objectKey(), size, sha256, MediaType.APPLICATION_OCTET_STREAM_VALUE,
                modified);
    }

    /** Nothing to close: each part is a stream of the store. */
    private ImxFile open(Artifact artifact) {
        try {
            return ImxFile.open(new ImxSource() {
                @Override
                public long size() {
                    return artifact.size();
                }

                @Override
                public InputStream open(long offset, long length) {
                    return store.open(artifact.objectKey(), offset, length);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
