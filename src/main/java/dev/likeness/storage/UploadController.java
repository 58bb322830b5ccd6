package dev.likeness.storage;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.PublicAccess;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes objects from whoever has a signed URL for one. Hidden from the API's description, as downloads are. */
@Hidden
@PublicAccess
@RestController
class UploadController {

    private static final int BUFFER = 1 << 16;

    private final ObjectStore store;
    private final SignedUploads uploads;
    private final Path folder;

    UploadController(ObjectStore store, SignedUploads uploads, StorageProperties properties) {
        this.store = store;
        this.uploads = uploads;
        // What a crash leaves here is swept with the store's own unfinished files.
        this.folder = properties.objects().resolve("~tmp");
    }

    /** What was kept. */
    record Kept(long size, @JsonProperty("sha256") String sha256) {
    }

    @PutMapping(SignedUploads.PATH + "{*path}")
    Kept put(@PathVariable String path, @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "0") long limit, @RequestParam(defaultValue = "0") long expires,
            @RequestParam(defaultValue = "") String signature, HttpServletRequest request) throws IOException {
        String key = path.substring(1);
        uploads.check(key, type, limit, expires, signature);
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        Path part = Files.createTempFile(Files.createDirectories(folder), "upload-", "");
        try {
            copy(request, part, limit);
            StoredObject kept = store.put(key, part, type);
            return new Kept(kept.size(), kept.sha256());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void copy(HttpServletRequest request, Path part, long limit) throws IOException {
        long size = 0;
        try (InputStream in = request.getInputStream(); OutputStream out = Files.newOutputStream(part)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                if (size > limit) {
                    throw tooLarge(limit);
                }
                out.write(buffer, 0, n);
            }
        }
        long announced = request.getContentLengthLong();
        if (announced >= 0 && announced != size) {
            throw new ApiException(CommonError.VALIDATION_ERROR, "The upload was cut off");
        }
    }

    private static ApiException tooLarge(long limit) {
        return new ApiException(CommonError.FILE_TOO_LARGE, "This URL takes at most " + limit + " bytes");
    }
}
