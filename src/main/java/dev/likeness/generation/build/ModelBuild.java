package dev.likeness.generation.build;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.Progress;
import dev.likeness.avatar.film.IdentityVideo;
import dev.likeness.avatar.film.IdentityVideos;
import dev.likeness.avatar.film.MotionSpec;
import dev.likeness.avatar.mouth.MouthAtlas;
import dev.likeness.avatar.mouth.MouthAtlases;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.common.Model;
import dev.likeness.imx.ImxFile;
import dev.likeness.imx.ImxManifest;
import dev.likeness.imx.ImxWriter;
import dev.likeness.voice.VoiceProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a model's file (CONTRACT 11). Nothing of the clock, the account or the agent's code gets in: the same
 * ingredients give the same bytes.
 */
@Component
class ModelBuild {

    /** Of its own, so that a setting of the server cannot change files. */
    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    /** What a file is made of. */
    record Ingredients(Model model, Portrait portrait, Path video, IdentityVideo identity, long seed,
            VoiceProfile voice,
            String aspectRatio, String framing) {
    }

    private final Portraits portraits;
    private final IdentityVideos videos;
    private final MouthAtlases atlases;

    ModelBuild(Portraits portraits, IdentityVideos videos, MouthAtlases atlases) {
        this.portraits = portraits;
        this.videos = videos;
        this.atlases = atlases;
    }

    IdentityVideo video(Model model, Portrait portrait, long seed, Path target, Progress progress) {
        return videos.render(portrait, new MotionSpec(seed, ModelPlan.motion(model), ModelPlan.life(model)), target,
                progress);
    }

    ImxFile.Sum file(Ingredients of, Path target, Progress progress) throws IOException {
        MouthAtlas atlas = atlases.render(of.portrait(), progress);
        return new ImxWriter().add("portrait.jpg", portraits.jpeg(of.portrait())).add("base/identity.mp4", of.video())
                .add("mouth/atlas.png", atlas.sheetPng()).add("mouth/alpha.png", atlas.alphaPng())
                .add("mouth/cells.json", JSON.writeValueAsBytes(cells(atlas)))
                .add("base/affines.json", JSON.writeValueAsBytes(of.identity().affines()))
                .add("identity/weights.json", JSON.writeValueAsBytes(weights(of)))
                .add("voice/profile.json", VoiceSamples.bytes(of.voice()))
                .write(target, manifest(of, atlas));
    }

    private static Map<String, Object> cells(MouthAtlas atlas) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("tile_width", atlas.tileWidth());
        cells.put("tile_height", atlas.tileHeight());
        cells.put("d", atlas.d());
        cells.put("cells", atlas.cells());
        return cells;
    }

    private static Map<String, Object> weights(Ingredients of) {
        Map<String, Object> weights = new LinkedHashMap<>();
        weights.put("kind", "fitted landmarks and warp parameters of this face; not a neural network");
        weights.put("origin", of.portrait().origin());
        weights.put("landmarks", of.portrait().face());
        weights.put("motion", Map.of("strength", ModelPlan.motion(of.model())));
        return weights;
    }

    /** What was found in the picture, and how boldly it is moved for that. */
    private static Map<String, Object> face(Ingredients of) {
        FaceKind kind = of.portrait().face().kind();
        Map<String, Object> face = new LinkedHashMap<>();
        face.put("source", of.portrait().origin());
        face.put("fit", kind.slug());
        face.put("agreement", Math.round(100 * of.portrait().face().confidence().agreement()) / 100.0);
        face.put("motion", Math.round(100 * kind.motion() * ModelPlan.motion(of.model())) / 100.0);
        face.put("mouth",
                kind.opening() == 1 ? "full" : kind.opening() > 0 ? "gentle" : kind.bob() > 0 ? "jaw" : "still");
        face.put("blinks", kind.blinks());
        return face;
    }

    private static Map<String, Object> manifest(Ingredients of, MouthAtlas atlas) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("engine", "likeness1");
        manifest.put("engine_abi", 1);
        manifest.put("format_version", ImxManifest.FORMAT_VERSION);
        manifest.put("model_version", "1.0");
        manifest.put("model", of.model().slug());
        manifest.put("width", of.portrait().width());
        manifest.put("height", of.portrait().height());
        manifest.put("fps", of.identity().fps());
        manifest.put("frames", of.identity().frames());
        manifest.put("license", "For use by the owner of the likeness and those they allow.");
        manifest.put("build", Map.of("seed", Long.toHexString(of.seed()), "aspect_ratio", of.aspectRatio(), "framing",
                of.framing()));
        manifest.put("training", Map.of("method", "landmarks fitted to one portrait; no training"));
        manifest.put("face", face(of));
        manifest.put("playback", Map.of("base", "base/identity.mp4", "affines", "base/affines.json", "atlas",
                "mouth/atlas.png", "alpha", "mouth/alpha.png", "cells", "mouth/cells.json", "tile_width",
                atlas.tileWidth(), "tile_height", atlas.tileHeight(), "loop", true, "rule",
                "draw a frame of the base, then one cell by that frame's affine; the last frame equals the first"));
        return manifest;
    }
}
