package dev.likeness.voice.kokoro;

import dev.likeness.common.Digests;
import dev.likeness.common.file.NetException;
import dev.likeness.common.file.ShippedFile;
import dev.likeness.voice.Voice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The files of the pack, each the one known.
 *
 * @param net to be read by whoever runs it
 * @param styles of the ten
 */
record KokoroPack(Path net, Map<Voice, Style> styles) {

    /** Of all that the pack has; {@code src/scripts/voices} holds what it fetched against the same list. */
    private static final ShippedFile SUMS = new ShippedFile("kokoro/SHA256SUMS",
            "119fdd35a7747ecbc5436e279b02f834e4579f6be4b2411e1ff59a1f5410d442");
    private static final String NET = "kokoro.onnx";

    KokoroPack {
        styles = Map.copyOf(styles);
    }

    Style style(Voice voice) {
        return Objects.requireNonNull(styles.get(voice));
    }

    /** @throws NetException when a file is missing, cannot be read or is another one */
    static KokoroPack open(Path folder) {
        sums().forEach((name, sum) -> check(folder.resolve(name), sum));
        Map<Voice, Style> styles = new EnumMap<>(Voice.class);
        for (Voice voice : Voice.values()) {
            styles.put(voice, style(folder.resolve(Person.of(voice).style() + ".bin")));
        }
        return new KokoroPack(folder.resolve(NET), styles);
    }

    /** By name. */
    static Map<String, String> sums() {
        Map<String, String> sums = new HashMap<>();
        new String(SUMS.bytes(), StandardCharsets.UTF_8).lines().map(line -> line.split(" +"))
                .forEach(line -> sums.put(line[1], line[0]));
        return sums;
    }

    private static void check(Path file, String sum) {
        if (!Files.isRegularFile(file)) {
            throw new NetException(file.getFileName() + " is missing");
        }
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, Digests.sha256())) {
            digest.transferTo(OutputStream.nullOutputStream());
            if (!Digests.hex(digest.getMessageDigest()).equals(sum)) {
                throw new NetException(file.getFileName() + " is damaged, or of another release");
            }
        } catch (IOException e) {
            throw new NetException(file.getFileName() + " cannot be read: " + e);
        }
    }

    private static Style style(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            float[] numbers = new float[bytes.remaining() / Float.BYTES];
            bytes.asFloatBuffer().get(numbers);
            return new Style(numbers);
        } catch (IOException e) {
            throw new NetException(file.getFileName() + " cannot be read: " + e);
        }
    }
}
