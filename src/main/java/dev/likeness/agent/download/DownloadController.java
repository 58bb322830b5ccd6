package dev.likeness.agent.download;

import dev.likeness.agent.Agents;
import dev.likeness.agent.Artifact;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.Caller;
import dev.likeness.web.PublicAccess;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Pulling built models (CONTRACT 3.5). */
@RestController
@Tag(name = "Agent Management")
class DownloadController {

    /** In any case: Python writes {@code False}. */
    private static final Set<String> NO_REDIRECT = Set.of("false", "0", "no");

    private final Agents agents;
    private final ModelDownloads downloads;
    private final BundleMembers members;

    DownloadController(Agents agents, ModelDownloads downloads, BundleMembers members) {
        this.agents = agents;
        this.downloads = downloads;
        this.members = members;
    }

    /** With {@code member} the bytes, written here, so that there is no answer left to give. */
    @PublicAccess
    @GetMapping("/v1/agent/{code}/model/download")
    @Refuses({"400 MODEL_NOT_DOWNLOADABLE", "404 NOT_FOUND, MODEL_ARTIFACT_NOT_READY",
            "409 MODEL_NOT_GENERATED, ENGINE_NOT_E2U", "410 AGENT_DELETED", "416 RANGE_NOT_SATISFIABLE"})
    @Operation(operationId = "downloadAgentModel", summary = "Get the URL of a built model, by redirect or as JSON", description = "Names of engine builds (essence-2-gpu) mean their family. Without model: the one the agent was made with, or the first other one that is a file. Agents of the showcase need no secret.")
    @ApiResponse(responseCode = "302", description = "Where the file is", content = @Content, headers = @Header(name = "Location", required = true, schema = @Schema(type = "string", format = "uri")))
    // Of member the description says so in words alone: clients are generated with one kind of answer an operation.
    @ApiResponse(responseCode = "200", description = "With redirect=false: the URL, and what the file is", content = @Content(schema = @Schema(implementation = DownloadWire.DownloadAnswer.class)))
    @Nullable
    ResponseEntity<?> download(@Nullable Caller caller, @PathVariable String code,
            @Schema(allowableValues = {"essence-1", "essence-2", "essence-2-max",
                    "expression-2"}) @RequestParam(required = false) @Nullable String model,
            @Schema(allowableValues = {"false", "0",
                    "no"}) @Parameter(description = "Answer JSON instead") @RequestParam(required = false) @Nullable String redirect,
            @Parameter(description = "e2u, a container that is never made here, is refused once everything else is right") @RequestParam(required = false) @Nullable String engine,
            @Parameter(description = "Answer the bytes of one entry of the bundle, whole or a range, as application/octet-stream") @RequestParam(required = false) @Nullable String member,
            HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        UUID account = account(caller, code);
        ModelDownloads.Download found = downloads.find(account, code, model, engine);
        if (member != null) {
            members.member(found.artifact(), member, request, response);
            return null;
        }
        return redirect != null && NO_REDIRECT.contains(redirect.toLowerCase(Locale.ROOT))
                ? ResponseEntity.ok(wire(code, found))
                : ResponseEntity.status(HttpStatus.FOUND).location(found.url()).build();
    }

    @GetMapping("/v1/agent/{code}/self-hosted-avatar")
    @Refuses({"404 NOT_FOUND", "416 RANGE_NOT_SATISFIABLE"})
    @Operation(operationId = "downloadSelfHostedAvatar", summary = "Get the essence-2-max bundle itself")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "206", description = "A range of it", content = @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "304", description = "The caller's copy is good", content = @Content)
    void selfHosted(Caller caller, @PathVariable String code, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        members.whole(downloads.selfHosted(caller.accountId(), code), request, response);
    }

    @PublicAccess
    @GetMapping("/v1/models/showcase")
    @Operation(operationId = "listShowcaseModels", summary = "List the ready-made avatars that anybody may pull")
    DownloadWire.Showcase showcase() {
        return new DownloadWire.Showcase(downloads.showcase());
    }

    private UUID account(@Nullable Caller caller, String code) {
        return agents.showcaseOwner(code).orElseGet(() -> {
            if (caller == null) {
                throw new ApiException(CommonError.MISSING_AUTH, "Missing api-secret header");
            }
            return caller.accountId();
        });
    }

    private static DownloadWire.DownloadAnswer wire(String code, ModelDownloads.Download found) {
        Artifact artifact = found.artifact();
        return new DownloadWire.DownloadAnswer(true,
                new DownloadWire.Download(code, artifact.model(), artifact.filename(),
                        found.url().toString(), found.expiresIn(), artifact.sha256(), artifact.size()));
    }
}
