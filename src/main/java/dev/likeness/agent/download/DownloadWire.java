package dev.likeness.agent.download;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of downloads and of the showcase. */
final class DownloadWire {

    private DownloadWire() {
    }

    @Schema(name = "ModelDownload")
    record Download(String code, String model, String filename, String url,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer expiresIn, String sha256, long size) {
    }

    @Schema(name = "ModelDownloadResponse")
    record DownloadAnswer(boolean success, Download data) {
    }

    @Schema(name = "ShowcaseModel")
    record ShowcaseModel(String slug, String agentCode, String model, String name, String url, String sha256,
            long size) {
    }

    @Schema(name = "ShowcaseModels")
    record Showcase(List<ShowcaseModel> models) {
    }
}
