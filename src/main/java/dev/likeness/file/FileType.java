package dev.likeness.file;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The types that are taken (CONTRACT 6). */
enum FileType {

    JPEG(Category.IMAGE, "image/jpeg", "jpg", "jpeg", "jpe", "jfif"), //
    PNG(Category.IMAGE, "image/png", "png", "apng"), //
    GIF(Category.IMAGE, "image/gif", "gif"), //
    WEBP(Category.IMAGE, "image/webp", "webp"), //
    BMP(Category.IMAGE, "image/bmp", "bmp", "dib"), //
    MP4(Category.VIDEO, "video/mp4", "mp4", "m4v"), //
    WEBM(Category.VIDEO, "video/webm", "webm"), //
    MOV(Category.VIDEO, "video/quicktime", "mov", "qt"), //
    MKV(Category.VIDEO, "video/x-matroska", "mkv"), //
    AVI(Category.VIDEO, "video/x-msvideo", "avi"), //
    WAV(Category.AUDIO, "audio/wav", "wav", "wave"), //
    MP3(Category.AUDIO, "audio/mpeg", "mp3", "mpga"), //
    OGG(Category.AUDIO, "audio/ogg", "ogg", "oga", "opus"), //
    FLAC(Category.AUDIO, "audio/flac", "flac"), //
    AAC(Category.AUDIO, "audio/aac", "aac"), //
    M4A(Category.AUDIO, "audio/mp4", "m4a", "m4b", "mp4"), //
    /** What a browser's recorder makes of a microphone. */
    WEBA(Category.AUDIO, "audio/webm", "weba", "webm", "mka"), //
    PDF(Category.DOCUMENT, "application/pdf", "pdf"), //
    DOC(Category.DOCUMENT, "application/msword", "doc"), //
    DOCX(Category.DOCUMENT, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "doc"), //
    PPT(Category.DOCUMENT, "application/vnd.ms-powerpoint", "ppt"), //
    PPTX(Category.DOCUMENT, "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", "ppt"), //
    XLS(Category.DOCUMENT, "application/vnd.ms-excel", "xls"), //
    XLSX(Category.DOCUMENT, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "xls"), //
    TXT(Category.DOCUMENT, "text/plain", "txt", "text", "md", "log"), //
    CSV(Category.DOCUMENT, "text/csv", "csv", "tsv", "txt");

    /** Names of what is never taken, whatever the bytes under them look like. */
    private static final Set<String> FOREIGN = Set.of("html", "htm", "xhtml", "shtml", "mhtml", "svg", "svgz", "xml",
            "xsl", "xslt", "js", "mjs", "cjs", "ts", "css", "json", "wasm", "swf", "exe", "dll", "msi", "com", "scr",
            "bat", "cmd", "ps1", "vbs", "vbe", "wsf", "hta", "sh", "bash", "php", "phtml", "jsp", "asp", "aspx", "py",
            "rb", "pl", "lua", "jar", "war", "class", "apk", "zip", "gz", "tgz", "bz2", "xz", "zst", "7z", "rar", "tar",
            "iso", "dmg", "deb", "rpm", "docm", "dotm", "xlsm", "xltm", "pptm", "potm", "rtf", "ps", "eps", "tif",
            "tiff", "heic", "heif", "avif", "ico", "psd", "mid", "midi", "aiff", "amr", "wma", "wmv", "flv", "lnk");

    private final Category category;
    private final String mime;
    private final List<String> extensions;

    FileType(Category category, String mime, String... extensions) {
        this.category = category;
        this.mime = mime;
        this.extensions = List.of(extensions);
    }

    Category category() {
        return category;
    }

    String mime() {
        return mime;
    }

    /** Without a dot. */
    String extension() {
        return extensions.getFirst();
    }

    boolean owns(String extension) {
        return extensions.contains(extension);
    }

    /** A picture is a picture; documents must be what their name says, or at least nothing that is taken. */
    boolean agreesWith(String extension) {
        if (owns(extension)) {
            return true;
        }
        return !FOREIGN.contains(extension) && Arrays.stream(values()).filter(type -> type.owns(extension))
                .allMatch(type -> category != Category.DOCUMENT && type.category == category);
    }

    /** Whether the extension names a type that is taken. */
    static boolean knows(String extension) {
        return Arrays.stream(values()).anyMatch(type -> type.owns(extension));
    }
}
