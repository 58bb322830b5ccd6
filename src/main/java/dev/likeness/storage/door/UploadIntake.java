package dev.likeness.storage.door;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import dev.likeness.storage.disk.UploadFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** Keeps what comes to a signed URL: whole, or not at all. */
@Component
class UploadIntake {

    private static final int BUFFER = 1 << 16;

    private final ObjectStore store;
    private final UploadFolder folder;

    UploadIntake(ObjectStore store, UploadFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * Reads the body and keeps it in place of what was there.
     *
     * @param announced bytes of the body as its header says; negative when it does not
     * @throws ApiException {@code FILE_TOO_LARGE} over the limit, {@code VALIDATION_ERROR} for less than announced
     */
    StoredObject keep(String key, String contentType, long limit, long announced, InputStream body)
            throws IOException {
        if (announced > limit) {
            throw tooLarge(limit);
        }
        Path part = folder.newFile();
        try {
            long size = copy(body, part, limit);
            if (announced >= 0 && announced != size) {
                throw new ApiException(CommonError.VALIDATION_ERROR, "The upload was cut off");
            }
            return store.put(key, part, contentType);
        } finally {
            folder.delete(part);
        }
    }

    private static long copy(InputStream body, Path part, long limit) throws IOException {
        long size = 0;
        try (body; OutputStream out = Files.newOutputStream(part)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                size += n;
                if (size > limit) {
                    throw tooLarge(limit);
                }
                out.write(buffer, 0, n);
            }
        }
        return size;
    }

    private static ApiException tooLarge(long limit) {
        return new ApiException(CommonError.FILE_TOO_LARGE, "This URL takes at most " + limit + " bytes");
    }
}
