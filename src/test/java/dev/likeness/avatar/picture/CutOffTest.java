package dev.likeness.avatar.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.avatar.PictureException;
import dev.likeness.media.Bytes;
import dev.likeness.media.PictureFile;
import dev.likeness.media.PictureHeader;
import dev.likeness.media.Signatures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

class CutOffTest {

    private static final String CUT_OFF = "The picture is cut off: its end is missing; send the whole file.";
    private static final int MARK = 16;

    static Set<Map.Entry<String, byte[]>> kinds() {
        return Kinds.all(120, 90).entrySet();
    }

    /** Whatever is taken lacks no pixel: half a face is never a portrait. Only what makes none may be missing. */
    @ParameterizedTest
    @MethodSource("kinds")
    void isRefusedWhereverItWasCut(Map.Entry<String, byte[]> kind) {
        byte[] file = kind.getValue();
        Mat whole = Kinds.decoded(file);
        TreeSet<Integer> lengths = new TreeSet<>();
        for (int i = 1; i < 40; i++) {
            lengths.add(Math.max(20, file.length * i / 40));
        }
        for (int i = 1; i < 40; i++) {
            lengths.add(file.length - i);
        }
        for (int length : lengths) {
            byte[] part = Arrays.copyOf(file, length);
            try {
                assertThat(Kinds.difference(Kinds.decoded(part), whole)).as("of %s %d bytes of %d", kind.getKey(),
                        length, file.length).isZero();
                assertThat(file.length - length).as(kind.getKey()).isLessThanOrEqualTo(MARK);
            } catch (PictureException e) {
                assertThat(e).as("of %s %d bytes of %d", kind.getKey(), length, file.length).hasMessage(CUT_OFF);
            }
        }
    }

    /** Cut off, and ended by a tool that mends files; or as a camera that lost its power wrote it. */
    @Test
    void isAJpegOfASingleScanWhoseMarkOfTheEndAloneIsThere() {
        Map<String, byte[]> files = Kinds.all(120, 90);
        files.put("jpeg of four colours", Jpegs.ofFourColours(120, 90, false));
        files.put("jpeg of four colours, as YCCK", Jpegs.ofFourColours(120, 90, true));
        files.forEach((name, file) -> {
            byte[] half = Arrays.copyOf(file, file.length * 3 / 5);
            if (name.startsWith("jpeg") && !name.contains("progressive")) {
                assertThat(Kinds.decoded(file).size()).as(name).isEqualTo(new Size(120, 90));
                assertThatThrownBy(() -> Kinds.decoded(Containers.join(half, new byte[]{-1, (byte) 0xD9})))
                        .as(name).hasMessage(CUT_OFF);
            }
        });
    }

    /** Programs make room for the whole file before they fetch it. */
    @Test
    void isRefusedWhenZerosAreInThePlaceOfTheEndUnlessPixelsMayBeZeros() {
        Kinds.all(120, 90).forEach((name, file) -> {
            byte[] half = Arrays.copyOf(Arrays.copyOf(file, file.length / 2), file.length);
            if (!name.startsWith("bmp")) {
                assertThatThrownBy(() -> Kinds.decoded(half)).as(name).isInstanceOf(PictureException.class);
            }
            if (name.startsWith("jpeg") || name.equals("webp lossless")) {
                assertThatThrownBy(() -> Kinds.decoded(half)).as(name).hasMessage(CUT_OFF);
            }
        });
    }

    @Test
    void isSeenThoughNothingIsPaintedYet() {
        byte[] jpeg = Kinds.all(120, 90).get("jpeg");
        byte[] large = Containers.jpegWith(jpeg, new byte[60_000]);

        assertThatThrownBy(() -> Kinds.decoded(Arrays.copyOf(large, 30_000))).hasMessage(CUT_OFF);
        assertThatThrownBy(() -> Kinds.decoded(Arrays.copyOf(jpeg, 3))).hasMessage(CUT_OFF);
    }

