package dev.likeness.generation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class SoundCheckTests {

    @Test
    void aRealWavIsSound() throws IOException {
        assertThatCode(() -> SoundCheck.require(wav())).doesNotThrowAnyException();
    }

    @Test
    void framesAndContainersOfTheOtherFormatsAreSound() {
        for (String start : new String[]{"ID3\4\0\0", "OggS\0\2", "fLaC\0\0", "\0\0\0 ftypM4A "}) {
            assertThatCode(() -> SoundCheck.require(start.getBytes(StandardCharsets.ISO_8859_1)))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> SoundCheck.require(new byte[]{(byte) 0xff, (byte) 0xfb, 0, 0}))
                .doesNotThrowAnyException();
    }

    @Test
    void textAndEmptyFilesAreNot() {
        assertThatThrownBy(() -> SoundCheck.require("hello".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InputException.class).hasMessageContaining("is not a WAV");
        assertThatThrownBy(() -> SoundCheck.require(new byte[0])).isInstanceOf(InputException.class);
    }

    @Test
    void aWavWithoutChannelsIsNot() throws IOException {
        byte[] wav = wav();
        wav[22] = 0;
        wav[23] = 0;
        assertThatThrownBy(() -> SoundCheck.require(wav)).isInstanceOf(InputException.class)
                .hasMessageContaining("without sound");
    }

    private static byte[] wav() throws IOException {
        AudioFormat format = new AudioFormat(16_000, 16, 1, true, false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(new byte[3200]), format, 1600),
                AudioFileFormat.Type.WAVE, out);
        return out.toByteArray();
    }
}
