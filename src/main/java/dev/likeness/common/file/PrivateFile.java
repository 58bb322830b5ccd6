package dev.likeness.common.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A small file that only its owner reads (mode 600 where the file system has modes). It is never seen half written: it
 * appears with its whole content or not at all.
 *
 * @param path where it lies; its folder is made when missing
 */
public record PrivateFile(Path path) {

    /** The content without surrounding blanks; empty when there is no file. */
    public String read() {
        try {
            return Files.readString(path).strip();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the content, in place of an older one. */
    public void replace(String content) {
        try {
            Files.move(written(content), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the content unless another process was first; returns what the file holds now. */
    public String createOnce(String content) {
        try {
            Path temporary = written(content);
            try {
                Files.createLink(path, temporary);
            } catch (FileAlreadyExistsException e) {
                return read();
            } catch (UnsupportedOperationException e) {
                Files.move(temporary, path);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content; where there is none, what is made now, unless another process is first. */
    public String orCreate(Supplier<String> content) {
        String kept = read();
        return kept.isEmpty() ? createOnce(content.get()) : kept;
    }

    /** How such a file is created. */
    public static FileAttribute<?>[] mode() {
        return OwnerOnly.mode("rw-------");
    }

    private Path written(String content) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder for " + path);
        }
        Files.createDirectories(folder);
        Path temporary = folder.resolve("." + path.getFileName() + "." + UUID.randomUUID());
        try (FileChannel file = FileChannel.open(temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode())) {
            ByteBuffer bytes = ByteBuffer.wrap((content + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        return temporary;
    }
}
