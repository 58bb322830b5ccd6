package dev.likeness.file;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Ids;
import dev.likeness.common.InstallationClock;
import dev.likeness.file.Sniffer.Found;
import dev.likeness.media.Category;
import dev.likeness.media.FileType;
import dev.likeness.storage.AfterCommit;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.SignedUrls;
import dev.likeness.storage.StoredObject;
import dev.likeness.web.body.ArrivingFiles;
import dev.likeness.web.body.SentFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Files from the request to a URL that can be handed on (CONTRACT 6). */
@Component
class Uploads {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    /** 128 bits: who does not know the URL does not guess it. */
    private static final int RANDOM_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LONGEST_SOURCE = 2048;

    /**
     * Where a file came from.
     *
     * @param name whose end may contradict the bytes
     * @param source as the caller wrote it
     * @param given whether the caller chose the name
     */
    private record Origin(String name, String source, boolean given) {
    }

    private final ArrivingFiles folder;
    private final FileSources sources;
    private final FileRows rows;
    private final ObjectStore store;
    private final SignedUrls urls;
    private final FileProperties limits;
    private final Clock clock;

    Uploads(ArrivingFiles folder, FileSources sources, FileRows rows, ObjectStore store, SignedUrls urls,
            FileProperties limits, Clock clock) {
        this.folder = folder;
        this.sources = sources;
        this.rows = rows;
        this.store = store;
        this.urls = urls;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Takes a file, by URL or in the body.
     *
     * @throws ApiException {@code MISSING_PARAM}, {@code VALIDATION_ERROR}, {@code DOWNLOAD_FAILED},
     *     {@code FILE_TOO_LARGE} or {@code UNSUPPORTED_TYPE}
     */
    FileWire.File upload(UUID account, FileWire.Request request) {
        Optional<Category> declared = Categories.declared(request.fileType());
        String url = blankToNull(request.fileUrl());
        SentFile sent = request.fileData();
        if (sent != null) {
            Origin origin = named(blankToNull(request.fileName()), url);
            long most = limits.most(declared, Optional.empty());
            if (sent.size() > most) {
                throw UploadSink.tooLarge(most);
            }
            return keep(account, sent.file(), sent.size(), declared, origin);
        }
        if (url == null) {
            throw ApiException.missing("file_url",
                    "file_url, or file_data and file_name, or a file part named file, is required");
        }
        Path part = folder.newFile();
        try {
            return keep(account, part, fetch(url, part, declared), declared,
                    new Origin(FileNames.ofUrl(url), url, false));
        } finally {
            folder.delete(part);
        }
    }

    private long fetch(String url, Path part, Optional<Category> declared) {
        try (UploadSink sink = new UploadSink(part, limits)) {
            sink.declare(declared);
            sources.fetch(url, sink);
            return sink.size();
        }
    }

    private static Origin named(@Nullable String name, @Nullable String url) {
        if (url != null) {
            throw ApiException.invalid("file_data", "send either file_url or file_data");
        }
        if (name == null) {
            throw ApiException.missing("file_name", "file_name is required with file_data");
        }
        return new Origin(name, name, true);
    }

    private FileWire.File keep(UUID account, Path file, long size, Optional<Category> declared, Origin origin) {
        Found found = look(file, size, declared, origin);
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        String key = "public/files/" + HexFormat.of().formatHex(random) + "/"
                + FileNames.safe(origin.name(), found.type());
        String shown = origin.source().substring(0, Math.min(LONGEST_SOURCE, origin.source().length()));
        UploadedFile row = new UploadedFile(account, Ids.sortable(clock.millis()), key, found.contentType(), size,
                shown,
                clock.instant(), InstallationClock.unmoved(clock));
        rows.begin(row);
        StoredObject object;
        try {
            object = store.put(key, file, found.contentType());
        } catch (RuntimeException e) {
            forgetAll(List.of(row));
            throw e;
        }
        if (!rows.stored(row)) {
            forgetAll(List.of(row));
            throw new ApiException(CommonError.UNAUTHORIZED, "Invalid API secret");
        }
        return new FileWire.File(urls.publicUrl(key).toString(), shown, Categories.word(found.type().category()),
                object.size(),
                found.type().mime(), Categories.assets(found.type().category()), object.modified());
    }

    private Found look(Path file, long size, Optional<Category> declared, Origin origin) {
        String extension = FileNames.extension(origin.name());
        Found found;
        try {
            Optional<Found> seen = Sniffer.find(file, extension);
            if (seen.isEmpty()) {
                throw unsupported(NotTaken.why(file));
            }
            found = seen.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Category category = found.type().category();
        if (declared.isPresent() && declared.get() != category) {
            throw unsupported(
                    "The file is " + article(category) + ", not " + article(declared.get()) + ": send file_type "
                            + Categories.word(category) + ", or leave it out");
        }
        // The end of a URL is the name of a program as often as of a file.
        if ((origin.given() || FileType.knows(extension)) && !FileNames.agree(extension, found.type())) {
            throw unsupported(
                    "The file is " + found.type().mime() + ", but its name ends in ." + extension + ": name it ."
                            + found.type().extension());
        }
        long limit = limits.limit(category).toBytes();
        if (size > limit) {
            throw UploadSink.tooLarge(limit);
        }
        if (found.picture() != null && found.picture().pixels() > limits.maxPixels()) {
            throw new ApiException(CommonError.FILE_TOO_LARGE,
                    "The image must have at most " + limits.maxPixels() / 1_000_000 + " megapixels; it has "
                            + found.picture().width() + " x " + found.picture().height() + " pixels");
        }
        return found;
    }

    /** Removes all files of an account: with the transaction that asks for it, and if that fails by the sweep. */
    void forgetAll(UUID account) {
        List<UploadedFile> files = rows.of(account);
        rows.abandon(account);
        AfterCommit.delete("Files of account " + account, () -> forgetAll(files));
    }

    /** What nobody ended in that time, and what is left of deleted accounts. */
    void forgetAbandoned(Duration age) {
        forgetAll(rows.abandoned(InstallationClock.unmoved(clock), age));
    }

    private void forgetAll(List<UploadedFile> files) {
        for (UploadedFile file : files) {
            try {
                forget(file);
            } catch (RuntimeException e) {
                LOG.warn("{} is left for the next sweep: {}", file.objectKey, e.toString());
            }
        }
    }

    /** The row goes last: while it is there, somebody will come back for the bytes. */
    private void forget(UploadedFile file) {
        store.delete(file.objectKey);
        rows.delete(file);
    }

    private static String article(Category category) {
        return (category == Category.IMAGE || category == Category.AUDIO ? "an " : "a ") + Categories.word(category)
                + (category == Category.AUDIO ? " file" : "");
    }

    private static ApiException unsupported(String message) {
        return new ApiException(CommonError.UNSUPPORTED_TYPE, message);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
