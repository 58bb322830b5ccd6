package dev.likeness.generation.build;

import dev.likeness.agent.Appearance;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.asset.AssetKeys;
import dev.likeness.common.Model;
import dev.likeness.generation.input.WorkFolders;
import dev.likeness.job.ForeignHandler.Output;
import dev.likeness.job.Job;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Files between this server and foreign workers: which they make, and what is checked before one counts. An accepted file
 * is copied to a new place, so that no upload, however late, changes what was published.
 */
@Component
class ForeignBuild {

    static final String PORTRAIT = "portrait";
    static final String VIDEO = "identity_video";

    private static final Logger LOG = LoggerFactory.getLogger(ForeignBuild.class);
    private static final long MOST_PICTURE = 10L << 20;
    private static final long MOST_VIDEO = 100L << 20;
    private static final long MOST_MODEL = 2L << 30;
    private static final String BYTES = "application/octet-stream";

    /**
     * What a foreign build made.
     *
     * @param looks null where the agent looks as before
     * @param videoKey the identity video, public; null when none was made
     */
    record Made(@Nullable Appearance looks, List<Artifact> artifacts, @Nullable String videoKey) {
    }

    private final ObjectStore store;
    private final WorkFolders folders;
    private final OutputChecks checks;

    ForeignBuild(ObjectStore store, WorkFolders folders, OutputChecks checks) {
        this.checks = checks;
        this.store = store;
        this.folders = folders;
    }

    /** What a worker makes for these models. */
    List<Output> outputs(Job job, List<Model> models, boolean portrait, boolean video) {
        String folder = AssetKeys.workFolder(job.accountId(), job.subject(), job.id(), job.attempt());
        List<Output> outputs = new ArrayList<>();
        if (portrait) {
            outputs.add(
                    new Output(PORTRAIT, folder + PORTRAIT, List.of("image/jpeg", "image/png"), MOST_PICTURE, true));
        }
        if (video) {
            outputs.add(new Output(VIDEO, folder + VIDEO, List.of("video/mp4"), MOST_VIDEO, false));
        }
        models.stream().filter(ModelPlan::keepsFile).forEach(model -> outputs
                .add(new Output(model.slug(), folder + model.slug(), List.of(BYTES), MOST_MODEL, true)));
        return outputs;
    }

    /** Keeps a copy of an input where the attempt may read it; its key. */
    String keep(Job job, String name, Path file) {
        String key = kept(job, name);
        store.put(key, file, BYTES);
        return key;
    }

    void keep(Job job, String name, byte[] bytes) {
        store.put(kept(job, name), bytes, BYTES);
    }

    /** The key of what {@link #keep} keeps under that name. */
    String kept(Job job, String name) {
        return AssetKeys.workFolder(job.accountId(), job.subject(), job.id(), job.attempt()) + "input-" + name;
    }

    /** Checks and copies the model files. {@code VALIDATION_ERROR} names one that is missing or wrong. */
    List<Artifact> artifacts(Job job, List<Output> outputs, List<Model> models) {
        List<Artifact> artifacts = new ArrayList<>();
        for (Model model : models) {
            Optional<Output> output = outputs.stream().filter(one -> one.name().equals(model.slug())).findFirst();
            if (output.isPresent()) {
                String name = ModelPlan.filename(job.subject(), model);
                String folder = model == Model.ESSENCE_1
                        ? AssetKeys.publicFolder(job.subject(), job.attempt())
                        : AssetKeys.privateFolder(job.accountId(), job.subject(), job.attempt());
                StoredObject kept = copied(output.get(), folder + name, model).orElseThrow();
                artifacts.add(new Artifact(model.slug(), kept.key(), name, BYTES, kept.sha256(), kept.size()));
            }
        }
        return artifacts;
    }

    /** Checks and copies a picture or film to a public place; its key, or null when it was not uploaded. */
    @Nullable
    String published(Job job, List<Output> outputs, String name, String filename) {
        return outputs.stream().filter(one -> one.name().equals(name)).findFirst()
                .flatMap(output -> copied(output, AssetKeys.publicFolder(job.subject(), job.attempt()) + filename,
                        null))
                .map(StoredObject::key).orElse(null);
    }

    /** Removes what all attempts at the job uploaded; best effort, since it goes with the agent at the latest. */
    void forget(UUID account, String code, UUID job) {
        try {
            store.deleteAll(AssetKeys.workFolders(account, code, job));
        } catch (RuntimeException e) {
            LOG.warn("Uploads for job {} are left behind: {}", job, e.toString());
        }
    }

    private Optional<StoredObject> copied(Output output, String key, @Nullable Model model) {
        try {
            Path work = folders.create();
            try {
                Path copy = work.resolve("upload");
                if (!store.fetch(output.key(), copy)) {
                    if (output.required()) {
                        throw OutputChecks.wrong(output, "was not uploaded");
                    }
                    return Optional.empty();
                }
                if (model != null) {
                    checks.model(output, copy, model);
                }
                String type = model == null ? checks.medium(output, copy) : BYTES;
                return Optional.of(store.put(key, copy, type));
            } finally {
                WorkFolders.delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
