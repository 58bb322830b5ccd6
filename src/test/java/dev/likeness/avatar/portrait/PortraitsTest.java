package dev.likeness.avatar.portrait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.PictureSet;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.picture.PictureEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;

class PortraitsTest {

    private static final Portraits PORTRAITS = new Portraits();
    private static final PortraitSpec SQUARE = PortraitSpec.of("1:1", 512, false, false);

    @ParameterizedTest
    @ValueSource(strings = {"a woman with long brown hair", "an old man with a grey beard and glasses",
            "bald man with a moustache, at home", "redhead with a bob, outdoors"})
    void findsTheLandmarksOfADrawnFace(String prompt) {
        Portrait drawn = PORTRAITS.drawn(prompt, !prompt.contains("man with") && !prompt.contains("bald"), 7, SQUARE);

        for (Landmarks found : List.of(drawn.face(), PORTRAITS.fromPicture(png(drawn), SQUARE).face())) {
            assertThat(found.kind()).isEqualTo(FaceKind.FITTED);
            double unit = SQUARE.unit();
            assertThat(found.confidence().unitInSource()).isCloseTo(unit, within(.04 * unit));
            assertThat(found.frame().roll()).isCloseTo(0, within(.02));
            FaceMesh mesh = Objects.requireNonNull(found.mesh());
            assertThat(found.frame().faceX(mesh.x(13), mesh.y(13))).isCloseTo(0, within(.05));
            assertThat(found.frame().faceY(mesh.x(13), mesh.y(13))).isCloseTo(1.04, within(.06));
        }
    }

    @Test
    void framesAPhotographedSmile() {
        Portrait portrait = PORTRAITS.fromPicture(resource("portrait-512.png"), SQUARE);

        assertThat(portrait.bgr()).hasSize(512 * 512 * 3);
        assertThat(portrait.origin()).isEqualTo("photo");
        assertThat(portrait.face().frame().unit()).isCloseTo(.096 * 512, within(1.0));
        assertThat(portrait.face().frame().originX()).isCloseTo(256, within(3.0));
        FaceMesh mesh = Objects.requireNonNull(portrait.face().mesh());
        FaceFrame frame = portrait.face().frame();
        assertThat(frame.faceY(mesh.x(14), mesh.y(14)) - frame.faceY(mesh.x(13), mesh.y(13))).isBetween(.1, .2);
        assertThat(frame.faceY(mesh.x(152), mesh.y(152))).isCloseTo(1.75, within(.1));
    }

    @Test
    void makesTheSameBytesOfTheSameInput() {
        byte[] photo = resource("portrait-512.png");
        PortraitSpec green = PortraitSpec.of("1:1", 512, false, true);

        assertThat(PORTRAITS.jpeg(PORTRAITS.fromPicture(photo, green)))
                .isEqualTo(PORTRAITS.jpeg(new Portraits().fromPicture(photo, green)));
        assertThat(PORTRAITS.drawn("a woman", true, 3, SQUARE).bgr())
                .isEqualTo(PORTRAITS.drawn("a woman", true, 3, SQUARE).bgr());
        assertThat(PORTRAITS.drawn("a woman", true, 4, SQUARE).bgr())
                .isNotEqualTo(PORTRAITS.drawn("a woman", true, 3, SQUARE).bgr());
    }

    @Test
    void comesBackFromItsStoredJpeg() {
        Portrait drawn = PORTRAITS.drawn("a man in a suit", false, 1, SQUARE);

        Portrait back = PORTRAITS.fromJpeg(PORTRAITS.jpeg(drawn), drawn.face(), drawn.origin());

        assertThat(back.width()).isEqualTo(512);
        assertThat(back.height()).isEqualTo(512);
        assertThat(back.face()).isEqualTo(drawn.face());
    }

