package dev.likeness.generation.build;

import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.Progress;
import dev.likeness.avatar.film.IdentityVideo;
import dev.likeness.avatar.film.IdentityVideos;
import dev.likeness.avatar.mouth.MouthAtlas;
import dev.likeness.avatar.mouth.MouthAtlases;
import dev.likeness.avatar.portrait.Portraits;
import dev.likeness.avatarfile.AvatarManifest;
import dev.likeness.avatarfile.AvatarWriter;
import dev.likeness.avatarfile.Weights;
import dev.likeness.common.Model;
import dev.likeness.imx.ImxFile;
import dev.likeness.voice.VoiceProfile;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/**
 * Makes a model's file (CONTRACT 11). Nothing of the clock, the account or the agent's code gets in: the same
 * ingredients give the same bytes.
 */
@Component
public class ModelBuild {

    /** What a file is made of. */
    public record Ingredients(Model model, Portrait portrait, Path video, IdentityVideo identity, long seed,
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

    public IdentityVideo video(Model model, Portrait portrait, long seed, Path target, Progress progress) {
        return videos.render(portrait, ModelPlan.loop(model, seed), target, progress);
    }

    public ImxFile.Sum file(Ingredients of, Path target, Progress progress) throws IOException {
        MouthAtlas atlas = atlases.render(of.portrait(), progress);
        double strength = ModelPlan.motion(of.model());
        AvatarManifest manifest = AvatarManifest.of(of.model().slug(), strength,
                new AvatarManifest.Build(of.seed(), of.aspectRatio(), of.framing()), of.portrait(), of.identity(),
                atlas);
        return new AvatarWriter(manifest, portraits.jpeg(of.portrait()), of.video(), of.identity(), atlas,
                Weights.of(of.portrait(), strength), of.voice()).write(target);
    }
}
