package dev.likeness.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.likeness.media.FileType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTests {

    @ParameterizedTest
    @CsvSource({"photo.jpg, photo.png", "Zoë & Ana (1).png, Zoe_Ana_1.png", "__a__.png, a.png", "___.png, file.png",
            ".png, file.png", "'', file.png", "a/b\\c.png, c.png", "日本.png, file.png", "a.tar.gz, a_tar.png",
            "PHOTO.APNG, PHOTO.apng"})
    void whatIsLeftOfANameIsSafeInAUrl(String name, String safe) {
        assertThat(FileNames.safe(name, FileType.PNG)).isEqualTo(safe);
    }

    @Test
    void aLongNameIsCut() {
        assertThat(FileNames.safe("a".repeat(200) + ".png", FileType.PNG)).isEqualTo("a".repeat(80) + ".png");
        // One letter that is 18 when taken apart.
        assertThat(FileNames.safe("\ufdfa".repeat(200) + ".png", FileType.PNG)).hasSizeLessThanOrEqualTo(84);
        assertThat(FileNames.safe("a".repeat(79) + "😀.png", FileType.PNG)).isEqualTo("a".repeat(79) + ".png");
    }

    /** Before, 100,000 underscores took ten seconds; combining marks out of order take as long to put in order. */
    @ParameterizedTest
    @ValueSource(strings = {"_", "_a", "a_", " ", "\u0316\u0301", "\ufdfa", ".", "/", "\\", "%5F", "a."})
    @Timeout(20)
    void aHostileNameCostsNoTime(String piece) {
        String name = piece.repeat(2_000_000 / piece.length());
        assertThatCode(() -> {
            FileNames.safe(name, FileType.PNG);
            FileNames.safe(name + "x", FileType.PNG);
            FileNames.extension(name);
            FileNames.ofUrl("http://example.com/" + name);
        }).doesNotThrowAnyException();
    }
}
