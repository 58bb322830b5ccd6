package dev.likeness.file;

import dev.likeness.media.Bytes;
import dev.likeness.media.FileType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Word, PowerPoint and Excel, told from other archives. With macros in them they are programs and not taken. */
final class OfficeFiles {

    private static final int MOST_ENTRIES = 20_000;
    private static final int MOST_TYPES = 1 << 20;
    private static final String MAIN = "application/vnd.openxmlformats-officedocument.";
    private static final Set<String> PROGRAMS = Set.of("class", "jar", "exe", "dll", "js", "html", "htm", "svg", "sh",
            "bat", "ps1", "vbs", "php");
    private static final int OLE_ENTRY = 128;

    private OfficeFiles() {
    }

    /** By the list of types that every such archive holds. */
    static Optional<FileType> inZip(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES || hasPrograms(zip)) {
                return Optional.empty();
            }
            String types = types(zip);
            if (types.contains("macroEnabled")) {
                return Optional.empty();
            }
            if (types.contains(MAIN + "wordprocessingml.document.main+xml") && has(zip, "word/document.xml")) {
                return Optional.of(FileType.DOCX);
            }
            if (types.contains(MAIN + "presentationml.presentation.main+xml") && has(zip, "ppt/presentation.xml")) {
                return Optional.of(FileType.PPTX);
            }
            return types.contains(MAIN + "spreadsheetml.sheet.main+xml") && has(zip, "xl/workbook.xml")
                    ? Optional.of(FileType.XLSX)
                    : Optional.empty();
        } catch (ZipException | EOFException | IllegalArgumentException _) {
            // Cut off, or not what it began as.
            return Optional.empty();
        }
    }

    private static boolean has(ZipFile zip, String name) {
        return zip.getEntry(name) != null;
    }

    private static boolean hasPrograms(ZipFile zip) {
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            String name = entries.nextElement().getName().toLowerCase(Locale.ROOT);
            if (name.endsWith("vbaproject.bin") || name.startsWith("meta-inf/")
                    || PROGRAMS.contains(name.substring(name.lastIndexOf('.') + 1))) {
                return true;
            }
        }
        return false;
    }

    private static String types(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry("[Content_Types].xml");
        if (entry == null) {
            return "";
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(MOST_TYPES), StandardCharsets.UTF_8);
        }
    }

    /** By the names in the directory of the old format, whose entries lie at multiples of 128 bytes. */
    static Optional<FileType> inOle(Bytes file) {
        Set<String> names = new HashSet<>();
        for (int at = 512; at + OLE_ENTRY <= file.size(); at += OLE_ENTRY) {
            long length = file.le(at + 64, 2);
            int kind = file.u8(at + 66);
            if (length >= 4 && length <= 64 && length % 2 == 0 && (kind == 1 || kind == 2 || kind == 5)
                    && file.le(at + (int) length - 2, 2) == 0) {
                names.add(new String(file.array(), at, (int) length - 2, StandardCharsets.UTF_16LE));
            }
        }
        if (names.contains("_VBA_PROJECT") || names.contains("_VBA_PROJECT_CUR") || names.contains("Macros")
                || names.contains("EncryptedPackage")) {
            return Optional.empty();
        }
        return names.contains("WordDocument")
                ? Optional.of(FileType.DOC)
                : names.contains("PowerPoint Document")
                        ? Optional.of(FileType.PPT)
                        : names.contains("Workbook") || names.contains("Book")
                                ? Optional.of(FileType.XLS)
                                : Optional.empty();
    }
}
