package dev.likeness.embed;

import dev.likeness.agent.Agent;
import dev.likeness.agent.AgentError;
import dev.likeness.agent.Artifact;
import dev.likeness.agent.asset.AssetUrls;
import dev.likeness.agent.embed.EmbedSetting;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Ids;
import dev.likeness.storage.ObjectStore;
import dev.likeness.storage.StoredObject;
import dev.likeness.storage.door.Delivery;
import dev.likeness.web.PublicAccess;
import dev.likeness.web.error.FailedAttempts;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page on which a visitor meets an agent, and the file it plays (CONTRACT 4.5). */
@Hidden
@PublicAccess
@Controller
class EmbedPages {

    private static final String CODE = "{code:" + Ids.AGENT_CODE + "}";

    private final EmbedDoor door;
    private final PageShell shell;
    private final AssetUrls urls;
    private final ObjectStore store;
    private final FailedAttempts attempts;

    EmbedPages(EmbedDoor door, PageShell shell, AssetUrls urls, ObjectStore store, FailedAttempts attempts) {
        this.door = door;
        this.shell = shell;
        this.urls = urls;
        this.store = store;
        this.attempts = attempts;
    }

    /** Written here, so that there is no answer left to give. */
    @GetMapping("/embed/" + CODE)
    void page(@PathVariable String code, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            EmbedSetting setting = door.setting(code);
            Agent agent = door.expect(code, request);
            String token = EmbedDoor.parameter(request, "token");
            String poster = urls.publicUrl(agent.imageKey());
            keepTo(response, setting, poster);
            Map<String, String> told = new HashMap<>();
            told.put("code", code);
            told.put("name", agent.name());
            told.put("poster", text(poster));
            told.put("token", text(token));
            told.put("model", text(EmbedDoor.parameter(request, "model")));
            told.put("end_user_id", text(EmbedDoor.endUser(request)));
            shell.avatar(response, told);
        } catch (ApiException refused) {
            keepTo(response, new EmbedSetting(true, List.of()), null);
            if (refused.code() == AgentError.AGENT_NOT_READY && door.isBeingMade(code)) {
                response.setHeader("Refresh", "2");
                response.setHeader("Retry-After", "2");
                shell.refused(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, Map.of("title", "One moment",
                        "message", "This avatar is still being made. The page looks again by itself."));
                return;
            }
            refuse(refused.code() == CommonError.UNAUTHORIZED ? attempts.count(refused, request) : refused, response);
        }
    }

    private void refuse(ApiException refused, HttpServletResponse response) throws IOException {
        Duration wait = refused.retryAfter();
        if (wait != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds())));
        }
        int status = refused.code().httpStatus();
        shell.refused(response, status == HttpServletResponse.SC_UNAUTHORIZED
                ? HttpServletResponse.SC_FORBIDDEN
                : status, Map.of("title", "This avatar cannot be met here", "message", refused.message()));
    }

    /** The file that the page plays, to whoever may meet the agent. */
    @GetMapping("/embed/" + CODE + "/avatar.imx")
    void avatar(@PathVariable String code, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        share(door.setting(code), request, response);
        Visit visit = door.admit(code, request);
        Artifact file = visit.file();
        StoredObject object = store.find(file.objectKey())
                .orElseThrow(() -> new ApiException(CommonError.NOT_FOUND, "File not found"));
        Delivery.send(new StoredObject(file.objectKey(), file.size(), file.sha256(), "application/octet-stream",
                object.modified()), file.filename(),
                (offset, length) -> store.open(file.objectKey(), offset, length), request, response);
    }

    /** Lets pages of allowed origins read it; a page of another one is not shown the answer. */
    private void share(EmbedSetting setting, HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (origin != null && door.allows(setting, request)) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                    "Content-Length, Content-Range, Accept-Ranges, ETag");
        }
    }

    /** Loads from here alone, but for the host of public files, and stands in the frames of allowed pages alone. */
    private static void keepTo(HttpServletResponse response, EmbedSetting setting, @Nullable String poster) {
        String frames = setting.allowedOrigins().isEmpty()
                ? "*"
                : "'self' " + String.join(" ", setting.allowedOrigins());
        String host = poster == null ? null : EmbedSetting.origin(poster.replaceFirst("^(\\w+://[^/]+).*$", "$1"));
        String here = "'self' blob:" + (host == null ? "" : " " + host);
        response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; "
                + "img-src data: " + here + "; media-src " + here + "; connect-src " + here
                + "; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors " + frames);
        response.setHeader("Permissions-Policy", "microphone=(self), camera=(), geolocation=()");
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
