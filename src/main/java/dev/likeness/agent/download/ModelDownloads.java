package dev.likeness.agent.download;

import dev.likeness.agent.AgentError;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.asset.AssetUrls;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Model;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may download what, and where it is (CONTRACT 3.5). */
@Component
class ModelDownloads {

    /**
     * A model that may be downloaded.
     *
     * @param expiresIn seconds the URL is good for; null for ever
     */
    record Download(Artifact artifact, URI url, @Nullable Integer expiresIn) {
    }

    private final DownloadTable table;
    private final AssetUrls urls;

    ModelDownloads(DownloadTable table, AssetUrls urls) {
        this.table = table;
        this.urls = urls;
    }

    /**
     * Checks in this order: the agent (404, 410), the model's name (400), expression-1 (400), supported (409), stored
     * (404), {@code engine=e2u} (409).
     */
    Download find(UUID account, String code, @Nullable String name, @Nullable String engine) {
        Shelf shelf = table.find(account, code).orElseThrow(() -> notFound(code));
        if (shelf.deleted()) {
            throw new ApiException(AgentError.AGENT_DELETED, "Agent " + code + " was deleted");
        }
        Model model = name == null || name.isBlank() ? defaultOf(shelf) : DownloadNames.model(name);
        if (model == Model.EXPRESSION_1) {
            throw new ApiException(AgentError.MODEL_NOT_DOWNLOADABLE,
                    "expression-1 has no file to download: it is animated from the portrait when a session starts");
        }
        if (!shelf.supported().contains(model)) {
            throw new ApiException(AgentError.MODEL_NOT_GENERATED, "agent " + code + "'s " + model.slug()
                    + " model hasn't been generated yet — add it with POST /v1/agent/" + code + "/models");
        }
        Artifact artifact = shelf.artifacts().get(model);
        if (artifact == null) {
            throw new ApiException(AgentError.MODEL_ARTIFACT_NOT_READY,
                    "agent " + code + "'s " + model.slug() + " model is not stored yet; try again shortly")
                    .retryAfter(Duration.ofSeconds(5));
        }
        if ("e2u".equals(engine)) {
            throw new ApiException(AgentError.ENGINE_NOT_E2U,
                    "agent " + code + " has no e2u container; leave engine out");
        }
        return download(artifact);
    }

    /** The raw essence-2-max bundle; 404 where there is none. */
    Artifact selfHosted(UUID account, String code) {
        Shelf shelf = table.find(account, code).filter(found -> !found.deleted()).orElseThrow(() -> notFound(code));
        Artifact bundle = shelf.artifacts().get(Model.ESSENCE_2_MAX);
        if (bundle == null) {
            throw new ApiException(CommonError.NOT_FOUND, "agent " + code + " has no essence-2-max bundle");
        }
        return bundle;
    }

    List<DownloadWire.ShowcaseModel> showcase() {
        return table.showcase().stream()
                .map(shown -> new DownloadWire.ShowcaseModel(slug(shown.name(), shown.model()), shown.agentCode(),
                        shown.model(), shown.name(), urls.url(shown.objectKey(), shown.filename()).toString(),
                        shown.sha256(), shown.size()))
                .toList();
    }

    private static ApiException notFound(String code) {
        return new ApiException(CommonError.NOT_FOUND, "Agent not found for code: " + code);
    }

    private Download download(Artifact artifact) {
        return new Download(artifact, urls.url(artifact.objectKey(), artifact.filename()),
                AssetUrls.isPublic(artifact.objectKey()) ? null : (int) AssetUrls.VALID_FOR.toSeconds());
    }

    /** The model it was made with, or the first other one that has a file. */
    private static Model defaultOf(Shelf shelf) {
        if (shelf.model() != Model.EXPRESSION_1) {
            return shelf.model();
        }
        Optional<Model> file = shelf.supported().stream().filter(model -> model != Model.EXPRESSION_1)
                .findFirst();
        return file.orElse(Model.EXPRESSION_1);
    }

    private static String slug(String name, String model) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-" + model;
    }
}
