package dev.likeness.file;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.SignedUrls;
import dev.likeness.web.egress.EgressClient;
import dev.likeness.web.egress.EgressException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;

/** Files behind a URL: our own are read from storage, all others fetched by the guarded client. */
@Component
class FileSources {

    private final EgressClient egress;
    private final ObjectStore store;
    private final SignedUrls urls;
    private final FileProperties limits;

    FileSources(EgressClient egress, ObjectStore store, SignedUrls urls, FileProperties limits) {
        this.egress = egress;
        this.store = store;
        this.urls = urls;
        this.limits = limits;
    }

    /** {@code DOWNLOAD_FAILED} for whatever gives no bytes, {@code FILE_TOO_LARGE} for too many. */
    void fetch(String url, UploadSink sink) {
        urls.keyOf(url.strip()).ifPresentOrElse(key -> read(key, sink), () -> download(url, sink));
        if (sink.size() == 0) {
            throw failed("The URL answered with nothing");
        }
    }

    private void read(String key, UploadSink sink) {
        long size = store.find(key).orElseThrow(() -> failed("The file is no longer stored")).size();
        try (InputStream in = store.open(key, 0, size)) {
            in.transferTo(sink);
        } catch (UncheckedIOException e) {
            throw ObjectStore.isGone(e) ? failed("The file is no longer stored") : e;
        } catch (IOException e) {
            throw ObjectStore.isGone(e) ? failed("The file is no longer stored") : new UncheckedIOException(e);
        }
    }

    private void download(String url, UploadSink sink) {
        long most = limits.maxVideo().toBytes();
        try {
            egress.get(url, most, sink);
        } catch (EgressException e) {
            throw e.kind() == EgressException.Kind.TOO_LARGE ? UploadSink.tooLarge(most) : failed(e.message());
        }
    }

    private static ApiException failed(String message) {
        return new ApiException(CommonError.DOWNLOAD_FAILED, message);
    }
}
