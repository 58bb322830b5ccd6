package dev.likeness.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that signs download URLs. */
final class SigningKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_BYTES = 32;

    private final SecretKeySpec key;

    SigningKey(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Reads the kept key, or makes one. Of several nodes that start at once on one folder the first one's counts. */
    static SigningKey keptIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[LEAST_BYTES];
            new SecureRandom().nextBytes(random);
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            Path part = Files.createTempFile(folder, ".signing-key", "", ownerOnly());
            try {
                Files.writeString(part, HexFormat.of().formatHex(random));
                Files.createLink(file, part);
            } catch (FileAlreadyExistsException e) {
                return keptIn(file);
            } catch (UnsupportedOperationException e) {
                Files.copy(part, file);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        String secret = Files.readString(file).strip();
        if (secret.length() < LEAST_BYTES) {
            throw new IOException(
                    file + " holds no key; delete it to have a new one made (older download URLs then end)");
        }
        return new SigningKey(secret);
    }

    String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }
}
