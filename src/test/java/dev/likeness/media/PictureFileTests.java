package dev.likeness.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureFileTests {

    private static final List<String> WORDS = List.of("IHDR", "IDAT", "IEND", "eXIf", "zTXt",
            "Raw profile type exif\0\0",
            "VP8X", "VP8 ", "EXIF", "ANMF", "Exif\0\0", "II*\0\10\0\0\0", "MM\0*\0\0\0\10", "\u00ff\u00d8",
            "\u00ff\u00da",
            "\u00ff\u00d9", "\u00ff\u00e1", "\u00ff\u00c2", ",", ";", "!", "\0\0\0\0", "\u00ff\u00ff\u00ff\u00ff",
            "\177\0\0\0");

    private static Map<FileType, String> beginnings() {
        Map<FileType, String> beginnings = new EnumMap<>(FileType.class);
        beginnings.put(FileType.JPEG, "\u00ff\u00d8\u00ff");
        beginnings.put(FileType.PNG, "\u0089PNG\r\n\32\n\0\0\0\15IHDR");
        beginnings.put(FileType.GIF, "GIF89a");
        beginnings.put(FileType.WEBP, "RIFF\0\0\0\0WEBP");
        beginnings.put(FileType.BMP, "BM\0\0\0\0\0\0\0\0\66\0\0\0\50\0\0\0");
        return beginnings;
    }

    /** Numbers, lengths and places are the file's, so they are anything. */
    @Test
    void isAnswerToAnyBytes() {
        Random random = new Random(17);
        beginnings().forEach((type, beginning) -> {
            for (int i = 0; i < 5000; i++) {
                byte[] bytes = new byte[random.nextInt(400)];
                random.nextBytes(bytes);
                for (int words = random.nextInt(12); words > 0; words--) {
                    put(bytes, random.nextInt(bytes.length + 1), WORDS.get(random.nextInt(WORDS.size())));
                }
                put(bytes, 0, beginning);

                PictureFile file = PictureFile.of(type, new Bytes(bytes));

                assertThat(file.orientation()).isBetween(0, 8);
                assertThat(file.essence().size()).isLessThanOrEqualTo(bytes.length + 64);
                GifBlocks.pixels(file.essence());
                PngChunks.isSwollen(file.essence());
                PictureHeader.of(file.essence());
            }
        });
    }

    private static void put(byte[] bytes, int at, String word) {
        byte[] ascii = word.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(ascii, 0, bytes, at, Math.min(ascii.length, bytes.length - at));
    }

    /** Whoever reads the file alone finds 201 x 257 pixels, in a chunk that no decoder is given. */
    @Test
    void hasASingleHeader() {
        Bytes webp = new Bytes(("RIFF\u0104\0\0\0WEBPVP8X\0\0\0\0JUNK\u00c8\0\0\0\1" + "\0".repeat(199)
                + "VP8L\12\0\0\0\57\u00fe\u00bf\u00ff\17\0\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(PictureHeader.of(webp)).contains(new PictureHeader(FileType.WEBP, 201, 257));
        assertThat(PictureHeader.of(PictureFile.of(FileType.WEBP, webp).essence()))
                .contains(new PictureHeader(FileType.WEBP, 16_383, 16_383));
    }

    @Test
    void ofARemarkHoldsNoRemark() {
        byte[] png = "\u0089PNG\r\n\32\n\0\0\0\0tEXt\0\0\0\0\0\0\0\0IDAT\0\0\0\0\0\0\0\0IEND\0\0\0\0"
                .getBytes(StandardCharsets.ISO_8859_1);

        PictureFile file = PictureFile.of(FileType.PNG, new Bytes(png));

        assertThat(file.ending()).isEqualTo(Ending.SEEN);
        assertThat(file.essence().text(0, file.essence().size())).contains("IDAT", "IEND")
                .doesNotContain("tEXt");
        assertThat(PictureFile.of(FileType.PNG, new Bytes(Arrays.copyOf(png, 32))).ending()).isEqualTo(Ending.UNSEEN);
    }
}
