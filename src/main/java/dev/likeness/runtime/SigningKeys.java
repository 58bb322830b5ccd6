package dev.likeness.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The keys that sign runtime tokens: those of the settings, else one of this installation's own. */
@Component
class SigningKeys {

    private final List<SigningKey> keys;

    SigningKeys(RuntimeProperties properties, @Value("${likeness.data-dir}") Path dataDir) {
        keys = properties.signingKeys().isEmpty()
                ? List.of(kept(dataDir.resolve("runtime-signing-key")))
                : properties.signingKeys().stream().map(SigningKey::parse).toList();
    }

    /** The key that signs. The others only let tokens live on that were signed before a rotation. */
    SigningKey signing() {
        return keys.getFirst();
    }

    private static SigningKey kept(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                create(file);
            }
            return SigningKey.parse(Files.readString(file).trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path file) throws IOException {
        SecureRandom random = new SecureRandom();
        byte[] name = new byte[4];
        byte[] secret = new byte[32];
        random.nextBytes(name);
        random.nextBytes(secret);
        String text = new SigningKey(HexFormat.of().formatHex(name), secret).text() + "\n";
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        try (SeekableByteChannel channel = Files.newByteChannel(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (FileAlreadyExistsException e) {
            // Another node on the same folder was first: its key is the one.
            return;
        }
    }
}
