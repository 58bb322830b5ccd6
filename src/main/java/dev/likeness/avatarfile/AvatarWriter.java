package dev.likeness.avatarfile;

import dev.likeness.avatar.film.IdentityVideo;
import dev.likeness.avatar.mouth.MouthAtlas;
import dev.likeness.imx.ImxFile;
import dev.likeness.imx.ImxWriter;
import dev.likeness.voice.VoiceProfile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What an avatar file is made of. The same contents give the same bytes.
 *
 * @param portraitJpeg the standardized portrait
 * @param video of the identity, as {@code identity} describes it
 */
@SuppressWarnings("ArrayRecordComponent")
public record AvatarWriter(AvatarManifest manifest, byte[] portraitJpeg, Path video, IdentityVideo identity,
        MouthAtlas atlas, Weights weights, VoiceProfile voice) {

    /** @return size and SHA-256 of the whole file */
    public ImxFile.Sum write(Path target) throws IOException {
        return new ImxWriter().add(Entries.PORTRAIT, portraitJpeg).add(Entries.BASE, video)
                .add(Entries.ATLAS, atlas.sheetPng()).add(Entries.ALPHA, atlas.alphaPng())
                .add(Entries.CELLS, AvatarJson.bytes(Cells.of(atlas)))
                .add(Entries.AFFINES, AvatarJson.bytes(identity.affines()))
                .add(Entries.WEIGHTS, AvatarJson.bytes(weights)).add(Entries.VOICE, AvatarJson.of(voice))
                .write(target, AvatarJson.members(manifest));
    }
}
