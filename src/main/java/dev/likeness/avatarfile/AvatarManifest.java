package dev.likeness.avatarfile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.avatar.DigitalSource;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.film.IdentityVideo;
import dev.likeness.avatar.mouth.MouthAtlas;
import dev.likeness.imx.ImxManifest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code manifest.json} says beside the list of entries, which the container makes.
 *
 * @param engine {@link #ENGINE}
 * @param engineAbi {@link #ABI}; a player of another one cannot use the entries
 * @param model slug of the family
 * @param width pixels of a frame
 * @param height pixels of a frame
 * @param fps frames a second
 * @param frames of the base; the last equals the first
 * @param digitalSourceType how the base came to be, a term of IPTC's vocabulary; absent in files of earlier versions
 * @param gestures entries of films by the names of their actions; absent where none were made
 */
public record AvatarManifest(String engine, int engineAbi, String formatVersion, String modelVersion, String model,
        int width, int height, int fps, int frames, String license, Build build, Training training, Face face,
        Playback playback, @Nullable String digitalSourceType,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> gestures) {

    public static final String ENGINE = "likeness1";
    public static final int ABI = 1;

    private static final String LICENSE = "For use by the owner of the likeness and those they allow.";

    /** Of a file that lacks one of them nobody can tell how it is played. */
    public AvatarManifest {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(build, "build");
        Objects.requireNonNull(face, "face");
        Objects.requireNonNull(playback, "playback");
    }

    /** @param seed hexadecimal: every bit of it counts, and JSON's readers round large numbers */
    public record Build(String seed, String aspectRatio, String framing) {

        public Build(long seed, String aspectRatio, String framing) {
            this(Long.toHexString(seed), aspectRatio, framing);
        }
    }

    /** @param method how the weights came to be, in words */
    public record Training(String method) {

        private static final Training NONE = new Training("landmarks fitted to one portrait; no training");
    }

    /**
     * What was found in the picture, and how boldly it is moved for that.
     *
     * @param source {@code photo} or {@code drawn}
     * @param fit see {@link FaceKind#slug()}
     * @param agreement 0 to 1: how far looks from aside and in a mirror, and the light across the lips, agree with the fit
     * @param presence 0 to 1: how sure the net is that there is a face; absent in files of earlier versions
     * @param faces how many were seen, of which this is the largest, nearest the middle; absent there, too
     * @param motion strength of the head's motion
     * @param mouth {@code full}, {@code gentle}, {@code jaw} or {@code still}
     * @param blinks whether the eyes close
     */
    public record Face(String source, String fit, double agreement, @Nullable Double presence, @Nullable Integer faces,
            double motion, String mouth, boolean blinks) {

        /** @param strength of the family's motion, 1 is a person who listens */
        public static Face of(Portrait portrait, double strength) {
            FaceKind kind = portrait.face().kind();
            Landmarks.Confidence sure = portrait.face().confidence();
            return new Face(portrait.origin(), kind.slug(), hundredths(sure.agreement()), hundredths(sure.presence()),
                    sure.faces(), hundredths(kind.motion() * strength),
                    kind.opening() == 1
                            ? "full"
                            : kind.opening() > 0 ? "gentle" : kind == FaceKind.NONE ? "still" : "jaw",
                    kind.blinks());
        }

        private static double hundredths(double value) {
            return Math.round(100 * value) / 100.0;
        }
    }

    /**
     * What a player needs to know.
     *
     * @param base entry of the video that goes on and on
     * @param affines entry with six numbers for each of its frames
     * @param atlas entry of the picture of all mouth shapes
     * @param alpha entry of the transparency they share
     * @param cells entry that says where each shape lies
     * @param loop whether the base begins again behind its end
     * @param rule how the two are drawn, in words
     */
    public record Playback(String base, String affines, String atlas, String alpha, String cells, int tileWidth,
            int tileHeight, boolean loop, String rule) {

        public Playback {
            Objects.requireNonNull(base, "base");
            Objects.requireNonNull(affines, "affines");
            Objects.requireNonNull(atlas, "atlas");
            Objects.requireNonNull(alpha, "alpha");
            Objects.requireNonNull(cells, "cells");
        }

        private static Playback of(MouthAtlas atlas) {
            return new Playback(Entries.BASE, Entries.AFFINES, Entries.ATLAS, Entries.ALPHA, Entries.CELLS,
                    atlas.tileWidth(), atlas.tileHeight(), true,
                    "draw a frame of the base, then one cell by that frame's affine; the last frame equals the first");
        }
    }

    /**
     * Of a file that is written now.
     *
     * @param strength of the family's motion
     */
    public static AvatarManifest of(String model, double strength, Build build, Portrait portrait,
            IdentityVideo identity, MouthAtlas atlas) {
        return new AvatarManifest(ENGINE, ABI, ImxManifest.FORMAT_VERSION, "1.0", model, portrait.width(),
                portrait.height(), identity.fps(), identity.frames(), LICENSE, build, Training.NONE,
                Face.of(portrait, strength), Playback.of(atlas), DigitalSource.ofMoving(portrait).uri(), null);
    }
}
