package dev.likeness.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small files of every type, made here. */
public final class Samples {

    private Samples() {
    }

    /** By a name whose end says what it is. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String format : new String[]{"jpg", "png", "gif", "bmp"}) {
            files.put("photo." + format, picture(format, 8, 6));
        }
        files.put("photo.webp", bytes("RIFF\u0020\0\0\0WEBPVP8X\12\0\0\0\0\0\0\0\7\0\0\5\0\0"));
        files.put("film.mp4", iso("isom", "vide", "soun"));
        files.put("film.mov", iso("qt  ", "vide"));
        files.put("film.webm", ebml("webm", 1, 2));
        files.put("film.mkv", ebml("matroska", 1));
        files.put("film.avi", bytes("RIFF\u0020\0\0\0AVI LIST\12\0\0\0hdrlavih"));
        files.put("voice.wav", wav());
        files.put("voice.mp3", mp3());
        files.put("tagged.mp3", bytes("ID3\4\0\0\0\0\0\1\0", mp3()));
        files.put("voice.ogg", bytes("OggS\0\2\0\0\0\0\0\0\0\0OpusHead"));
        files.put("voice.flac", bytes("fLaC\0\0\0\42"));
        files.put("voice.aac", adts());
        files.put("voice.m4a", iso("M4A ", "soun"));
        files.put("recorded.webm", ebml("webm", 2));
        files.put("voice.mkv", ebml("matroska", 2));
        files.put("paper.pdf", bytes("%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<< >>\nendobj\n%%EOF\n"));
        files.put("paper.docx", office("wordprocessingml.document", "word/document.xml"));
        files.put("slides.pptx", office("presentationml.presentation", "ppt/presentation.xml"));
        files.put("table.xlsx", office("spreadsheetml.sheet", "xl/workbook.xml"));
        files.put("paper.doc", ole("WordDocument"));
        files.put("slides.ppt", ole("PowerPoint Document"));
        files.put("table.xls", ole("Workbook"));
        files.put("notes.txt", "Héllo, world.\nAnother line; with 3 < 4.\n".getBytes(StandardCharsets.UTF_8));
        files.put("table.csv", "name,age\nZoë,7\n".getBytes(StandardCharsets.ISO_8859_1));
        return files;
    }

    public static byte[] picture(String format, int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A header that asks for a picture of that size, and no pixels. */
    public static byte[] hugePng(int width, int height) {
        byte[] png = picture("png", 8, 6);
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        return png;
    }

    public static byte[] bytes(String text, byte[]... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        for (byte[] part : more) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static byte[] wav() {
        return bytes("RIFF\44\1\0\0WAVEfmt \20\0\0\0\1\0\1\0\u00c0\135\0\0\u0080\u00bb\0\0\2\0\20\0data\0\1\0\0",
                new byte[256]);
    }

    static byte[] mp3() {
        byte[] frame = new byte[417];
        System.arraycopy(new byte[]{-1, -5, (byte) 0x90, 0}, 0, frame, 0, 4);
        return bytes("", frame, frame, frame);
    }

    static byte[] adts() {
        byte[] frame = new byte[64];
        System.arraycopy(new byte[]{-1, (byte) 0xF1, 0x50, (byte) 0x80, 0x08, 0x1F, (byte) 0xFC}, 0, frame, 0, 7);
        return bytes("", frame, frame);
    }

    static byte[] iso(String brand, String... handlers) {
        byte[] tracks = {};
        for (String handler : handlers) {
            byte[] hdlr = box("hdlr", bytes("\0\0\0\0\0\0\0\0" + handler + "\0\0\0\0"));
            tracks = bytes("", tracks, box("trak", box("tkhd", new byte[84]), box("mdia", hdlr)));
        }
        return bytes("", box("ftyp", bytes(brand + "\0\0\2\0isommp42")), box("mdat", new byte[100]),
                box("moov", box("mvhd", new byte[100]), tracks));
    }

    private static byte[] box(String type, byte[]... parts) {
        byte[] body = bytes("", parts);
        return bytes("", ByteBuffer.allocate(4).putInt(8 + body.length).array(), bytes(type), body);
    }

    static byte[] ebml(String doctype, int... trackTypes) {
        byte[] tracks = {};
        for (int type : trackTypes) {
            tracks = bytes("", tracks, element(0xAE, bytes("", element(0xD7, new byte[]{1}),
                    element(0x83, new byte[]{(byte) type}))));
        }
        byte[] head = element(0x1A45DFA3, element(0x4282, bytes(doctype)));
        // A recorder does not know how long its segment gets.
        return bytes("", head, bytes("\u0018\u0053\u0080\u0067\u0001\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"),
                element(0x1654AE6B, tracks));
    }

    private static byte[] element(int id, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int shift = 24; shift >= 0; shift -= 8) {
            if (id >>> shift != 0) {
                out.write(id >>> shift);
            }
        }
        out.write(0x80 | body.length);
        out.writeBytes(body);
        return out.toByteArray();
    }

    static byte[] office(String kind, String main) {
        return zip("[Content_Types].xml",
                "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument."
                        + kind + ".main+xml\"/></Types>",
                main, "<x/>");
    }

    static byte[] zip(String... namesAndTexts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] ole(String... names) {
        ByteBuffer file = ByteBuffer.allocate(512 + 128 * (names.length + 1)).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(0, 0xE11AB1A1E011CFD0L);
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i].getBytes(StandardCharsets.UTF_16LE);
            file.put(512 + 128 * i, name).putShort(512 + 128 * i + 64, (short) (name.length + 2))
                    .put(512 + 128 * i + 66, (byte) 2);
        }
        return file.array();
    }
}
