package dev.likeness.avatar.picture;

import static dev.likeness.avatar.picture.Containers.PREFIX;
import static dev.likeness.avatar.picture.Containers.beforeEnd;
import static dev.likeness.avatar.picture.Containers.behindHead;
import static dev.likeness.avatar.picture.Containers.chunk;
import static dev.likeness.avatar.picture.Containers.exif;
import static dev.likeness.avatar.picture.Containers.extended;
import static dev.likeness.avatar.picture.Containers.join;
import static dev.likeness.avatar.picture.Containers.jpegWith;
import static dev.likeness.avatar.picture.Containers.rawProfile;
import static dev.likeness.avatar.picture.Containers.riff;
import static dev.likeness.avatar.picture.Containers.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.media.Bytes;
import dev.likeness.media.FileType;
import dev.likeness.media.PictureFile;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Mat;

class RotationTagsTest {

    private static final int WIDTH = 120;
    private static final int HEIGHT = 90;
    private static final byte[] NONE = {};
    private static final int NOTED = 8;

    /** As the pixel at each place of the upright picture is found in the stored one (EXIF 2.32, table 6). */
    private static double[] pixel(Mat stored, int orientation, int x, int y) {
        int right = stored.cols() - 1;
        int bottom = stored.rows() - 1;
        return switch (orientation) {
            case 2 -> stored.get(y, right - x);
            case 3 -> stored.get(bottom - y, right - x);
            case 4 -> stored.get(bottom - y, x);
            case 5 -> stored.get(x, y);
            case 6 -> stored.get(bottom - x, y);
            case 7 -> stored.get(bottom - x, right - y);
            case 8 -> stored.get(x, right - y);
            default -> stored.get(y, x);
        };
    }

