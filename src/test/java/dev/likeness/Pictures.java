package dev.likeness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;

/** The pictures the tests own: see src/test/resources/pictures/README.md. */
final class Pictures {

    private Pictures() {
    }

    static byte[] portrait() {
        return read("portrait-512.png");
    }

    static byte[] coffee() {
        return read("coffee.png");
    }

    static String dataUri(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    private static byte[] read(String name) {
        try (InputStream in = Pictures.class.getResourceAsStream("/pictures/" + name)) {
            return java.util.Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
