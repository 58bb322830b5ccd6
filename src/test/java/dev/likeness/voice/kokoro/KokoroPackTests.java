package dev.likeness.voice.kokoro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.likeness.common.file.NetException;
import dev.likeness.voice.Voice;
import dev.likeness.voice.sound.Melody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of the pack whether it is installed or not. */
class KokoroPackTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"2,0", "3,1", "90,88", "510,508", "600,509", "0,0"})
    void theStyleIsTheRowOfAsManySymbolsAsAreSaid(int symbols, int row) {
        float[] rows = new float[510 * Style.WIDTH];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (i / Style.WIDTH);
        }

        float[] style = new Style(rows).of(symbols);

        assertThat(style).hasSize(Style.WIDTH);
        assertThat(style[0]).isEqualTo(row);
        assertThat(style[Style.WIDTH - 1]).isEqualTo(row);
    }

    @Test
    void theTenAreTenPeopleOfThePack() {
        assertThat(Arrays.stream(Voice.values()).map(voice -> Person.of(voice).style() + ".bin"))
                .doesNotHaveDuplicates()
                .allSatisfy(file -> assertThat(InstalledPack.files()).contains(file));
        assertThat(InstalledPack.files()).hasSize(Voice.values().length + 1);
    }

    @Test
    void whoIsTunedGetsThePitchOfTheAxisAndWhoIsNotKeepsTheirOwn() {
        for (Voice voice : Voice.values()) {
            Person person = Person.of(voice);

            assertThat(person.tuned(1)).isEqualTo(1);
            double tuned = person.hertz() * person.tuned(.95);
            assertThat(tuned).isCloseTo(Math.min(voice.pitch() * .95, person.hertz() * 1.35), offset(1e-9));
        }
    }

    @Test
    void lengthsAtASpeedAreWholeFramesAndNeverNone() {
        KokoroNet.Said said = new KokoroNet.Said(new float[0], new float[]{13.4f, .2f, 3.5f, 2.5f},
                new Melody(new float[0]));

        assertThat(said.frames(1)).containsExactly(13, 1, 4, 2);
        assertThat(said.frames(2)).containsExactly(7, 1, 2, 1);
    }

    @Test
    void anIncompleteFolderIsRefusedByTheNameOfWhatIsMissing() throws Exception {
        for (String name : InstalledPack.files()) {
            Files.createDirectory(folder.resolve(name));
        }
        assertThatThrownBy(() -> KokoroPack.open(folder)).isInstanceOf(NetException.class)
                .hasMessageEndingWith(" is missing");
    }
}
