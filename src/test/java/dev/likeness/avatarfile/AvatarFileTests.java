package dev.likeness.avatarfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.film.IdentityVideo;
import dev.likeness.avatar.film.IdentityVideos;
import dev.likeness.avatar.film.MotionSpec;
import dev.likeness.avatar.mouth.MouthAtlas;
import dev.likeness.avatar.mouth.MouthAtlases;
import dev.likeness.avatar.mp4.Films;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.imx.ImxException;
import dev.likeness.imx.ImxFile;
import dev.likeness.imx.ImxWriter;
import dev.likeness.voice.Voice;
import dev.likeness.voice.VoiceProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real file of this engine, read back. */
class AvatarFileTests {

    private static final Portraits PORTRAITS = new Portraits();
    private static final Portrait PORTRAIT = Faces.smiling(128);
    private static final VoiceProfile VOICE = new VoiceProfile(Voice.F4, VoiceProfile.SAMPLE, .93,
            new VoiceProfile.Measured(12.5, 7.25, 251.3, 2.2, 4.5, 1180, -6.4),
            new VoiceProfile.Tuning(.98, 1.02, 25));

    @TempDir
    private static Path folder;
    private static Path video;
    private static IdentityVideo identity;
    private static MouthAtlas atlas;
    private static AvatarManifest manifest;

    @BeforeAll
    static void render() {
        video = folder.resolve("identity.mp4");
        identity = new IdentityVideos().render(PORTRAIT, new MotionSpec(-7, 1), video, _ -> {
        });
        atlas = new MouthAtlases().render(PORTRAIT, _ -> {
        });
        manifest = AvatarManifest.of("essence-2", 1.15, new AvatarManifest.Build(-7, "1:1", "portrait"), PORTRAIT,
                identity, atlas);
    }

    private static Path written(AvatarManifest manifest, VoiceProfile voice) throws IOException {
        Path file = Files.createTempFile(folder, "avatar", ".imx");
        new AvatarWriter(manifest, PORTRAITS.jpeg(PORTRAIT), video, identity, atlas, Weights.of(PORTRAIT, 1.15), voice)
                .write(file);
        return file;
    }

    @Test
    void theManifestSaysWhatIsSynthetic() throws IOException {
        String vocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/";
        assertThat(AvatarJson.members(manifest)).containsEntry("digital_source_type",
                vocabulary + "compositeSynthetic");
        Portrait drawn = new Portrait(PORTRAIT.bgr(), PORTRAIT.width(), PORTRAIT.height(), PORTRAIT.face(), "drawn");
        AvatarManifest painted = AvatarManifest.of("essence-2", 1.15, manifest.build(), drawn, identity, atlas);
        assertThat(AvatarJson.members(painted)).containsEntry("digital_source_type", vocabulary + "algorithmicMedia");
        try (AvatarFile file = AvatarFile.open(written(painted, VOICE))) {
            assertThat(file.manifest().digitalSourceType()).isEqualTo(vocabulary + "algorithmicMedia");
        }
    }

    @Test
    void everythingIsReadBackAsItWasWritten() throws IOException {
        Path path = written(manifest, VOICE);
        try (AvatarFile file = AvatarFile.open(path)) {
            file.verify();
            assertThat(file.manifest()).isEqualTo(manifest);
            assertThat(file.manifest().build().seed()).isEqualTo("fffffffffffffff9");
            assertThat(file.manifest().face()).isEqualTo(new AvatarManifest.Face(PORTRAIT.origin(), "fitted",
                    file.manifest().face().agreement(), 1.0, 1, 1.15, "full", true));
            assertThat(file.portraitJpeg()).isEqualTo(PORTRAITS.jpeg(PORTRAIT));
            assertThat(file.weights()).isEqualTo(Weights.of(PORTRAIT, 1.15));
            assertThat(file.voice()).isEqualTo(VOICE);
            assertThat(file.identity()).usingRecursiveComparison().isEqualTo(identity);
            assertThat(file.atlas()).usingRecursiveComparison().isEqualTo(atlas);
            try (InputStream base = file.video()) {
                assertThat(base).hasSameContentAs(Files.newInputStream(video));
            }
        }
        assertThat(Files.mismatch(path, written(manifest, VOICE))).isEqualTo(-1);
    }

    @Test
    void gesturesComeIntoANewVersionAndAllElseKeepsItsBytes() throws IOException {
        Path before = written(manifest, VOICE);
        Path film = Files.write(folder.resolve("nod.mp4"), new byte[]{1, 2, 3});
        Path after = folder.resolve("gestures.imx");
        try (AvatarFile file = AvatarFile.open(before)) {
            assertThat(file.manifest().gestures()).isNull();
            file.writeWith(Map.of("idle_subtle", new GestureClip(film, null)), after);
        }
        Path replaced = folder.resolve("other-gestures.imx");
        try (AvatarFile file = AvatarFile.open(after)) {
            file.writeWith(Map.of("talk_head_nod_subtle", new GestureClip(film, identity.affines())), replaced);
        }
        try (AvatarFile file = AvatarFile.open(replaced);
                ImxFile entries = ImxFile.open(replaced);
                ImxFile old = ImxFile.open(before)) {
            file.verify();
            assertThat(file.manifest().gestures())
                    .isEqualTo(Map.of("talk_head_nod_subtle", "gestures/talk_head_nod_subtle.mp4"));
            assertThat(file.weights()).isEqualTo(Weights.of(PORTRAIT, 1.15));
            assertThat(file.identity()).usingRecursiveComparison().isEqualTo(identity);
            assertThat(entries.read("gestures/talk_head_nod_subtle.mp4", 9)).containsExactly(1, 2, 3);
            assertThat(entries.entries().stream().map(ImxFile.Entry::name).filter(name -> name.startsWith("gest")))
                    .containsExactly("gestures/talk_head_nod_subtle.mp4", "gestures/talk_head_nod_subtle.json");
            old.manifest().entries().forEach((name, sum) -> {
                if (!name.equals("padding.bin")) {
                    assertThat(entries.manifest().entries()).containsEntry(name, sum);
                }
            });
        }
        assertThat(AvatarFile.isPlayed(replaced)).isTrue();
    }

