package dev.likeness.video;

import dev.likeness.agent.asset.AssetKeys;
import dev.likeness.common.ApiException;
import dev.likeness.generation.AgentStudio;
import dev.likeness.job.ForeignHandler.Output;
import dev.likeness.job.Job;
import dev.likeness.media.IsoMedia;
import dev.likeness.storage.ObjectStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Films in the store: public ones that cannot be guessed, in a folder of the agent's, with which they go. How long a film
 * is its own headers say, whoever made it.
 */
@Component
class VideoFiles {

    private static final String NAME = "video";
    private static final String TYPE = "video/mp4";
    private static final long MOST = 500L << 20;
    /** Beyond the longest: a frame, and what a sound coder adds to fill its last block. */
    private static final double GRACE = .1;
    private static final Set<String> H264 = Set.of("avc1", "avc3");

    private final ObjectStore store;
    private final AgentStudio studio;

    VideoFiles(ObjectStore store, AgentStudio studio) {
        this.store = store;
        this.studio = studio;
    }

    /** A film that is kept: what an attempt hands over. */
    record Kept(String key, double seconds) {
    }

    /** Keeps what this node has made. */
    Kept keep(Job job, Path mp4) throws IOException {
        double seconds = seconds(mp4);
        String key = AssetKeys.publicFolder(job.subject(), job.attempt()) + "video.mp4";
        store.put(key, mp4, TYPE);
        return new Kept(key, seconds);
    }

    /** Keeps a recording where a worker may read it; its key. */
    String keepInput(Job job, Path recording) {
        String key = AssetKeys.workFolder(job.accountId(), job.subject(), job.id(), job.attempt()) + "input-audio";
        store.put(key, recording, "application/octet-stream");
        return key;
    }

    Output output(Job job) {
        String folder = AssetKeys.workFolder(job.accountId(), job.subject(), job.id(), job.attempt());
        return new Output(NAME, folder + NAME, List.of(TYPE), MOST, true);
    }

    /** Checks and copies what a worker uploaded, so that nothing it sends later changes it. */
    Kept accept(Job job) {
        try {
            Path work = studio.folder();
            try {
                Path copy = work.resolve("upload");
                if (!store.fetch(output(job).key(), copy)) {
                    throw wrong("was not uploaded");
                }
                return keep(job, copy);
            } catch (EOFException e) {
                throw wrong("is no whole MP4 film");
            } finally {
                AgentStudio.delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of its pictures, that is: sound coders fill their last block. */
    private static double seconds(Path mp4) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(mp4.toFile(), "r")) {
            IsoMedia.Film film = IsoMedia.read(file);
            if (!film.named() || !film.data()) {
                throw wrong("is no MP4 film");
            }
            IsoMedia.Track pictures = film.tracks().stream().filter(IsoMedia.Track::pictures).findFirst()
                    .orElseThrow(() -> wrong("has no pictures"));
            IsoMedia.Track sound = film.tracks().stream().filter(IsoMedia.Track::sound).findFirst()
                    .orElseThrow(() -> wrong("has no sound"));
            if (!H264.contains(pictures.coding()) || !sound.coding().equals("mp4a")) {
                throw wrong("must have pictures in H.264 and sound in AAC");
            }
            double longest = Math.max(pictures.seconds(), sound.seconds());
            if (!(pictures.seconds() > 0) || longest > VideoOrder.LONGEST + GRACE) {
                throw wrong("must say how long it is, at most " + VideoOrder.LONGEST + " s");
            }
            return Math.round(Math.min(pictures.seconds(), VideoOrder.LONGEST) * 1000) / 1000.0;
        }
    }

    private static ApiException wrong(String what) {
        return ApiException.invalid("outputs." + NAME, "output " + NAME + " " + what);
    }

    /** What all attempts uploaded, and what they were told. */
    void forget(Job job) {
        store.deleteAll(AssetKeys.workFolders(job.accountId(), job.subject(), job.id()));
    }
}
