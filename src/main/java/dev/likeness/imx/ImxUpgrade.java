package dev.likeness.imx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rewrites a file of an older minor version as this program would have written it. Entries keep their bytes and their
 * order, and members of the manifest that nobody here knows are kept too.
 */
final class ImxUpgrade {

    private ImxUpgrade() {
    }

    /** @return what was done, in one sentence */
    static String run(Path file, Path target) throws IOException {
        try (ImxFile old = ImxFile.open(file)) {
            old.verify();
            String version = old.manifest().formatVersion();
            if (!old.manifest().isOlder()) {
                if (!file.equals(target)) {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
                return "nothing to do: format version " + version;
            }
            Map<String, Object> manifest = new LinkedHashMap<>(old.manifest().members());
            manifest.remove("entries");
            manifest.put("format_version", ImxManifest.FORMAT_VERSION);
            ImxWriter.of(old, _ -> true).write(target, manifest);
            return "upgraded from format version " + version + " to " + ImxManifest.FORMAT_VERSION;
        }
    }
}
