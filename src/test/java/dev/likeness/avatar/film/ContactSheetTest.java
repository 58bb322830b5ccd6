package dev.likeness.avatar.film;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.PictureSet;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.PortraitSpec;
import dev.likeness.avatar.portrait.Portraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

/** {@code mvn test -Dtest=ContactSheetTest -Dlikeness.sheet.write=true} writes the sheet of the documentation. */
class ContactSheetTest {

    private static final Path SHEET = Path.of("src/docs/engine.png");

    @Test
    void showsEveryShapeAndSomeFrames() throws IOException {
        byte[] photo = PictureSet.encoded(PictureSet.resource("portrait-512.png"), ".png");
        Portrait portrait = new Portraits().fromPicture(photo, PortraitSpec.of("1:1", 1080, false, false));
        byte[] png = ContactSheet.of(portrait);
        Mat sheet = PictureSet.decoded(png);
        assertThat(sheet.cols()).isEqualTo(800);
        assertThat(sheet.rows()).isGreaterThan(700);
        if (Boolean.getBoolean("likeness.sheet.write")) {
            Files.write(SHEET, png);
        }
    }
}
