package dev.likeness.avatarfile;

import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.film.IdentityVideo;
import dev.likeness.avatar.mouth.MouthAtlas;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.imx.ImxException;
import dev.likeness.imx.ImxFile;
import dev.likeness.imx.ImxSource;
import dev.likeness.imx.ImxWriter;
import dev.likeness.voice.VoiceProfile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/**
 * An opened avatar file of this engine, read back as what it was written from. Each call reads the file; what is altered,
 * absent or too large is refused when it is asked for, and nothing else of the file is looked at. Whether all of it is
 * whole, {@link #verify()} tells.
 */
public final class AvatarFile implements Closeable {

    private static final int MOST_JSON = 4 << 20;
    private static final int MOST_PICTURE = 64 << 20;

    private final ImxFile file;
    private final AvatarManifest manifest;

    private AvatarFile(ImxFile file) throws ImxException {
        if (!isPlayed(file)) {
            throw new ImxException("unsupported: made for the engine '" + file.manifest().engine() + "' "
                    + file.manifest().engineAbi() + ", this program plays " + AvatarManifest.ENGINE + " "
                    + AvatarManifest.ABI);
        }
        this.file = file;
        this.manifest = AvatarJson.manifest(file.manifest().members());
    }

    /** Whether a file is one of this engine. */
    public static boolean isPlayed(Path path) throws IOException {
        try (ImxFile file = ImxFile.open(path)) {
            return isPlayed(file);
        }
    }

    private static boolean isPlayed(ImxFile file) {
        return file.manifest().engine().equals(AvatarManifest.ENGINE)
                && file.manifest().engineAbi() == AvatarManifest.ABI;
    }

    /** @throws ImxException when it is no .imx file, or one of another engine */
    public static AvatarFile open(Path path) throws IOException {
        return of(ImxFile.open(path));
    }

    /** The same of bytes that lie elsewhere; closing the file closes them. */
    public static AvatarFile open(ImxSource source) throws IOException {
        return of(ImxFile.open(source));
    }

    private static AvatarFile of(ImxFile file) throws IOException {
        try {
            return new AvatarFile(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Reads the whole file once; returns quietly when nothing was altered. */
    public void verify() throws IOException {
        file.verify();
    }

    public AvatarManifest manifest() {
        return manifest;
    }

    public byte[] portraitJpeg() throws IOException {
        return file.read(Entries.PORTRAIT, MOST_PICTURE);
    }

    /** The portrait with its landmarks, as far as a JPEG keeps it. */
    public Portrait portrait(Portraits portraits) throws IOException {
        Weights weights = weights();
        return portraits.fromJpeg(portraitJpeg(), weights.landmarks(), weights.origin());
    }

    /** The base as MP4, read as it goes. */
    public InputStream video() throws IOException {
        return file.open(manifest.playback().base());
    }

    /** Of the base: its frames, and where a mouth tile belongs on each. */
    public IdentityVideo identity() throws IOException {
        List<double[]> affines = json(manifest.playback().affines(), new TypeReference<>() {
        });
        if (affines.size() != manifest.frames() || !affines.stream().allMatch(affine -> affine.length == 6)) {
            throw new ImxException("altered: there are not six numbers for each of " + manifest.frames() + " frames");
        }
        return new IdentityVideo(manifest.frames(), manifest.fps(), affines);
    }

    public MouthAtlas atlas() throws IOException {
        Cells cells = json(manifest.playback().cells(), new TypeReference<>() {
        });
        return cells.with(file.read(manifest.playback().atlas(), MOST_PICTURE),
                file.read(manifest.playback().alpha(), MOST_PICTURE));
    }

    public Weights weights() throws IOException {
        return AvatarJson.weights("entry '" + Entries.WEIGHTS + "'", file.read(Entries.WEIGHTS, MOST_JSON));
    }

    public VoiceProfile voice() throws IOException {
        return AvatarJson.voice(file.read(Entries.VOICE, MOST_JSON));
    }

    /**
     * Writes the same file with these gestures in place of those it has, if any; all else keeps its bytes.
     *
     * @param clips by the names of their actions
     * @return size and SHA-256 of the whole file
     */
    public ImxFile.Sum writeWith(Map<String, GestureClip> clips, Path target) throws IOException {
        ImxWriter writer = ImxWriter.of(file, name -> !name.startsWith(Entries.GESTURES));
        Map<String, String> films = new LinkedHashMap<>();
        clips.forEach((action, clip) -> {
            String name = Entries.GESTURES + action;
            writer.add(name + ".mp4", clip.film());
            List<double[]> affines = clip.affines();
            if (affines != null) {
                writer.add(name + ".json", AvatarJson.bytes(affines));
            }
            films.put(action, name + ".mp4");
        });
        Map<String, Object> members = new LinkedHashMap<>(file.manifest().members());
        members.remove("entries");
        members.put("gestures", films);
        return writer.write(target, members);
    }

    private <T> T json(String name, TypeReference<T> type) throws IOException {
        return AvatarJson.read("entry '" + name + "'", file.read(name, MOST_JSON), type);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
