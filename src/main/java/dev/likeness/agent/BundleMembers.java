package dev.likeness.agent;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.imx.ImxFile;
import dev.likeness.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Stored bundles as raw bytes: whole, or one entry. */
@Component
class BundleMembers {

    /** Entries are pictures, small JSON and a ten-second video. */
    private static final int LARGEST = 256 << 20;

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

    /** {@code NOT_FOUND} where there is no entry of that name. */
    ResponseEntity<Resource> answer(Artifact artifact, String member) {
        byte[] bytes = read(artifact, member);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(new ByteArrayResource(bytes));
    }

    private byte[] read(Artifact artifact, String member) {
        try {
            Path copy = Files.createTempFile("likeness-", ".imx");
            try {
                try (InputStream in = store.open(artifact.objectKey(), 0, artifact.size())) {
                    Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                }
                try (ImxFile file = ImxFile.open(copy)) {
                    if (!file.has(member)) {
                        throw new ApiException(CommonError.NOT_FOUND,
                                artifact.filename() + " has no member '" + member + "'");
                    }
                    return file.read(member, LARGEST);
                }
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
