package dev.likeness.imx;

import dev.likeness.common.Digests;
import dev.likeness.imx.ImxFile.Entry;
import dev.likeness.imx.ImxFile.Sum;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Writes an .imx file. The same entries in the same order with the same manifest give the same bytes; nothing of the
 * clock, the machine or the order of a hash map gets in. Entries are read twice, once for the manifest and once to be
 * copied, and must not change in between.
 */
public final class ImxWriter {

    static final int LEAST_SIZE = 1 << 20;
    static final String PADDING = "padding.bin";

    private final Map<String, Source> sources = new LinkedHashMap<>();

    interface Source {
        InputStream open() throws IOException;
    }

    /** A writer that has the wanted entries of a file already, in their order; what a writer makes itself is made anew. */
    public static ImxWriter of(ImxFile file, Predicate<String> wanted) {
        ImxWriter writer = new ImxWriter();
        file.entries().stream().map(ImxFile.Entry::name).filter(name -> !isMade(name) && wanted.test(name))
                .forEach(name -> writer.add(name, () -> file.open(name)));
        return writer;
    }

    public ImxWriter add(String name, byte[] bytes) {
        return add(name, () -> new ByteArrayInputStream(bytes));
    }

    public ImxWriter add(String name, Path file) {
        return add(name, () -> Files.newInputStream(file));
    }

    ImxWriter add(String name, Source source) {
        String fault = ImxTable.faultOf(name);
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException("the name '" + name + "' " + fault);
        }
        if (isMade(name)) {
            throw new IllegalArgumentException("the writer makes '" + name + "' itself");
        }
        // The manifest, its seal and the padding take three.
        if (sources.size() > ImxTable.MOST_ENTRIES - 3 || sources.putIfAbsent(name, source) != null) {
            throw new IllegalArgumentException("too many entries, or two named '" + name + "'");
        }
        return this;
    }

    /** Whether the writer makes this entry itself. */
    private static boolean isMade(String name) {
        return name.equals(ImxFile.MANIFEST) || name.equals(ImxFile.SEAL) || name.equals(PADDING);
    }

    /**
     * Writes the whole file beside {@code target} and then moves it there, so that the target is never half a file.
     *
     * @param manifest members of manifest.json; {@code entries} is added, {@code format_version} where it is missing
     * @return size and SHA-256 of the whole file
     * @throws ImxException when the manifest lacks what a reader requires, or an entry changed meanwhile
     */
    public Sum write(Path target, Map<String, Object> manifest) throws IOException {
        Map<String, Sum> sums = new LinkedHashMap<>();
        Map<String, Source> all = new LinkedHashMap<>(sources);
        for (Map.Entry<String, Source> source : sources.entrySet()) {
            sums.put(source.getKey(), sumOf(source.getValue()));
        }
        long missing = LEAST_SIZE - sizeOf(manifestOf(manifest, sums).length, sums);
        if (missing > 0) {
            Source zeros = () -> new ByteArrayInputStream(new byte[(int) missing]);
            all.put(PADDING, zeros);
            sums.put(PADDING, sumOf(zeros));
        }
        byte[] json = manifestOf(manifest, sums);
        byte[] table = tableOf(json.length, sums);

        Path folder = target.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, ".", ".imx.part");
        try {
            MessageDigest digest = Digests.sha256();
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                    OutputStream out = new DigestOutputStream(
                            new BufferedOutputStream(Channels.newOutputStream(channel)), digest)) {
                out.write(table);
                out.write(json);
                out.write(ImxFile.seal(table, json).getBytes(StandardCharsets.US_ASCII));
                for (Map.Entry<String, Source> source : all.entrySet()) {
                    if (!copy(source.getValue(), out).equals(sums.get(source.getKey()))) {
                        throw new ImxException(
                                "changed: entry '" + source.getKey() + "' was modified while the file was written");
                    }
                }
                out.flush();
                channel.force(true);
            }
            long size = Files.size(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Sum(Digests.hex(digest), size);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static byte[] manifestOf(Map<String, Object> given, Map<String, Sum> sums) throws ImxException {
        Map<String, Object> members = new LinkedHashMap<>(given);
        members.putIfAbsent("format_version", ImxManifest.FORMAT_VERSION);
        boolean typed = !"2.0".equals(members.get("format_version"));
        Map<String, Object> entries = new LinkedHashMap<>();
        sums.forEach((name, sum) -> {
            Map<String, Object> entry = new LinkedHashMap<>(Map.of("sha256", sum.sha256(), "size", sum.size()));
            if (typed) {
                entry.put("type", MediaTypes.of(name));
            }
            entries.put(name, entry);
        });
        members.put("entries", entries);
        byte[] json = new ImxManifest(members).toJson();
        if (json.length > ImxManifest.MOST_BYTES) {
            throw new ImxException("too large: manifest.json would have " + json.length + " bytes");
        }
        ImxManifest.parse(json);
        return json;
    }

    private static byte[] tableOf(long manifestSize, Map<String, Sum> sums) {
        Map<String, Long> sizes = sizes(manifestSize, sums);
        List<Entry> entries = new ArrayList<>();
        long offset = ImxTable.lengthOf(sizes.keySet());
        for (Map.Entry<String, Long> size : sizes.entrySet()) {
            entries.add(new Entry(size.getKey(), offset, size.getValue()));
            offset += size.getValue();
        }
        return ImxTable.encode(entries);
    }

    private static long sizeOf(long manifestSize, Map<String, Sum> sums) {
        Map<String, Long> sizes = sizes(manifestSize, sums);
        return ImxTable.lengthOf(sizes.keySet()) + sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Sizes of all entries in the order of the file. */
    private static Map<String, Long> sizes(long manifestSize, Map<String, Sum> sums) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        sizes.put(ImxFile.MANIFEST, manifestSize);
        sizes.put(ImxFile.SEAL, (long) Checksums.HEX_LENGTH);
        sums.forEach((name, sum) -> sizes.put(name, sum.size()));
        return sizes;
    }

    private static Sum sumOf(Source source) throws IOException {
        try (InputStream in = source.open()) {
            return Checksums.of(in);
        }
    }

    private static Sum copy(Source source, OutputStream out) throws IOException {
        DigestOutputStream copy = new DigestOutputStream(out, Digests.sha256());
        try (InputStream in = source.open()) {
            long size = in.transferTo(copy);
            return new Sum(Digests.hex(copy.getMessageDigest()), size);
        }
    }
}
