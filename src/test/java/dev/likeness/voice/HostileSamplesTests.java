package dev.likeness.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people send who mean no good, or do not know better. */
class HostileSamplesTests {

    @TempDir
    private Path folder;

    private final VoiceProfiles profiles = new VoiceProfiles();

    @Test
    void emptySilentShortAndSoundlessFilesAreRefusedInWords() throws Exception {
        refused(new byte[0], "the voice sample is empty");
        refused("hello".getBytes(StandardCharsets.UTF_8),
                "the voice sample is not a WAV, MP3, OGG, FLAC, AAC, M4A or WebM file");
        refused(SpeechSynth.wav(new float[48_000], 48_000, 1), "the voice sample is silent");
        refused(SpeechSynth.wav(new float[2400], 48_000, 1),
                "the voice sample is too short: 0.05 s, at least 0.5 s are needed");
        refused(Arrays.copyOf(SpeechSynth.of(Voice.M1).wav(2), 44),
                "the voice sample cannot be decoded; it may be damaged or cut off");
        Path film = SoundFiles.generated("testsrc=s=160x120:d=1", folder.resolve("film.mp4"), "-c:v", "libopenh264");
        refused(Files.readAllBytes(film), "there is no sound in the voice sample");
    }

    @Test
    void soundOfAnotherKindIsCalledUnsupportedByItsName() throws Exception {
        Path wav = Files.write(folder.resolve("good.wav"), SpeechSynth.of(Voice.F1).wav(1.5));
        Path ac3 = SoundFiles.encoded(wav, folder.resolve("dolby.mkv"), "-c:a", "ac3");
        refused(Files.readAllBytes(ac3), "the voice sample is coded as ac3, which is not supported; send it as WAV");
        refused("#!AMR\n\0\0\0\0", "the voice sample is AMR sound, which is not supported; send it as WAV");
        refused("caff\0\1\0\0", "the voice sample is CAF sound, which is not supported");
    }

    /** What Chrome and Firefox make of a microphone, in the container of either name. */
    @Test
    void recordingsOfBrowsersAreHeard() throws Exception {
        Path wav = Files.write(folder.resolve("good.wav"), SpeechSynth.of(Voice.F1).wav(2));
        VoiceProfile plain = profiles.of(wav, Voice.M1, () -> {
        });
        for (String coding : new String[]{"libopus", "vorbis"}) {
            for (String name : new String[]{"a.webm", "a.mkv"}) {
                Path file = SoundFiles.encoded(wav, folder.resolve(coding + name), "-c:a", coding, "-ac", "2",
                        "-strict", "experimental");
                assertThat(profiles.of(file, Voice.M1, () -> {
                }).voice()).as(file.toString()).isEqualTo(plain.voice());
            }
        }
    }

