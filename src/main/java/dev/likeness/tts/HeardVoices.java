package dev.likeness.tts;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.SignedUrls;
import dev.likeness.storage.StoredObject;
import dev.likeness.tts.answer.Places;
import dev.likeness.tts.answer.Places.Place;
import dev.likeness.tts.answer.Workers;
import dev.likeness.voice.SampleException;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile;
import dev.likeness.voice.VoiceProfiles;
import dev.likeness.web.body.ArrivingFiles;
import dev.likeness.web.body.SentFile;
import dev.likeness.web.egress.EgressClient;
import dev.likeness.web.egress.EgressException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.springframework.stereotype.Component;

/** Samples of voices, sent or fetched, and what is heard in them. */
@Component
class HeardVoices {

    private final VoiceProfiles profiles;
    private final ArrivingFiles folder;
    private final EgressClient egress;
    private final ObjectStore store;
    private final SignedUrls urls;
    private final Places places;
    private final TtsProperties properties;

    HeardVoices(VoiceProfiles profiles, ArrivingFiles folder, EgressClient egress, ObjectStore store, SignedUrls urls,
            Places places, TtsProperties properties) {
        this.profiles = profiles;
        this.folder = folder;
        this.egress = egress;
        this.store = store;
        this.urls = urls;
        this.places = places;
        this.properties = properties;
    }

    /**
     * What is heard in a sample; whoever listens takes a place as whoever speaks.
     *
     * @param field where it was sent
     * @param otherwise the voice where none can be made out
     * @throws ApiException {@code DOWNLOAD_FAILED}, {@code FILE_TOO_LARGE}, {@code VALIDATION_ERROR} or
     *     {@code SERVICE_UNAVAILABLE}
     */
    VoiceProfile hear(SentFile sample, String field, Voice otherwise, HttpServletRequest request)
            throws IOException, InterruptedException {
        if (!sample.isUrl()) {
            return hear(sample.file(), field, otherwise, request);
        }
        Path file = folder.newFile();
        try {
            fetch(sample.url().strip(), file);
            return hear(file, field, otherwise, request);
        } finally {
            folder.delete(file);
        }
    }

    private VoiceProfile hear(Path file, String field, Voice otherwise, HttpServletRequest request)
            throws IOException, InterruptedException {
        try (Place _ = places.take()) {
            return Workers.run(() -> profiles.of(file, otherwise, HeardVoices::watch), request);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SampleException wrong) {
                throw ApiException.invalid(field, String.valueOf(wrong.getMessage()));
            }
            throw e.getCause() instanceof RuntimeException failed
                    ? failed
                    : new IllegalStateException("a sample was not heard", e.getCause());
        }
    }

    private static void watch() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
    }

    private void fetch(String url, Path file) {
        long most = properties.maxAudio().toBytes();
        String own = urls.keyOf(url).orElse(null);
        if (own != null) {
            read(own, most, file);
            return;
        }
        try {
            egress.get(url, most, file);
        } catch (EgressException e) {
            throw e.kind() == EgressException.Kind.TOO_LARGE ? tooLarge(most) : failed(e.message());
        }
    }

    /** An address of this installation's own is read from storage and not fetched. */
    private void read(String key, long most, Path file) {
        StoredObject found = store.find(key).orElseThrow(() -> failed("The file is no longer stored"));
        if (found.size() > most) {
            throw tooLarge(most);
        }
        try (InputStream in = store.open(key, 0, found.size())) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (UncheckedIOException e) {
            throw ObjectStore.isGone(e) ? failed("The file is no longer stored") : e;
        } catch (IOException e) {
            throw ObjectStore.isGone(e) ? failed("The file is no longer stored") : new UncheckedIOException(e);
        }
    }

    private static ApiException failed(String message) {
        return new ApiException(CommonError.DOWNLOAD_FAILED, message);
    }

    private static ApiException tooLarge(long most) {
        return new ApiException(CommonError.FILE_TOO_LARGE, "The sample must have at most " + (most >> 20) + " MB");
    }
}
