package dev.likeness.imx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small .imx files for the tests. */
final class ImxFixture {

    static final byte[] WEIGHTS = random(5_000, 1);
    static final byte[] VIDEO = random(40_000, 2);

    private ImxFixture() {
    }

    static Map<String, Object> manifest() {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("engine", "likeness1");
        manifest.put("engine_abi", 1);
        manifest.put("format_version", "2.0");
        manifest.put("model_version", "1.0");
        manifest.put("model", "expression-2");
        manifest.put("width", 720);
        manifest.put("height", 960);
        manifest.put("fps", 25);
        manifest.put("frames", 250);
        manifest.put("license", "for the owner of the portrait");
        manifest.put("build", Map.of("tool", "test", "seed", 7, "steps", List.of("fit", "warp")));
        manifest.put("playback", Map.of("loop", true));
        return manifest;
    }

    static Path write(Path folder, Map<String, Object> manifest) throws IOException {
        Path target = folder.resolve("avatar.imx");
        new ImxWriter().add("identity/weights.bin", WEIGHTS).add("motion/base.mp4", VIDEO).add("empty.bin", new byte[0])
                .write(target, manifest);
        return target;
    }

    /** A file as somebody else's writer might make it: no checks of names, places or contents. */
    static Path writeRaw(Path folder, byte[] table, byte[]... contents) throws IOException {
        Path target = folder.resolve("raw.imx");
        try (var out = Files.newOutputStream(target)) {
            out.write(table);
            for (byte[] content : contents) {
                out.write(content);
            }
        }
        return target;
    }

    static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
