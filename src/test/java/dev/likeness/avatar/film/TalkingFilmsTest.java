package dev.likeness.avatar.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.likeness.avatar.DigitalSource;
import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.Progress;
import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.mouth.Viseme;
import dev.likeness.avatar.mp4.FilmSound;
import dev.likeness.avatar.mp4.Films;
import dev.likeness.avatar.mp4.FrameFlow;
import dev.likeness.avatar.mp4.SoundWriter;
import dev.likeness.avatar.picture.FilmLabel;
import dev.likeness.avatar.picture.XmpPacket;
import dev.likeness.avatar.talk.TalkTrack;
import dev.likeness.avatar.talk.Talking;
import dev.likeness.ffmpeg.Ffmpeg;
import dev.likeness.voice.Phone;
import dev.likeness.voice.heard.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TalkingFilmsTest {

    private static final int SIZE = 256;
    private static final MotionSpec SPEC = new MotionSpec(7, 1);
    private static final Progress SILENT = _ -> {
    };
    private static final int FRAMES = 80;
    private static final Viseme[] SAID = {Viseme.PP, Viseme.AA, Viseme.PP, Viseme.OH, Viseme.FF, Viseme.E, Viseme.PP};

    private final Portrait portrait = Faces.closed(SIZE);

    @TempDir
    private Path folder;

    /** A pause, sounds of several lengths with what is between them, a pause. */
    private static TalkTrack track() {
        List<TalkTrack.Frame> frames = new ArrayList<>();
        int sound = 0;
        int since = 0;
        for (int i = 0; i < FRAMES; i++) {
            MouthShape mouth = null;
            if (i >= 10 && i < FRAMES - 10) {
                int length = 4 + sound % 5;
                mouth = SAID[sound % SAID.length].shape().towards(SAID[(sound + 1) % SAID.length].shape(),
                        since / (double) length);
                since++;
                if (since == length) {
                    since = 0;
                    sound++;
                }
            }
            frames.add(new TalkTrack.Frame(mouth, 0, i > 30 && i < 36 ? .02 : 0, i == 50 ? 1 : 0));
        }
        return new TalkTrack(frames);
    }

    /** Clicks at the beginning and the end of something quiet. */
    private Path sound(double seconds) throws IOException {
        float[] samples = new float[(int) Math.round(seconds * FilmSound.RATE)];
        for (int i = 0; i < 240; i++) {
            samples[i] = i % 24 < 12 ? .8f : -.8f;
            samples[samples.length - 1 - i] = i % 24 < 12 ? .8f : -.8f;
        }
        Path file = folder.resolve("sound.wav");
        try (SoundWriter writer = new SoundWriter(file)) {
            writer.write(samples);
        }
        return file;
    }

    private Path film(String name, FilmOrder order, int workers) throws IOException {
        Path file = folder.resolve(name);
        new TalkingFilms(new FrameFlow(workers)).render(portrait, SPEC, track(), sound(FRAMES / 25.0), order, file,
                SILENT);
        return file;
    }

    @Test
    void picturesAndSoundBeginAndEndTogether() throws IOException {
        Path file = folder.resolve("film.mp4");
        double seconds = 3.17;
        TalkingFilms.Rendered rendered = new TalkingFilms().render(portrait, SPEC, track(), sound(seconds),
                FilmOrder.PLAIN,
                file, SILENT);

        assertThat(rendered.frames()).isEqualTo(80);
        assertThat(rendered.seconds()).isCloseTo(seconds, within(.04));
        assertThat(pictures(file).length).isEqualTo(80);
        String told = told(file);
        assertThat(told).contains("Duration: 00:00:03.2", "start: 0.000000", "Video: h264 (High)", "256x256", "25 fps",
                "Audio: aac (LC)", "48000 Hz, mono");
        float[] heard = heard(file);
        assertThat(heard.length / 48000.0).isCloseTo(seconds, within(.04));
        assertThat(first(heard) / 48000.0).as("where the first click is heard").isLessThan(.01);
        assertThat(last(heard) / 48000.0).as("where the last click ends").isCloseTo(seconds, within(.01));
        assertThat(Files.list(folder)).containsExactlyInAnyOrder(file, folder.resolve("sound.wav"));
    }

    @Test
    void theMouthMovesWhenTheTrackSaysSo() throws IOException {
        byte[][] frames = pictures(film("film.mp4", FilmOrder.PLAIN, 2));
        double[] open = track().frames().stream().mapToDouble(f -> f.mouth() == null ? 0 : f.mouth().gap()).toArray();
        double[] dark = new double[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            dark[i] = darkness(frames[i]);
        }
        double now = correlation(open, dark, 0);
        assertThat(now).isGreaterThan(.8);
        for (int lag : new int[]{-3, 3}) {
            assertThat(correlation(open, dark, lag)).as("%d frames later", lag).isLessThan(now - .3);
        }
    }

    @Test
    void lipsAreSeenClosedOnEverySoundThatClosesThem() throws IOException {
        float[] heard = Recording.sound();
        double seconds = heard.length / 16_000.0;
        TalkTrack said = Talking.of(Recording.phones(), heard, 16_000, 1);
        Path file = folder.resolve("film.mp4");
        TalkingFilms.Rendered rendered = new TalkingFilms().render(portrait, SPEC, said, sound(seconds),
                FilmOrder.PLAIN,
                file, SILENT);
        assertThat(rendered.seconds()).isCloseTo(seconds, withinPercentage(2));
        byte[][] frames = pictures(file);
        double widest = Arrays.stream(frames).mapToDouble(this::darkness).max().orElseThrow();
        List<Phone> closed = Recording.phones().stream().filter(Recording::closes).toList();
        assertThat(closed).hasSizeGreaterThan(8).allSatisfy(phone -> assertThat(
                darkness(frames[(int) ((phone.start() + phone.end()) / 2 * TalkTrack.FPS)])).isLessThan(.1 * widest));
    }

    /** Of the place where the mouth is, wherever the head has gone. */
    private double darkness(byte[] frame) {
        FaceFrame face = portrait.face().frame();
        int dark = 0;
        for (double y = .85; y < 1.6; y += .01) {
            for (double x = -.35; x < .35; x += .01) {
                int p = (int) Math.round(face.pictureY(x, y)) * SIZE + (int) Math.round(face.pictureX(x, y));
                dark += (frame[p] & 255) < 70 ? 1 : 0;
            }
        }
        return dark;
    }

    private static double correlation(double[] told, double[] seen, int lag) {
        int from = Math.max(0, -lag);
        int count = told.length - Math.abs(lag);
        double[] a = Arrays.copyOfRange(told, from, from + count);
        double[] b = Arrays.copyOfRange(seen, from + lag, from + lag + count);
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < count; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void aFilmBeginsWithThePortraitAndEndsAtRest() throws IOException {
        TalkTrack open = new TalkTrack(track().frames().stream()
                .map(frame -> new TalkTrack.Frame(Viseme.AA.shape(), frame.brow(), 0, 0)).toList());
        FrameRenderer still = new FrameRenderer(portrait, new MotionSpec(7, 0, 0));
        FrameRenderer frames = new FrameRenderer(portrait, SPEC);
        HeadMotion.Pose pose = frames.motion.speaking(0, 0, 0);
        assertThat(frames.frame(pose, frames.motion.gaze(0, pose), 0, SpokenMouths.Moment.REST))
                .isEqualTo(still.frame(0));
        Path file = folder.resolve("film.mp4");
        new TalkingFilms().render(portrait, SPEC, open, sound(FRAMES / 25.0), FilmOrder.PLAIN, file, SILENT);
        byte[][] seen = pictures(file);
        assertThat(darkness(seen[40])).isGreaterThan(10 * darkness(seen[FRAMES - 1]) + 50);
    }

    @Test
    void theSwayGoesOnWhereTheLoopWouldEnd() {
        HeadMotion motion = new HeadMotion(portrait, SPEC);
        for (int i = 100; i < 1000; i++) {
            HeadMotion.Pose before = motion.speaking(i - 1, 0, 0);
            HeadMotion.Pose now = motion.speaking(i, 0, 0);
            assertThat(now.yaw()).as("frame %d", i).isCloseTo(before.yaw(), within(.003));
            assertThat(now.tx()).isCloseTo(before.tx(), within(.003));
        }
        assertThat(motion.speaking(700, .02, 0).pitch()).isLessThan(motion.speaking(700, 0, 0).pitch() - .01);
        assertThat(motion.speaking(700, 0, .02).brow()).isGreaterThan(.01);
    }

    @Test
    void theSameInputGivesTheSameBytesWithAnyNumberOfThreads() throws IOException {
        assertThat(film("three.mp4", FilmOrder.PLAIN, 3)).hasSameBinaryContentAs(film("one.mp4", FilmOrder.PLAIN, 1));
    }

    @Test
    void aFilmSaysWhatItIs() throws IOException {
        Path file = film("film.mp4", new FilmOrder("Good morning", null), 2);
        assertThat(told(file)).contains(XmpPacket.NOTICE).containsPattern("title +: Good morning");
        byte[] bytes = Files.readAllBytes(file);
        byte[] packet = XmpPacket.of(DigitalSource.COMPOSITE_SYNTHETIC);
        assertThat(new String(packet, StandardCharsets.UTF_8))
                .contains("http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic");
        ByteBuffer box = ByteBuffer.wrap(bytes, bytes.length - packet.length - 24, packet.length + 24);
        assertThat(box.getInt()).isEqualTo(packet.length + 24);
        assertThat(box.getInt()).isEqualTo(0x75756964);
        assertThat(box.getLong()).isEqualTo(0xbe7acfcb97a942e8L);
        assertThat(box.getLong()).isEqualTo(0x9c71999491e3afacL);
        assertThat(Arrays.copyOfRange(bytes, box.position(), bytes.length)).isEqualTo(packet);
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(all.indexOf("moov")).as("what players need first").isLessThan(all.indexOf("mdat"));
        Films.check(file);
    }

    @Test
    void aLabelIsSeenInItsCornerOnly() throws IOException {
        byte[] plain = pictures(film("plain.mp4", FilmOrder.PLAIN, 2))[20];
        byte[] labelled = pictures(film("labelled.mp4", new FilmOrder(null, "AI"), 2))[20];
        double corner = 0;
        double elsewhere = 0;
        for (int p = 0; p < SIZE * SIZE; p++) {
            int change = Math.abs((plain[p] & 255) - (labelled[p] & 255));
            if (p % SIZE > SIZE * 3 / 4 && p / SIZE > SIZE * 3 / 4) {
                corner += change;
            } else {
                elsewhere += change;
            }
        }
        assertThat(corner / (SIZE * SIZE / 16.0)).isGreaterThan(3);
        assertThat(elsewhere / (SIZE * SIZE)).isLessThan(.3);
        for (String refused : new String[]{"", " ", "künstlich", "x".repeat(25)}) {
            assertThatThrownBy(() -> new FilmOrder(null, refused)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new FilmLabel("Made by a machine, truly", 64, 64))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProgressThatThrowsLeavesNoChildAndNoFile() throws IOException {
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        Path sound = sound(3);
        assertThatThrownBy(() -> new TalkingFilms().render(portrait, SPEC, track(), sound, FilmOrder.PLAIN,
                folder.resolve("film.mp4"), at -> {
                    if (at > .1) {
                        throw new IllegalStateException("cancelled");
                    }
                })).hasMessage("cancelled");
        assertThat(Files.list(folder)).containsExactly(sound);
        assertThat(ProcessHandle.current().children().filter(c -> !before.contains(c))).isEmpty();
    }

    @Test
    void soundWithoutAHeaderIsTheSameSound() throws IOException {
        Path wav = sound(1.5);
        Path raw = folder.resolve("sound.pcm");
        byte[] bytes = Files.readAllBytes(wav);
        Files.write(raw, Arrays.copyOfRange(bytes, 44, bytes.length));
        assertThat(FilmSound.of(raw).samples()).isEqualTo(FilmSound.of(wav).samples()).isEqualTo(36_000);
        bytes[24] ^= 1;
        Files.write(wav, bytes);
        assertThatThrownBy(() -> FilmSound.of(wav)).isInstanceOf(IOException.class).hasMessageContaining("24 kHz");
        Files.write(raw, new byte[0]);
        assertThatThrownBy(() -> new TalkingFilms().render(portrait, SPEC, track(), raw, FilmOrder.PLAIN,
                folder.resolve("film.mp4"), SILENT)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int first(float[] sound) {
        int i = 0;
        while (Math.abs(sound[i]) < .2) {
            i++;
        }
        return i;
    }

    private static int last(float[] sound) {
        int i = sound.length - 1;
        while (Math.abs(sound[i]) < .2) {
            i--;
        }
        return i;
    }

    private static byte[][] pictures(Path film) throws IOException {
        byte[] all = output(film, "-an", "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1");
        byte[][] frames = new byte[all.length / (SIZE * SIZE)][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Arrays.copyOfRange(all, i * SIZE * SIZE, (i + 1) * SIZE * SIZE);
        }
        return frames;
    }

    private static float[] heard(Path film) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(output(film, "-vn", "-f", "f32be", "pipe:1"));
        float[] out = new float[all.remaining() / 4];
        all.asFloatBuffer().get(out);
        return out;
    }

    private static String told(Path film) throws IOException {
        Process child = Ffmpeg.with(List.of("-hide_banner", "-i", film.toString())).redirectErrorStream(true).start();
        child.getOutputStream().close();
        return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] output(Path film, String... as) throws IOException {
        List<String> command = new ArrayList<>(List.of("-v", "error", "-i", film.toString()));
        command.addAll(Arrays.asList(as));
        Process child = Ffmpeg.with(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        child.getOutputStream().close();
        return child.getInputStream().readAllBytes();
    }
}
