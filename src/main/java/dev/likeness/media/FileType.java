package dev.likeness.media;

import java.util.Arrays;
import java.util.List;

/** The types of files that the API knows (CONTRACT 6), with what their names end in. */
public enum FileType {

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
    WEBA(Category.AUDIO, "audio/webm", "weba", "webm", "mkv", "mka"), //
    MKA(Category.AUDIO, "audio/x-matroska", "mka", "mkv", "webm"), //
    PDF(Category.DOCUMENT, "application/pdf", "pdf"), //
    DOC(Category.DOCUMENT, "application/msword", "doc"), //
    DOCX(Category.DOCUMENT, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "doc"), //
    PPT(Category.DOCUMENT, "application/vnd.ms-powerpoint", "ppt"), //
    PPTX(Category.DOCUMENT, "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", "ppt"), //
    XLS(Category.DOCUMENT, "application/vnd.ms-excel", "xls"), //
    XLSX(Category.DOCUMENT, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "xls"), //
    TXT(Category.DOCUMENT, "text/plain", "txt", "text", "md", "log"), //
    CSV(Category.DOCUMENT, "text/csv", "csv", "tsv", "txt");

    private final Category category;
    private final String mime;
    private final List<String> extensions;

    FileType(Category category, String mime, String... extensions) {
        this.category = category;
        this.mime = mime;
        this.extensions = List.of(extensions);
    }

    public Category category() {
        return category;
    }

    public String mime() {
        return mime;
    }

    /** Without a dot. */
    public String extension() {
        return extensions.getFirst();
    }

    public boolean owns(String extension) {
        return extensions.contains(extension);
    }

    /** Whether the extension names a type that is taken. */
    public static boolean knows(String extension) {
        return Arrays.stream(values()).anyMatch(type -> type.owns(extension));
    }
}
