package dev.likeness.imx;

import dev.likeness.common.Digests;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An opened .imx file. {@link #open(Path)} checks what can be checked without reading the contents; {@link #verify()}
 * reads everything and must have passed before the contents are used. Several threads may read at once, but an
 * interrupt of one of them closes the file for all.
 */
public final class ImxFile implements Closeable {

    static final String MANIFEST = "manifest.json";
    /** Hex SHA-256 of everything from the start of the file to the end of the table, followed by the manifest. */
    static final String SEAL = "manifest.sha256";

    /** Longer than the table of any avatar, so that a source that pays for each opening is opened once. */
    private static final int FIRST_READ = 1 << 16;

    private final ImxSource source;
    private final ImxTable table;
    private final Map<String, Entry> byName = new LinkedHashMap<>();
    private final ImxManifest manifest;

    /** Where an entry lies in the file; bytes. */
    public record Entry(String name, long offset, long size) {
    }

    /** Checksum (lower-case hex) and size in bytes. */
    public record Sum(String sha256, long size) {
    }

    private ImxFile(ImxSource source) throws IOException {
        this.source = source;
        long size = source.size();
        long first = Math.min(size, FIRST_READ);
        try (InputStream head = source.open(0, first);
                InputStream in = new BufferedInputStream(
                        new SequenceInputStream(head, new LateStream(() -> source.open(first, size - first))))) {
            this.table = ImxTable.read(in, size);
        }
        table.entries().forEach(entry -> byName.put(entry.name(), entry));
        this.manifest = ImxManifest.parse(read(MANIFEST, ImxManifest.MOST_BYTES));
    }

    /** @throws ImxException when it is no .imx file, cut off, or of a version this program does not read */
    public static ImxFile open(Path file) throws IOException {
        return open(new ChannelSource(FileChannel.open(file, StandardOpenOption.READ)));
    }

    /** The same of bytes that lie elsewhere; closing the file closes them, and so does this when it fails. */
    public static ImxFile open(ImxSource source) throws IOException {
        try {
            return new ImxFile(source);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    public ImxManifest manifest() {
        return manifest;
    }

    /** In the order of the table. Entries this program does not know are among them, to be passed over. */
    public List<Entry> entries() {
        return table.entries();
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The bytes of one entry as a stream that reads the file as it goes. */
    public InputStream open(String name) throws IOException {
        Entry entry = entry(name);
        return source.open(entry.offset(), entry.size());
    }

    /** The whole entry, refused when it has more than {@code limit} bytes. */
    public byte[] read(String name, int limit) throws IOException {
        Entry entry = entry(name);
        if (entry.size() > limit) {
            throw new ImxException("altered: entry '" + name + "' has " + entry.size() + " bytes, more than " + limit);
        }
        try (InputStream in = open(name)) {
            return in.readNBytes((int) entry.size());
        }
    }

    /** Reads the whole file once and compares sizes and checksums; returns quietly when nothing was altered. */
    public void verify() throws IOException {
        if (!seal(ImxTable.encode(entries()), read(MANIFEST, ImxManifest.MOST_BYTES)).equals(sealInFile())) {
            throw new ImxException("altered: the table of entries or manifest.json does not match its seal");
        }
        Map<String, Sum> expected = manifest.entries();
        for (String name : expected.keySet()) {
            if (!has(name)) {
                throw new ImxException("altered: entry '" + name + "' is in the manifest but not in the file");
            }
        }
        for (Entry entry : entries()) {
            if (!entry.name().equals(MANIFEST) && !entry.name().equals(SEAL)) {
                verify(entry, expected.get(entry.name()));
            }
        }
    }

    private void verify(Entry entry, @Nullable Sum expected) throws IOException {
        if (expected == null) {
            throw new ImxException("altered: entry '" + entry.name() + "' is not in the manifest");
        }
        try (InputStream in = open(entry.name())) {
            if (entry.size() != expected.size() || !Checksums.of(in).equals(expected)) {
                throw new ImxException("altered: entry '" + entry.name() + "' does not match its checksum");
            }
        }
    }

    static String seal(byte[] table, byte[] manifest) {
        MessageDigest digest = Digests.sha256();
        digest.update(table);
        digest.update(manifest);
        return Digests.hex(digest);
    }

    private String sealInFile() throws IOException {
        return new String(read(SEAL, Checksums.HEX_LENGTH), StandardCharsets.US_ASCII);
    }

    /**
     * Where an entry lies.
     *
     * @throws ImxException when there is none of that name
     */
    public Entry entry(String name) throws ImxException {
        Entry entry = byName.get(name);
        if (entry == null) {
            throw new ImxException("incomplete: there is no entry '" + name + "'");
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
