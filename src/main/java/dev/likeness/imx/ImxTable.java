package dev.likeness.imx;

import dev.likeness.imx.ImxFile.Entry;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The head of the file: magic, version and the table of entries.
 *
 * @param entries in the order of the table
 * @param length bytes from the start of the file to the end of the table
 */
record ImxTable(List<Entry> entries, long length) {

    static final int VERSION = 2;
    static final int MOST_ENTRIES = 0xFFFF;
    static final int LONGEST_NAME = 255;

    private static final byte[] MAGIC = {'I', 'M', 'X', 0};
    private static final int HEAD = 8;
    private static final int ROW = 2 + 8 + 8;

    /** Bytes the table of entries with these names takes. */
    static long lengthOf(Collection<String> names) {
        return HEAD + names.stream().mapToLong(name -> ROW + utf8(name).length).sum();
    }

    static byte[] encode(List<Entry> entries) {
        long length = lengthOf(entries.stream().map(Entry::name).toList());
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).putShort((short) VERSION).putShort((short) entries.size());
        for (Entry entry : entries) {
            byte[] name = utf8(entry.name());
            out.putShort((short) name.length).put(name).putLong(entry.offset()).putLong(entry.size());
        }
        return out.array();
    }

    /** Reads the table and refuses entries that leave the file, share bytes, or leave bytes to nobody. */
    static ImxTable read(InputStream in, long fileSize) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            if (!Arrays.equals(data.readNBytes(MAGIC.length), MAGIC)) {
                throw new ImxException("not an .imx file: it does not begin with the bytes IMX\\0");
            }
            int version = u16(data);
            if (version != VERSION) {
                throw new ImxException(
                        "unsupported: container version " + version + ", this program reads version " + VERSION);
            }
            int count = u16(data);
            List<Entry> entries = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (int i = 0; i < count; i++) {
                String name = name(data, i);
                if (!names.add(name)) {
                    throw new ImxException("altered: two entries are named '" + name + "'");
                }
                entries.add(new Entry(name, Long.reverseBytes(data.readLong()), Long.reverseBytes(data.readLong())));
            }
            ImxTable table = new ImxTable(List.copyOf(entries), lengthOf(names));
            table.checkPlaces(fileSize);
            return table;
        } catch (EOFException e) {
            throw new ImxException("truncated: the file ends inside its table of entries", e);
        }
    }

    /** Why no entry may have this name, or empty text when it may. */
    static String faultOf(String name) {
        if (name.isEmpty() || utf8(name).length > LONGEST_NAME) {
            return "is not 1 to " + LONGEST_NAME + " bytes long";
        }
        if (name.startsWith("/") || name.contains("..") || name.contains("\\") || name.contains(":")) {
            return "could leave the folder it is unpacked to";
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            return "has control characters";
        }
        return "";
    }

    private static String name(DataInputStream data, int index) throws IOException {
        int length = u16(data);
        if (length > LONGEST_NAME) {
            throw new ImxException("altered: the name of entry " + index + " is " + length + " bytes long");
        }
        byte[] bytes = new byte[length];
        data.readFully(bytes);
        String name;
        try {
            name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new ImxException("altered: the name of entry " + index + " is not UTF-8", e);
        }
        String fault = faultOf(name);
        if (!fault.isEmpty()) {
            throw new ImxException("altered: the name of entry " + index + " " + fault);
        }
        return name;
    }

    private void checkPlaces(long fileSize) throws ImxException {
        List<Entry> placed = entries.stream()
                .sorted(Comparator.comparingLong(Entry::offset).thenComparingLong(Entry::size))
                .toList();
        for (Entry entry : placed) {
            if (entry.offset() < 0 || entry.size() < 0 || entry.offset() > fileSize
                    || entry.size() > fileSize - entry.offset()) {
                throw new ImxException(
                        "truncated: entry '" + entry.name() + "' reaches beyond the end of the file at byte "
                                + fileSize);
            }
        }
        long end = length;
        for (Entry entry : placed) {
            if (entry.offset() != end) {
                throw new ImxException(
                        "altered: entry '" + entry.name() + "' begins at byte " + entry.offset() + " instead of "
                                + end);
            }
            end += entry.size();
        }
        if (end != fileSize) {
            throw new ImxException("altered: " + (fileSize - end) + " bytes follow the last entry");
        }
    }

    private static int u16(DataInputStream data) throws IOException {
        return Short.toUnsignedInt(Short.reverseBytes(data.readShort()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
