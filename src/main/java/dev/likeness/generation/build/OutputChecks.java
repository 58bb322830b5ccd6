package dev.likeness.generation.build;

import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.mp4.Films;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.common.ApiException;
import dev.likeness.common.Model;
import dev.likeness.imx.ImxException;
import dev.likeness.imx.ImxFile;
import dev.likeness.job.ForeignHandler.Output;
import dev.likeness.media.Bytes;
import dev.likeness.media.FileType;
import dev.likeness.media.Signatures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Whether what a foreign worker uploaded is what it should be, as far as the file tells. {@code VALIDATION_ERROR} naming
 * the output where it is not.
 */
@Component
class OutputChecks implements DisposableBean {

    private static final long LEAST_MODEL = 1 << 20;
    /** More than any signature. */
    private static final int HEAD = 64;

    private final Portraits portraits;
    /** One for all: native code would hold the carriers of virtual threads, and each picture takes 120 MB or less. */
    private final ExecutorService looks = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("output-", 1).factory());

    OutputChecks(Portraits portraits) {
        this.portraits = portraits;
    }

    /** A whole .imx file, for that model if its manifest says for which (CONTRACT 11). */
    void model(Output output, Path file, Model model) throws IOException {
        if (Files.size(file) < LEAST_MODEL) {
            throw wrong(output, "has less than " + LEAST_MODEL + " bytes");
        }
        try (ImxFile imx = ImxFile.open(file)) {
            imx.verify();
            Object madeFor = imx.manifest().members().get("model");
            if (madeFor != null && !madeFor.equals(model.slug())) {
                throw wrong(output, "is no file for " + model.slug() + ": its manifest names another model");
            }
        } catch (ImxException e) {
            throw wrong(output, "is no good .imx file: " + e.getMessage());
        }
    }

    /** The content type of a picture that can be decoded, or of a film whose headers are in order. */
    String medium(Output output, Path file) throws IOException {
        String type = type(file);
        if (!output.contentTypes().contains(type)) {
            throw wrong(output, "is not " + String.join(" or ", output.contentTypes()));
        }
        try {
            if (type.equals(FileType.MP4.mime())) {
                Films.check(file);
            } else {
                decode(file);
            }
            return type;
        } catch (PictureException e) {
            throw wrong(output, "cannot be used: " + e.getMessage());
        }
    }

    private static String type(Path file) throws IOException {
        Bytes head;
        try (InputStream in = Files.newInputStream(file)) {
            head = new Bytes(in.readNBytes(HEAD));
        }
        return head.has(4, "ftyp") ? FileType.MP4.mime() : Signatures.type(head).map(FileType::mime).orElse("");
    }

    private void decode(Path picture) {
        try {
            looks.submit(() -> {
                portraits.check(Files.readAllBytes(picture));
                return true;
            }).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a picture was checked", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case PictureException wrong -> throw wrong;
                case IOException unread -> throw new UncheckedIOException(unread);
                case null, default -> throw new IllegalStateException("a picture could not be checked", e);
            }
        }
    }

    static ApiException wrong(Output output, String what) {
        return ApiException.invalid("outputs." + output.name(), "output " + output.name() + " " + what);
    }

    @Override
    public void destroy() {
        looks.shutdownNow();
    }
}
