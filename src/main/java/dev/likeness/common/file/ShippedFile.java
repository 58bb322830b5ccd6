package dev.likeness.common.file;

import dev.likeness.common.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/**
 * A file of {@code src/main/models} that travels with the program; where each comes from and under which licence, its
 * {@code NOTICE} tells.
 *
 * @param name below that folder
 * @param sha256 of its bytes, in lower-case hex
 */
public record ShippedFile(String name, String sha256) {

    /**
     * The whole file.
     *
     * @throws NetException when it is missing, or its bytes are not those this program was made with
     */
    public byte[] bytes() {
        byte[] bytes;
        try (InputStream in = ShippedFile.class.getResourceAsStream("/models/" + name)) {
            if (in == null) {
                throw new NetException(name + " is missing");
            }
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!HexFormat.of().formatHex(Digests.sha256(bytes)).equals(sha256)) {
            throw new NetException(name + " is not the file this program was made with");
        }
        return bytes;
    }
}
