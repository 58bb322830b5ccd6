package dev.likeness.file;

import dev.likeness.media.Category;
import dev.likeness.media.FileType;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/** Names of files: what their ends say, and what of them may stand in a URL. */
final class FileNames {

    private static final int LONGEST = 80;
    private static final int LONGEST_EXTENSION = 10;

    /** Names of what is never taken, whatever the bytes under them look like. */
    private static final Set<String> FOREIGN = Set.of("html", "htm", "xhtml", "shtml", "mhtml", "svg", "svgz", "xml",
            "xsl", "xslt", "js", "mjs", "cjs", "ts", "css", "json", "wasm", "swf", "exe", "dll", "msi", "com", "scr",
            "bat", "cmd", "ps1", "vbs", "vbe", "wsf", "hta", "sh", "bash", "php", "phtml", "jsp", "asp", "aspx", "py",
            "rb", "pl", "lua", "jar", "war", "class", "apk", "zip", "gz", "tgz", "bz2", "xz", "zst", "7z", "rar", "tar",
            "iso", "dmg", "deb", "rpm", "docm", "dotm", "xlsm", "xltm", "pptm", "potm", "rtf", "ps", "eps", "tif",
            "tiff", "heic", "heif", "avif", "ico", "psd", "mid", "midi", "aiff", "amr", "wma", "wmv", "flv", "lnk");

    private FileNames() {
    }

    /** The last part of a URL's path, or empty. */
    static String ofUrl(String url) {
        String path = url.strip().replaceFirst("(?s)[?#].*", "").replace('\\', '/').replaceFirst("^[^/]*/+[^/]*", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        try {
            return UriUtils.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return name;
        }
    }

    /** Lower case, without the dot; empty where there is none. */
    static String extension(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).strip();
        int dot = last.lastIndexOf('.');
        String extension = dot < 0 ? "" : last.substring(dot + 1).toLowerCase(Locale.ROOT);
        return extension.matches("[a-z0-9]{1," + LONGEST_EXTENSION + "}") ? extension : "";
    }

    /** A picture is a picture; documents must be what their name says, or at least nothing that is taken. */
    static boolean agree(String extension, FileType type) {
        if (type.owns(extension)) {
            return true;
        }
        return !FOREIGN.contains(extension) && Arrays.stream(FileType.values()).filter(other -> other.owns(extension))
                .allMatch(other -> type.category() != Category.DOCUMENT && other.category() == type.category());
    }

    /** A segment of a key that ends in the type's own extension, whatever the name said. */
    static String safe(String name, FileType type) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        // Cut first: a caller may send megabytes, and neither letters taken apart nor patterns are made for that.
        String start = last.substring(0, Math.min(LONGEST, dot < 0 ? last.length() : dot));
        String plain = Normalizer.normalize(start, Normalizer.Form.NFKD).replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9_-]+", "_");
        String stem = StringUtils.trimTrailingCharacter(StringUtils.trimLeadingCharacter(plain, '_'), '_');
        String extension = extension(name);
        return (stem.isEmpty() ? "file" : stem.substring(0, Math.min(LONGEST, stem.length()))) + "."
                + (type.owns(extension) ? extension : type.extension());
    }
}
