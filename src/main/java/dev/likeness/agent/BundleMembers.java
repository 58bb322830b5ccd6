package dev.likeness.agent;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.imx.ImxFile;
import dev.likeness.imx.ImxSource;
import dev.likeness.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Stored bundles as raw bytes: whole, or one entry. */
@Component
class BundleMembers {

    private final ObjectStore store;

    BundleMembers(ObjectStore store) {
        this.store = store;
    }

    ResponseEntity<Resource> whole(Artifact artifact) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM).contentLength(artifact.size())
                .eTag("\"" + artifact.sha256() + "\"")
                .header("Content-Disposition",
                        ContentDisposition.attachment().filename(artifact.filename()).build().toString())
                .body(new InputStreamResource(() -> store.open(artifact.objectKey(), 0, artifact.size())));
    }

    /** One entry, read from where it lies in the bundle; {@code NOT_FOUND} where there is none of that name. */
    ResponseEntity<Resource> answer(Artifact artifact, String member) {
        ImxFile file = open(artifact);
        if (!file.has(member)) {
            throw new ApiException(CommonError.NOT_FOUND, artifact.filename() + " has no member '" + member + "'");
        }
        try {
            ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .contentLength(file.entry(member).size()).header("X-Content-Type-Options", "nosniff");
            ImxFile.Sum sum = file.manifest().entries().get(member);
            if (sum != null) {
                answer.eTag("\"" + sum.sha256() + "\"");
            }
            return answer.body(new InputStreamResource(() -> file.open(member)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
