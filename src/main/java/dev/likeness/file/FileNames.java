package dev.likeness.file;

import java.net.URI;
import java.text.Normalizer;
import java.util.Locale;
import org.springframework.util.StringUtils;

/** Names of files: what their ends say, and what of them may stand in a URL. */
final class FileNames {

    private static final int LONGEST = 80;
    private static final int LONGEST_EXTENSION = 10;

    private FileNames() {
    }

    /** The last part of a URL's path, or empty. */
    static String ofUrl(String url) {
        try {
            String path = URI.create(url.strip()).getPath();
            return path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    /** Lower case, without the dot; empty where there is none. */
    static String extension(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).strip();
        int dot = last.lastIndexOf('.');
        String extension = dot < 0 ? "" : last.substring(dot + 1).toLowerCase(Locale.ROOT);
        return extension.matches("[a-z0-9]{1," + LONGEST_EXTENSION + "}") ? extension : "";
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
