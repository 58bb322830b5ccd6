package dev.likeness.file;

import dev.likeness.media.Bytes;
import dev.likeness.media.Category;
import dev.likeness.media.FileType;
import dev.likeness.media.IsoMedia;
import dev.likeness.media.Matroska;
import dev.likeness.media.PictureHeader;
import dev.likeness.media.Signatures;
import dev.likeness.web.body.FileBound;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what a file is from its bytes (CONTRACT 6). What it does not know is not taken. */
final class Sniffer {

    /** Enough for every signature, and for the frames after a short tag. */
    static final int HEAD = FileBound.HEAD;

    /**
     * What a file is.
     *
     * @param contentType as it will be served, with the encoding of a text
     * @param picture of a picture
     */
    record Found(FileType type, String contentType, @Nullable PictureHeader picture) {
    }

    private Sniffer() {
    }

    /** What a file of this beginning can be at most; empty when it is not taken. */
    static Optional<Category> atMost(byte[] head) {
        Bytes bytes = new Bytes(head);
        return Signatures.container(bytes, Long.MAX_VALUE).map(container -> switch (container) {
            case ISO_MEDIA, EBML -> Category.VIDEO;
            case ZIP, OLE -> Category.DOCUMENT;
            case TAGGED -> Category.AUDIO;
        }).or(() -> Signatures.type(bytes).map(FileType::category)).or(() -> Optional.of(Category.DOCUMENT));
    }

    /**
     * @param extension of the name it came under, which decides between texts only
     * @return empty for what is not taken
     */
    static Optional<Found> find(Path file, String extension) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            Bytes head = part(in, 0, HEAD);
            Optional<Signatures.Container> container = Signatures.container(head, in.length());
            if (container.isPresent() && container.get() == Signatures.Container.ZIP) {
                return OfficeFiles.inZip(file).map(Sniffer::found);
            }
            int tail = (int) Math.min(in.length(), ActiveContent.tailSize());
            Optional<FileType> type = container.isPresent()
                    ? inside(container.get(), head, in, file)
                    : Signatures.type(head);
            if (type.isEmpty()) {
                return container.isPresent() ? Optional.empty() : text(file, extension);
            }
            if (ActiveContent.inHead(head) || ActiveContent.endsAsArchive(part(in, in.length() - tail, tail))) {
                return Optional.empty();
            }
            return type.get().category() == Category.IMAGE ? image(type.get(), file) : type.map(Sniffer::found);
        }
    }

    private static Optional<FileType> inside(Signatures.Container container, Bytes head, RandomAccessFile in,
            Path file) throws IOException {
        return switch (container) {
            case ISO_MEDIA -> isoMedia(head, in);
            case EBML -> ebml(head, in);
            case TAGGED -> Signatures.afterTag(part(in, Math.min(Signatures.tagLength(head), in.length()), HEAD));
            default -> OfficeFiles.inOle(new Bytes(Files.readAllBytes(file)));
        };
    }

    private static Optional<FileType> isoMedia(Bytes head, RandomAccessFile in) throws IOException {
        String brand = head.has(4, "ftyp") ? head.text(8, 4) : "qt  ";
        return switch (brand.strip()) {
            case "heic", "heix", "hevc", "mif1", "msf1", "avif", "avis", "crx", "jp2", "jpx" -> Optional.empty();
            case "M4A", "M4B", "M4P" -> Optional.of(FileType.M4A);
            case "qt" -> Optional.of(FileType.MOV);
            default -> Optional.of(IsoMedia.isSoundOnly(in) ? FileType.M4A : FileType.MP4);
        };
    }

    private static Optional<FileType> ebml(Bytes head, RandomAccessFile in) throws IOException {
        String start = head.text(0, 64);
        boolean webm = start.contains("webm");
        if (!webm && !start.contains("matroska")) {
            return Optional.empty();
        }
        return Optional.of(Matroska.isSoundOnly(in)
                ? webm ? FileType.WEBA : FileType.MKA
                : webm ? FileType.WEBM : FileType.MKV);
    }

    private static Optional<Found> image(FileType type, Path file) throws IOException {
        Bytes all = new Bytes(Files.readAllBytes(file));
        return ActiveContent.anywhere(all)
                ? Optional.empty()
                : PictureHeader.of(all).map(header -> new Found(type, type.mime(), header));
    }

    private static Optional<Found> text(Path file, String extension) throws IOException {
        return PlainText.of(new Bytes(Files.readAllBytes(file)))
                .filter(text -> !ActiveContent.beginsAsProgram(text.text())).map(text -> {
                    boolean table = FileNames.agree(extension, FileType.CSV) && !extension.equals("txt")
                            && (FileType.knows(extension) || text.looksLikeTable());
                    FileType type = table ? FileType.CSV : FileType.TXT;
                    return new Found(type, type.mime() + ";charset=" + text.charset().name().toLowerCase(
                            Locale.ROOT), null);
                });
    }

    private static Found found(FileType type) {
        return new Found(type, type.mime(), null);
    }

    private static Bytes part(RandomAccessFile in, long from, int length) throws IOException {
        byte[] bytes = new byte[(int) Math.min(length, in.length() - from)];
        in.seek(from);
        in.readFully(bytes);
        return new Bytes(bytes);
    }
}