    /** Stored before faces had a mesh: found again where it was, or nothing is. */
    @ParameterizedTest
    @CsvSource({"0, 0, FITTED", ".3, 10, FITTED", ".8, 0, NONE", "0, 40, NONE"})
    void aStoredFaceIsNotTakenForAnother(double aside, double degrees, FaceKind kind) {
        Portrait drawn = PORTRAITS.drawn("a man in a suit", false, 1, SQUARE);
        FaceFrame frame = drawn.face().frame();
        Landmarks old = new Landmarks(new FaceFrame(frame.pictureX(aside, 0), frame.pictureY(aside, 0), frame.unit(),
                frame.roll() + Math.toRadians(degrees)), null, FaceKind.FITTED, drawn.face().confidence());

        Landmarks found = PORTRAITS.fromJpeg(PORTRAITS.jpeg(drawn), old, drawn.origin()).face();

        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.mesh() == null).isEqualTo(kind == FaceKind.NONE);
    }

    /** A photograph that forgot how the camera was held. */
    @ParameterizedTest
    @ValueSource(ints = {Core.ROTATE_90_CLOCKWISE, Core.ROTATE_180, Core.ROTATE_90_COUNTERCLOCKWISE})
    void standsUprightHoweverThePictureLies(int code) {
        Mat lying = new Mat();
        Core.rotate(PictureSet.resource("portrait-512.png"), lying, code);

        Portrait portrait = PORTRAITS.fromPicture(PictureSet.encoded(lying, ".png"), SQUARE);

        assertThat(portrait.face().kind()).isEqualTo(FaceKind.FITTED);
        assertThat(portrait.face().frame().roll()).isCloseTo(0, within(.2));
        FaceMesh mesh = Objects.requireNonNull(portrait.face().mesh());
        FaceMesh plain = Objects.requireNonNull(
                PORTRAITS.fromPicture(resource("portrait-512.png"), SQUARE).face().mesh());
        assertThat(mesh.x(13)).isCloseTo(plain.x(13), within(4.0));
        assertThat(mesh.y(13)).isCloseTo(plain.y(13), within(4.0));
    }

    @Test
    void everyDrawnFaceIsFound() {
        String[] people = {"an african man in a suit", "a girl with glasses", "an elderly black woman with glasses",
                "a man with a full black beard", "a pale woman with curly hair", "a bald asian man with a moustache"};
        for (int i = 0; i < 2 * people.length; i++) {
            String who = people[i % people.length];
            Portrait drawn = PORTRAITS.drawn(who, who.contains("woman") || who.contains("girl"), 100 + i,
                    PortraitSpec.of(i % 2 == 0 ? "1:1" : "16:9", 512, i % 3 == 0, false));
            assertThat(drawn.face().kind()).as(who + " " + i).isEqualTo(FaceKind.FITTED);
        }
    }

    @Test
    void refusesWhatIsNoPicture() {
        byte[] cut = Arrays.copyOf(resource("portrait-512.png"), 60);

        assertThatThrownBy(() -> PORTRAITS.fromPicture("hello".getBytes(), SQUARE))
                .isInstanceOf(PictureException.class);
        assertThatThrownBy(() -> PORTRAITS.fromPicture(new byte[0], SQUARE)).isInstanceOf(PictureException.class);
        assertThatThrownBy(() -> PORTRAITS.fromPicture(cut, SQUARE)).isInstanceOf(PictureException.class);
        assertThatThrownBy(() -> PORTRAITS.subject(cut)).isInstanceOf(PictureException.class);
    }

    @Test
    void refusesAHugePictureByItsHeader() {
        byte[] huge = resource("portrait-512.png");
        ByteBuffer.wrap(huge).putInt(16, 60_000).putInt(20, 60_000);

        assertThatThrownBy(() -> PORTRAITS.fromPicture(huge, SQUARE)).isInstanceOf(PictureException.class)
                .hasMessageContaining("60000 x 60000");
    }

    @Test
    void makesAPortraitOfWhateverThereIs() {
        Portrait cup = PORTRAITS.fromPicture(resource("coffee.png"), SQUARE);

        assertThat(cup.face().kind()).isEqualTo(FaceKind.NONE);
        assertThat(cup.bgr()).hasSize(512 * 512 * 3);
    }

    @ParameterizedTest
    @CsvSource({"16:9, 512, 910, 512", "9:16, 720, 720, 1280", "16:9, 1080, 1920, 1080", "1:1, 720, 720, 720"})
    void hasEvenSides(String ratio, int shortSide, int width, int height) {
        PortraitSpec spec = PortraitSpec.of(ratio, shortSide, false, false);

        assertThat(spec.width()).isEqualTo(width).isEven();
        assertThat(spec.height()).isEqualTo(height).isEven();
    }

    private static byte[] png(Portrait portrait) {
        return PictureEncoder.png(portrait.bgr(), portrait.width(), portrait.height());
    }

    private static byte[] resource(String name) {
        try (InputStream in = PortraitsTest.class.getResourceAsStream("/pictures/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nobodyWearsGreenBeforeAGreenScreen() {
        for (String prompt : List.of("A woman in a green blouse", "A man with an olive shirt", "A girl in teal")) {
            Portrait portrait = PORTRAITS.drawn(prompt, !prompt.contains("man "), 3,
                    PortraitSpec.of("1:1", 256, false, true));
            int chest = 3 * ((portrait.height() - 8) * portrait.width() + portrait.width() / 2 - 30);
            int blue = portrait.bgr()[chest] & 255;
            int green = portrait.bgr()[chest + 1] & 255;
            int red = portrait.bgr()[chest + 2] & 255;
            assertThat(green).as(prompt + " " + blue + " " + green + " " + red)
                    .isLessThanOrEqualTo(Math.max(blue, red));
        }
    }
}