    @Test
    void whatItHoldsCanBeMovedAgain() throws IOException {
        try (AvatarFile file = AvatarFile.open(written(manifest, VoiceProfile.unheard(Voice.M2)))) {
            assertThat(file.voice()).isEqualTo(VoiceProfile.unheard(Voice.M2));
            Portrait again = file.portrait(PORTRAITS);
            assertThat(again.face()).isEqualTo(PORTRAIT.face());
            assertThat(again.width()).isEqualTo(PORTRAIT.width());
            MouthAtlas other = new MouthAtlases().render(again, _ -> {
            });
            assertThat(other.cells()).isEqualTo(file.atlas().cells());
            Path copy = folder.resolve("copy.mp4");
            try (InputStream base = file.video()) {
                Files.copy(base, copy);
            }
            Films.check(copy);
        }
    }

    @ParameterizedTest
    @CsvSource({"engine, other", "engine_abi, 2"})
    void aFileOfAnotherEngineIsRefused(String member, String value) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>(AvatarJson.members(manifest));
        members.put(member, member.equals("engine") ? value : Integer.valueOf(value));
        Path file = folder.resolve(member + ".imx");
        new ImxWriter().write(file, members);
        assertThatThrownBy(() -> AvatarFile.open(file)).isInstanceOf(ImxException.class)
                .hasMessageStartingWith("unsupported: made for the engine ");
        Files.delete(file);
    }

    @Test
    void whatIsMissingOrMisshapenIsNamed() throws IOException {
        Path file = folder.resolve("odd.imx");
        new ImxWriter().add(Entries.WEIGHTS, "[]".getBytes()).add(Entries.AFFINES, "[[1,0,0,1,0]]".getBytes())
                .add(Entries.VOICE, "null".getBytes()).write(file, AvatarJson.members(manifest));
        try (AvatarFile odd = AvatarFile.open(file)) {
            odd.verify();
            assertThatThrownBy(odd::weights).isInstanceOf(ImxException.class)
                    .hasMessage("altered: entry 'identity/weights.json' is not what it should be");
            assertThatThrownBy(odd::identity).hasMessageContaining("six numbers");
            assertThatThrownBy(odd::voice).isInstanceOf(ImxException.class);
            assertThatThrownBy(odd::atlas).hasMessage("incomplete: there is no entry 'mouth/cells.json'");
        }
        Map<String, Object> members = new LinkedHashMap<>(AvatarJson.members(manifest));
        for (Object playback : new Object[]{"none", Map.of("base", "base/identity.mp4")}) {
            members.put("playback", playback);
            new ImxWriter().write(file, members);
            assertThatThrownBy(() -> AvatarFile.open(file)).isInstanceOf(ImxException.class)
                    .hasMessageStartingWith("altered: manifest.json");
        }
    }

    @Test
    void aFileFromBeforeFacesHadAMeshIsPlayedAndMovedAgain() throws IOException {
        Path old = folder.resolve("first.imx");
        try (InputStream in = new GZIPInputStream(Objects.requireNonNull(
                AvatarFileTests.class.getResourceAsStream("/avatars/first-engine.imx.gz")))) {
            Files.copy(in, old);
        }
        try (AvatarFile file = AvatarFile.open(old)) {
            file.verify();
            assertThat(file.manifest().face().fit()).isEqualTo("fitted");
            assertThat(file.identity().affines()).hasSize(250);
            assertThat(file.atlas().cells()).hasSize(35);
            assertThat(file.weights().landmarks().mesh()).isNull();
            Portrait again = file.portrait(PORTRAITS);
            assertThat(again.face().kind()).isEqualTo(FaceKind.FITTED);
            assertThat(again.face().mesh()).isNotNull();
            assertThat(new MouthAtlases().render(again, _ -> {
            }).cells()).hasSize(35);
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatEarlierVersionsDidNotSayMayBeAbsent() throws IOException {
        Map<String, Object> members = new LinkedHashMap<>(AvatarJson.members(manifest));
        Map<String, Object> face = new LinkedHashMap<>((Map<String, Object>) members.get("face"));
        face.keySet().removeAll(List.of("presence", "faces"));
        members.put("face", face);

        AvatarManifest.Face read = AvatarJson.manifest(members).face();

        assertThat(read.fit()).isEqualTo("fitted");
        assertThat(read.presence()).isNull();
        assertThat(read.faces()).isNull();
    }

    @Test
    void membersAndEntriesThatCameLaterArePassedOver() throws IOException {
        Map<String, Object> members = new LinkedHashMap<>(AvatarJson.members(manifest));
        members.put("format_version", "2.9");
        members.put("later", Map.of("a", 1));
        Path file = folder.resolve("later.imx");
        new ImxWriter().add("later.bin", new byte[3]).write(file, members);
        try (AvatarFile later = AvatarFile.open(file)) {
            assertThat(later.manifest().model()).isEqualTo("essence-2");
        }
        try (ImxFile container = ImxFile.open(file)) {
            assertThat(container.has("later.bin")).isTrue();
        }
    }
}
