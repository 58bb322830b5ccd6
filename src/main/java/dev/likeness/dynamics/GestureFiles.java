package dev.likeness.dynamics;

import dev.likeness.agent.Artifact;
import dev.likeness.agent.ModelFiles;
import dev.likeness.agent.asset.AssetKeys;
import dev.likeness.agent.asset.AssetUrls;
import dev.likeness.common.ApiException;
import dev.likeness.generation.AgentStudio;
import dev.likeness.imx.ImxException;
import dev.likeness.imx.ImxFile;
import dev.likeness.job.ForeignHandler.Output;
import dev.likeness.job.Job;
import dev.likeness.media.IsoMedia;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Films of gestures and new versions of model files in the store. The films are public ones that cannot be guessed, in a
 * folder of the agent's, with which they go; the files lie as openly as those they replace.
 */
@Component
class GestureFiles {

    private static final String FILM = "video/mp4";
    private static final String BYTES = "application/octet-stream";
    private static final long MOST_FILM = 50L << 20;
    private static final long MOST_MODEL = 2L << 30;
    private static final long LEAST_MODEL = 1 << 20;
    /** A frame more. */
    private static final double GRACE = .05;
    private static final Set<String> H264 = Set.of("avc1", "avc3");

    private final ObjectStore store;
    private final AgentStudio studio;
    private final ModelFiles models;

    GestureFiles(ObjectStore store, AgentStudio studio, ModelFiles models) {
        this.store = store;
        this.studio = studio;
        this.models = models;
    }

    /** A folder for the films of an attempt. */
    static String folder(Job job) {
        return AssetKeys.publicFolder(job.subject(), job.attempt());
    }

    /** Keeps a film; its key. */
    String keepFilm(String folder, String action, Path film) {
        String key = folder + action + ".mp4";
        store.put(key, film, FILM);
        return key;
    }

    /** Keeps a new version of a file. */
    ModelFiles.Renewal keepModel(Job job, Artifact former, Path file) {
        String folder = AssetUrls.isPublic(former.objectKey())
                ? AssetKeys.publicFolder(job.subject(), job.attempt())
                : AssetKeys.privateFolder(job.accountId(), job.subject(), job.attempt());
        StoredObject kept = store.put(folder + former.filename(), file, former.contentType());
        return new ModelFiles.Renewal(former.objectKey(), new Artifact(former.model(), kept.key(), former.filename(),
                former.contentType(), kept.sha256(), kept.size()));
    }

    /** The files that an order makes new versions of. */
    List<Artifact> models(Job job, DynamicsOrder order) {
        return models.of(job.accountId(), job.subject()).stream().filter(file -> order.renews(file.model())).toList();
    }

    /** A film of each action that the worker can make, and a new version of each model's file, if it makes one. */
    List<Output> outputs(Job job, DynamicsOrder order) {
        String folder = AssetKeys.workFolder(job.accountId(), job.subject(), job.id(), job.attempt());
        List<Output> outputs = new ArrayList<>();
        actions(order)
                .forEach(action -> outputs.add(new Output(action, folder + action, List.of(FILM), MOST_FILM, false)));
        models(job, order).forEach(file -> outputs
                .add(new Output(file.model(), folder + file.model(), List.of(BYTES), MOST_MODEL, false)));
        return outputs;
    }

    /** Of which films are shown beside the files. */
    private static List<String> actions(DynamicsOrder order) {
        return order.added() == null ? Settings.ACTIONS.stream().sorted().toList() : List.of();
    }

    /** Checks and copies what a worker uploaded, so that nothing it sends later changes it. */
    Made accept(Job job, DynamicsOrder order) {
        try {
            Path work = studio.folder();
            try {
                String folder = AssetKeys.workFolder(job.accountId(), job.subject(), job.id(), job.attempt());
                String films = folder(job);
                Map<String, String> clips = new TreeMap<>();
                for (String action : actions(order)) {
                    Path film = work.resolve(action);
                    if (store.fetch(folder + action, film)) {
                        checkFilm(action, film, order.seconds());
                        clips.put(action, keepFilm(films, action, film));
                    }
                }
                if (clips.isEmpty() && order.added() == null) {
                    throw wrong("idle_subtle", "was not uploaded, nor was any other film");
                }
                List<ModelFiles.Renewal> files = new ArrayList<>();
                for (Artifact former : models(job, order)) {
                    Path file = work.resolve(former.model());
                    if (store.fetch(folder + former.model(), file)) {
                        checkModel(former.model(), file);
                        files.add(keepModel(job, former, file));
                    }
                }
                return new Made(clips, files);
            } finally {
                AgentStudio.delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkFilm(String action, Path mp4, int seconds) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(mp4.toFile(), "r")) {
            IsoMedia.Film film = IsoMedia.read(file);
            if (!film.named() || !film.data()) {
                throw wrong(action, "is no MP4 film");
            }
            IsoMedia.Track pictures = film.tracks().stream().filter(IsoMedia.Track::pictures).findFirst()
                    .orElseThrow(() -> wrong(action, "has no pictures"));
            if (!H264.contains(pictures.coding())) {
                throw wrong(action, "must have pictures in H.264");
            }
            if (!(pictures.seconds() > 0) || pictures.seconds() > seconds + GRACE) {
                throw wrong(action, "must say how long it is, at most " + seconds + " s");
            }
        } catch (EOFException e) {
            throw wrong(action, "is no whole MP4 film");
        }
    }

    private static void checkModel(String model, Path file) throws IOException {
        if (Files.size(file) < LEAST_MODEL) {
            throw wrong(model, "has less than " + LEAST_MODEL + " bytes");
        }
        try (ImxFile imx = ImxFile.open(file)) {
            imx.verify();
            Object madeFor = imx.manifest().members().get("model");
            if (madeFor != null && !madeFor.equals(model)) {
                throw wrong(model, "is no file for " + model + ": its manifest names another model");
            }
        } catch (ImxException e) {
            throw wrong(model, "is no good .imx file: " + e.getMessage());
        }
    }

    private static ApiException wrong(String output, String what) {
        return ApiException.invalid("outputs." + output, "output " + output + " " + what);
    }

    /** Keeps a picture where a worker may read it; its key. */
    String keepInput(Job job, byte[] picture) {
        String key = AssetKeys.workFolder(job.accountId(), job.subject(), job.id(), job.attempt()) + "input-portrait";
        store.put(key, picture, BYTES);
        return key;
    }

    /** What all attempts uploaded, and what they were told. */
    void forget(Job job) {
        store.deleteAll(AssetKeys.workFolders(job.accountId(), job.subject(), job.id()));
    }
}