    private static void assertTurned(String name, byte[] file, Mat stored, int orientation) {
        Mat upright = Kinds.decoded(file);
        boolean aside = orientation >= 5;
        assertThat(upright.cols()).as(name).isEqualTo(aside ? stored.rows() : stored.cols());
        assertThat(upright.rows()).as(name).isEqualTo(aside ? stored.cols() : stored.rows());
        for (int y = 0; y < upright.rows(); y++) {
            for (int x = 0; x < upright.cols(); x++) {
                assertThat(upright.get(y, x)).as("%s, orientation %d, at %d %d", name, orientation, x, y)
                        .isEqualTo(pixel(stored, orientation, x, y));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void areHeededInEveryKindOfPicture(int orientation) {
        Kinds.all(WIDTH, HEIGHT).forEach((name, file) -> {
            Mat stored = Kinds.decoded(file);
            for (boolean little : new boolean[]{true, false}) {
                byte[] notes = exif(orientation, little);
                if (name.startsWith("png")) {
                    assertTurned(name, behindHead(file, chunk("eXIf", notes)), stored, orientation);
                } else if (name.startsWith("webp")) {
                    byte[] behind = riff("EXIF", notes);
                    assertTurned(name, extended(file, WIDTH, HEIGHT, NOTED, NONE, behind), stored, orientation);
                } else if (name.startsWith("jpeg")) {
                    assertTurned(name, jpegWith(file, notes), stored, orientation);
                }
            }
        });
    }

    @Test
    void areFoundWhereverProgramsPutThem() {
        Mat picture = Kinds.picture(WIDTH, HEIGHT);
        byte[] png = Kinds.encoded(".png", picture);
        byte[] webp = Kinds.encoded(".webp", picture, 64, 101);
        byte[] jpeg = Kinds.encoded(".jpg", picture);
        byte[] six = exif(6, true);
        byte[] prefixed = join(text(PREFIX), six);
        byte[] mute = exif(0, true);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("png, behind the pixels", beforeEnd(png, chunk("eXIf", six)));
        files.put("png, with the prefix of JPEGs", behindHead(png, chunk("eXIf", prefixed)));
        files.put("png, as a long", behindHead(png, chunk("eXIf", exif(6, false, 4))));
        files.put("png, as compressed text", behindHead(png, rawProfile("exif", six, true)));
        files.put("png, as text", behindHead(png, rawProfile("APP1", six, false)));
        files.put("png, as text behind the pixels", beforeEnd(png, rawProfile("exif", six, true)));
        files.put("png, behind notes that tell nothing",
                behindHead(png, chunk("eXIf", mute), rawProfile("exif", six, true)));
        files.put("png, before other notes", behindHead(png, chunk("eXIf", six), chunk("eXIf", exif(3, true))));
        files.put("png, beside text that disagrees",
                behindHead(png, rawProfile("exif", exif(3, true), true), chunk("eXIf", six)));
        files.put("png, behind rubbish", behindHead(png, chunk("eXIf", text("hello")), chunk("eXIf", six)));
        files.put("webp, with the prefix of JPEGs",
                extended(webp, WIDTH, HEIGHT, NOTED, NONE, riff("EXIF", prefixed)));
        files.put("webp, before the picture", extended(webp, WIDTH, HEIGHT, NOTED, riff("EXIF", six), NONE));
        files.put("webp, not announced", extended(webp, WIDTH, HEIGHT, 0, NONE, riff("EXIF", six)));
        files.put("webp, behind other chunks", extended(webp, WIDTH, HEIGHT, NOTED, riff("ICCP", new byte[301]),
                join(riff("XMP ", text("<x:xmpmeta/>!")), riff("EXIF", six))));
        files.put("jpeg, behind other notes", jpegWith(jpegWith(jpeg, six), mute));
        byte[] filled = jpegWith(jpeg, six);
        filled[11] = -1;
        files.put("jpeg, with a prefix that is filled", filled);
        Mat plain = Kinds.decoded(jpeg);
        files.forEach((name, file) -> assertTurned(name, file, name.startsWith("jpeg") ? plain : picture, 6));
    }

    @Test
    void thatAreNoneChangeNothing() {
        Mat picture = Kinds.picture(WIDTH, HEIGHT);
        byte[] png = Kinds.encoded(".png", picture);
        byte[] webp = Kinds.encoded(".webp", picture, 64, 101);
        byte[] six = exif(6, true);
        byte[] wrongSum = chunk("eXIf", six);
        wrongSum[wrongSum.length - 1]++;
        byte[] far = six.clone();
        Arrays.fill(far, 4, 8, (byte) 0x7F);
        byte[] endless = six.clone();
        Arrays.fill(endless, 8, 10, (byte) 0xFF);
        Arrays.fill(endless, 10, endless.length, (byte) 1);
        Map<String, byte[]> notes = new LinkedHashMap<>();
        notes.put("zero", exif(0, true));
        notes.put("nine", exif(9, false));
        notes.put("none", NONE);
        notes.put("half", Arrays.copyOf(six, 24));
        notes.put("far away", far);
        notes.put("many entries", endless);
        notes.put("another order", text("XX*\0\10\0\0\0"));
        notes.put("a text", exif(6, true, 2));
        notes.forEach((name, bytes) -> {
            assertTurned(name, behindHead(png, chunk("eXIf", bytes)), picture, 1);
            assertTurned(name, behindHead(png, rawProfile("exif", bytes, true)), picture, 1);
            assertTurned(name, extended(webp, WIDTH, HEIGHT, NOTED, NONE, riff("EXIF", bytes)), picture, 1);
        });
        assertTurned("wrong sum", behindHead(png, wrongSum), picture, 1);
        assertTurned("no text", behindHead(png, chunk("zTXt", text("Raw profile type exif\0\0rubbish")),
                chunk("zTXt", text("Raw profile type exif\0")), chunk("tEXt", text("Raw profile type exif\0"))),
                picture, 1);
    }

    /** Whatever becomes of the notes, the picture lies as what is read from them says. */
    @Test
    void ofAnyBytesTurnAsTheyAreRead() {
        Mat picture = Kinds.picture(WIDTH, HEIGHT);
        byte[] png = Kinds.encoded(".png", picture);
        Random random = new Random(11);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            byte[] notes = exif(6, random.nextBoolean());
            for (int j = random.nextInt(6); j >= 0; j--) {
                notes[random.nextInt(notes.length)] = (byte) random.nextInt();
            }
            byte[] file = behindHead(png, chunk("eXIf", notes));
            int read = PictureFile.of(FileType.PNG, new Bytes(file)).orientation();
            seen.add(read);
            assertTurned("noise", file, picture, read);
        }
        assertThat(seen).contains(0, 6);
    }
}
