package dev.likeness.storage;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** The header by which a download gets its name, in characters that every client reads and, where it must, in all. */
public final class Disposition {

    private Disposition() {
    }

    /** @param kind {@code inline} or {@code attachment} */
    public static String of(String kind, String name) {
        String plain = name.replaceAll("[^A-Za-z0-9 ._()+-]", "_");
        String value = kind + "; filename=\"" + plain + "\"";
        return plain.equals(name)
                ? value
                : value + "; filename*=UTF-8''" + UriUtils.encode(name, StandardCharsets.UTF_8);
    }
}