    /** The sound is read and the rest is not, or the file is refused: nothing else happens. */
    @Test
    void filesThatNameOthersOpenNone() throws Exception {
        Path secret = Files.write(folder.resolve("secret.wav"), SpeechSynth.of(Voice.F3).wav(2));
        try (ServerSocket canary = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AtomicInteger calls = new AtomicInteger();
            Thread listener = Thread.ofVirtual().start(() -> {
                try (var call = canary.accept()) {
                    calls.incrementAndGet();
                } catch (IOException e) {
                    // Closed at the end of the test.
                }
            });
            String url = "http://127.0.0.1:" + canary.getLocalPort() + "/a.wav";
            for (String target : new String[]{url, secret.toString(), "concat:" + secret}) {
                refused("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + target + "\n#EXT-X-ENDLIST\n", "is not a");
                refused("ffconcat version 1.0\nfile '" + target + "'\n", "is not a");
                refused("v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 4000 RTP/AVP 0\n", "is not a");
                refused("<?xml version=\"1.0\"?><MPD><BaseURL>" + target + "</BaseURL></MPD>", "is not a");
                // Forms of such files that begin like sound.
                refused("RIFF\0\0\0\0WAVE#EXTM3U\n" + target + "\n", "cannot be decoded");
                refused("ID3\3\0\0\0\0\0\0#EXTM3U\n" + target + "\n", "cannot be decoded");
                refused("ID3\7\0\0\0\0\0\0#EXTM3U\n" + target + "\n", "is not a");
                refused("\0\0\0\24ftypM4A \0\0\0\0M4A #EXTM3U\n" + target + "\n", "cannot be decoded");
            }
            for (String target : new String[]{secret.toString(), "secret.wav", url}) {
                refused(filmOf(target), "cannot be decoded");
            }
            assertThat(calls).hasValue(0);
            new Socket(canary.getInetAddress(), canary.getLocalPort()).close();
            listener.join();
            assertThat(calls).hasValue(1);
        }
        // The film is bait indeed: who allows it gets the sound of the other file.
        Path film = Files.write(folder.resolve("film.mov"), filmOf(secret.toString()));
        SoundFiles.run(List.of("-v", "error", "-enable_drefs", "1", "-i", film.toString(), folder + "/stolen.wav"),
                folder.resolve("stolen.wav"));
    }

    @Test
    void cutAndAlteredFilesAreHeardOrRefusedAndNothingElse() throws Exception {
        Path wav = Files.write(folder.resolve("good.wav"), SpeechSynth.of(Voice.F1).wav(1.5));
        SplittableRandom random = new SplittableRandom(5);
        for (String format : new String[]{"wav", "mp3", "ogg", "flac", "m4a", "aac"}) {
            byte[] good = Files.readAllBytes(SoundFiles.encoded(wav, folder.resolve("ok." + format)));
            for (int round = 0; round < 4; round++) {
                byte[] bad = good.clone();
                if (round % 2 == 0) {
                    bad = Arrays.copyOf(bad, random.nextInt(bad.length));
                }
                for (int i = 0; i < round * 8; i++) {
                    bad[random.nextInt(Math.min(bad.length, round < 2 ? 400 : bad.length))] = (byte) random.nextInt();
                }
                try {
                    profiles.of(Files.write(folder.resolve("bad"), bad), Voice.M1, () -> {
                    });
                } catch (SampleException e) {
                    assertThat(e.getMessage()).contains("voice sample").doesNotContain("ffmpeg");
                }
            }
        }
    }

    @Test
    void ofHoursOnlyTheFirstMinuteIsHeard() throws Exception {
        Path day = SoundFiles.generated("anoisesrc=d=7200:r=8000:c=pink", folder.resolve("day.flac"), "-t", "4000",
                "-ac", "1", "-sample_fmt", "s16", "-compression_level", "0");
        float[] sound = new SampleDecoder(Duration.ofMinutes(1)).decode(day, () -> {
        });
        assertThat(sound).hasSize(SampleDecoder.RATE * SampleDecoder.LONGEST);
    }

    @Test
    void aDecoderThatHangsIsEndedAfterAWhileOrWithTheJob() throws Exception {
        Path wav = Files.write(folder.resolve("s.wav"), SpeechSynth.of(Voice.M2).wav(1));
        Function<List<String>, ProcessBuilder> hangs = _ -> new ProcessBuilder("sleep", "61.5");
        assertThatExceptionOfType(SampleException.class)
                .isThrownBy(() -> new SampleDecoder(Duration.ofMillis(150), hangs).decode(wav, () -> {
                })).withMessage("the voice sample took longer than 0 s to decode");
        SampleDecoder patient = new SampleDecoder(Duration.ofMinutes(1), hangs);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> patient.decode(wav, () -> {
            throw new IllegalStateException("called off");
        })).withMessage("called off");
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> patient.decode(wav, () -> {
        }));
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)
                .map(child -> child.info().commandLine().orElse(""))).noneMatch(line -> line.contains("61.5"));
    }

    private void refused(String content, String why) throws Exception {
        refused(content.getBytes(StandardCharsets.ISO_8859_1), why);
    }

    private void refused(byte[] content, String why) throws Exception {
        Path file = Files.write(folder.resolve("sample"), content);
        assertThatExceptionOfType(SampleException.class).as(new String(content, StandardCharsets.ISO_8859_1))
                .isThrownBy(() -> profiles.of(file, Voice.M1, () -> {
                })).withMessageContaining(why);
    }

    /** A film whose only track has its samples in another file, as QuickTime's aliases allow. */
    private static byte[] filmOf(String target) {
        byte[] name = text(target.substring(target.lastIndexOf('/') + 1));
        byte[] path = text(target);
        byte[] alias = bytes(ints(0), new byte[10], new byte[]{1, 'V'}, new byte[26], new byte[12],
                new byte[]{(byte) name.length}, Arrays.copyOf(name, 63), new byte[16], ints(0x10001), new byte[16],
                ints(2 << 16 | path.length), Arrays.copyOf(path, path.length + path.length % 2), ints(0),
                ints(-1 << 16));
        byte[] sound = box("sowt", bytes(new byte[6], new byte[]{0, 1}, new byte[8], new byte[]{0, 1, 0, 16},
                new byte[4], ints(48_000 << 16)));
        byte[] table = box("stbl", bytes(box("stsd", bytes(ints(0, 1), sound)), box("stts", ints(0, 1, 48_000, 1)),
                box("stsc", ints(0, 1, 1, 48_000, 1)), box("stsz", ints(0, 2, 48_000)), box("stco", ints(0, 1, 44))));
        byte[] minf = box("minf", bytes(box("smhd", ints(0, 0)),
                box("dinf", box("dref", bytes(ints(0, 1), box("alis", alias)))), table));
        byte[] media = box("mdia", bytes(box("mdhd", ints(0, 0, 0, 48_000, 48_000, 0)),
                box("hdlr", bytes(ints(0, 0), text("soun"), new byte[13])), minf));
        byte[] track = box("trak", bytes(box("tkhd", bytes(ints(7, 0, 0, 1, 0, 48_000), new byte[60])), media));
        byte[] head = box("mvhd", bytes(ints(0, 0, 0, 48_000, 48_000, 1 << 16), new byte[76]));
        return bytes(box("ftyp", text("qt  \0\0\0\0qt  ")), box("moov", bytes(head, track)));
    }

    private static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] box(String type, byte[] content) {
        return bytes(ints(8 + content.length), text(type), content);
    }

    private static byte[] ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
        Arrays.stream(values).forEach(buffer::putInt);
        return buffer.array();
    }

    private static byte[] bytes(byte[]... parts) {
        ByteBuffer buffer = ByteBuffer.allocate(Stream.of(parts).mapToInt(part -> part.length).sum());
        Stream.of(parts).forEach(buffer::put);
        return buffer.array();
    }
}