    @Test
    void isNoneOfWholeFilesThatAreSloppy() {
        Map<String, byte[]> kinds = Kinds.all(120, 90);
        byte[] rubbish = Containers.text("rubbish \u00ff\0\u00ff behind the end");
        kinds.forEach((name, file) -> assertSame(name + ", more behind it", file, Containers.join(file, rubbish)));
        kinds.forEach((name, file) -> {
            if (name.startsWith("jpeg")) {
                byte[] between = Containers.join(Arrays.copyOf(file, 20), Containers.text("rubbish"),
                        Arrays.copyOfRange(file, 20, file.length));
                assertSame(name + ", rubbish between segments", file, between);
                if (!name.contains("progressive")) {
                    assertSame(name + ", no mark of the end", file, Arrays.copyOf(file, file.length - 2));
                }
            } else if (name.startsWith("png")) {
                assertSame(name + ", no end", file, Arrays.copyOf(file, file.length - 12));
                assertSame(name + ", half an end", file, Arrays.copyOf(file, file.length - 5));
            } else if (name.startsWith("webp")) {
                for (int off : new int[]{-2, -1, 1, 2, 100, -ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(4)}) {
                    byte[] other = file.clone();
                    ByteBuffer size = ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN);
                    size.putInt(4, size.getInt(4) + off);
                    assertSame(name + ", size off by " + off, file, other);
                }
            } else if (name.startsWith("gif")) {
                assertSame(name + ", no end", file, Arrays.copyOf(file, file.length - 1));
            }
        });
        byte[] bmp = Kinds.encoded(".bmp", Kinds.picture(121, 90));
        assertSame("bmp, no padding of the last row", bmp, Arrays.copyOf(bmp, bmp.length - 1));
    }

    private static void assertSame(String name, byte[] whole, byte[] sloppy) {
        assertThat(Kinds.difference(Kinds.decoded(sloppy), Kinds.decoded(whole))).as(name).isZero();
    }

    /** What comes behind the picture of a WebP may be anything, as long as it announced no notes. */
    @Test
    void isNoneOfWebpsWithRubbishBehindTheirPictures() {
        byte[] six = Containers.exif(6, true);
        byte[] notes = Containers.riff("EXIF", six);
        Kinds.all(120, 90).forEach((name, file) -> {
            if (name.startsWith("webp")) {
                byte[] rubbish = Containers.extended(file, 120, 90, 0, new byte[0],
                        Containers.text("rubbish of a program"));
                assertSame(name + ", rubbish", file, rubbish);
            }
        });
        Map.of("webp", Kinds.all(121, 91).get("webp"), "webp lossless", Kinds.all(121, 91).get("webp lossless"))
                .forEach((name, file) -> {
                    byte[] odd = Containers.oddPicture(file);
                    byte[] unpadded = Containers.extended(odd, 121, 91, 8, new byte[0], notes);
                    Mat upright = new Mat();
                    Core.rotate(Kinds.decoded(file), upright, Core.ROTATE_90_CLOCKWISE);
                    assertThat(Kinds.difference(Kinds.decoded(unpadded), upright)).as(name).isZero();
                });
    }

    /** A grey corner is what a decoder paints where nothing came. */
    @Test
    void isNoneOfPicturesThatEndInGrey() {
        Mat grey = Kinds.picture(120, 90);
        Imgproc.rectangle(grey, new Rect(60, 45, 60, 45), Scalar.all(128), -1);
        for (int progressive : new int[]{0, 1}) {
            Mat decoded = Kinds.decoded(Kinds.encoded(".jpg", grey, Imgcodecs.IMWRITE_JPEG_PROGRESSIVE, progressive));
            assertThat(decoded.get(89, 119)).containsExactly(128, 128, 128);
        }
    }

    @Test
    void isNoneOfAGifWhoseFirstFrameIsWhole() {
        byte[] gif = Animations.gif(120, 90, 3);

        int frame = Animations.gif(120, 90, 4).length - gif.length;
        assertSame("second frame cut", gif, Arrays.copyOf(gif, gif.length - frame - frame / 2));
        assertThatThrownBy(() -> Kinds.decoded(Arrays.copyOf(gif, gif.length - 2 * frame - frame / 2)))
                .hasMessage(CUT_OFF);
    }

    @Test
    void isSeenInAnimations() {
        for (byte[] file : List.of(Animations.gif(120, 90, 9), Animations.png(120, 90, 9),
                Animations.webp(120, 90, 9))) {
            assertThat(Kinds.decoded(file).size()).isEqualTo(new Size(120, 90));
            for (int i = 1; i < 20; i++) {
                int length = Math.max(20, file.length * i / 20);
                try {
                    assertThat(Kinds.difference(Kinds.decoded(Arrays.copyOf(file, length)), Kinds.decoded(file)))
                            .isZero();
                } catch (PictureException e) {
                    assertThat(e).hasMessage(CUT_OFF);
                }
            }
        }
    }

    /** Notes that come behind the picture and are lost might have said that it lies on its side. */
    @Test
    void isAWebpWhoseNotesAreMissing() {
        byte[] webp = Containers.extended(Kinds.all(120, 90).get("webp"), 120, 90, 8, new byte[0],
                Containers.riff("EXIF", Containers.exif(6, true)));

        for (int lost : new int[]{4, 20, 62}) {
            assertThatThrownBy(() -> Kinds.decoded(Arrays.copyOf(webp, webp.length - lost))).hasMessage(CUT_OFF);
        }
    }

    @Test
    void isNotSaidOfWholePngsThatAreDamaged() {
        Kinds.all(120, 90).forEach((name, file) -> {
            byte[] damaged = file.clone();
            Arrays.fill(damaged, file.length / 2, file.length / 2 + 40, (byte) 0x5A);
            if (name.startsWith("png")) {
                assertThatThrownBy(() -> Kinds.decoded(damaged)).as(name)
                        .hasMessage(
                                "The picture cannot be decoded: it is damaged, or of a kind that is not supported.");
            }
        });
    }

    @Test
    void orAnythingElseThatHappensToBytesEndsInAPictureOrAWord() {
        Random random = new Random(3);
        Kinds.all(60, 50).forEach((name, file) -> {
            for (int i = 0; i < 25; i++) {
                byte[] other = i % 5 == 4 ? Arrays.copyOf(file, 1 + random.nextInt(file.length)) : file.clone();
                // Most of them in the headers.
                int within = i % 2 == 0 ? other.length : Math.min(200, other.length);
                for (int j = random.nextInt(8); j >= 0; j--) {
                    other[random.nextInt(within)] = (byte) random.nextInt();
                }
                try {
                    PictureDecoder.isSlow(other);
                    assertThat(Set.of(Kinds.decoded(other).size())).containsAnyElementsOf(announced(other));
                } catch (PictureException e) {
                    assertThat(e.getMessage()).startsWith("The ");
                }
            }
        });
    }

    /** What was bounded before it was decoded, lying and standing. */
    private static List<Size> announced(byte[] file) {
        Bytes bytes = new Bytes(file);
        PictureHeader header = PictureHeader
                .of(PictureFile.of(Signatures.type(bytes).orElseThrow(), bytes).essence()).orElseThrow();
        double scale = Math.min(1, 3000.0 / Math.max(header.width(), header.height()));
        Size lying = new Size(Math.rint(header.width() * scale), Math.rint(header.height() * scale));
        return List.of(lying, new Size(lying.height, lying.width));
    }
}
