package dev.likeness.embed;

import dev.likeness.agent.Agent;
import dev.likeness.agent.AgentStatus;
import dev.likeness.agent.Agents;
import dev.likeness.agent.embed.EmbedSetting;
import dev.likeness.agent.embed.EmbedSettings;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Model;
import dev.likeness.embed.pass.Pass;
import dev.likeness.embed.pass.Passes;
import dev.likeness.embed.pass.Payer;
import dev.likeness.room.EmbeddedRooms;
import dev.likeness.web.PublicBase;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Whom visitors may meet, from which pages, and in which room (CONTRACT 4.5). */
@Component
class EmbedDoor {

    private static final int LONGEST_NAME = 255;
    private static final Pattern HEARD = Pattern.compile("([0-9a-f-]{36})\\.([0-9]{1,6})");
    private static final Pattern LOOPBACK = Pattern.compile("https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");

    private final Agents agents;
    private final EmbedSettings settings;
    private final Passes passes;
    private final Models models;
    private final Payer payer;
    private final EmbeddedRooms rooms;
    private final PublicBase base;

    EmbedDoor(Agents agents, EmbedSettings settings, Passes passes, Models models, Payer payer, EmbeddedRooms rooms,
            PublicBase base) {
        this.agents = agents;
        this.settings = settings;
        this.passes = passes;
        this.models = models;
        this.payer = payer;
        this.rooms = rooms;
        this.base = base;
    }

    /** Who may show an agent; {@code NOT_FOUND}. */
    EmbedSetting setting(String code) {
        return settings.of(owner(code), code);
    }

    /** Whether an agent is on its way to being ready. */
    boolean isBeingMade(String code) {
        return agents.owner(code).flatMap(account -> agents.find(account, code))
                .filter(agent -> !agent.isReady() && agent.status() != AgentStatus.FAILED).isPresent();
    }

    /**
     * Lets somebody in who asks with the parameters {@code token}, {@code model}, {@code end_user_id}, {@code participant}
     * and {@code after}.
     *
     * @throws ApiException {@code NOT_FOUND}, {@code UNAUTHORIZED} for a token that opens nothing, {@code FORBIDDEN} without
     *     one where that is needed, {@code AGENT_NOT_READY}, {@code VALIDATION_ERROR}, {@code MODEL_NOT_GENERATED},
     *     and as {@link Models#played}, for whose file is waited
     */
    Visit admit(String code, HttpServletRequest request) {
        Guest guest = guest(code, request);
        Pass pass = guest.pass();
        return new Visit(guest.agent(), guest.model(), models.played(guest.agent(), guest.model()),
                payer.secret(guest.agent().accountId(), pass == null ? null : pass.key()).orElse(null), guest.sid(),
                guest.participant(), id(parameter(request, "after")), heard(parameter(request, "heard")),
                pass == null ? null : pass.fingerprint(),
                endUser(pass, request), guest.token());
    }

    /** Whom somebody may meet who would be let in, and is about to come: what they wait for begins to be made. */
    Agent expect(String code, HttpServletRequest request) {
        Guest guest = guest(code, request);
        models.prepare(guest.agent(), guest.model());
        return guest.agent();
    }

    private record Guest(Agent agent, Model model, @Nullable Pass pass, String sid, @Nullable String participant,
            @Nullable String token) {
    }

    private Guest guest(String code, HttpServletRequest request) {
        UUID account = owner(code);
        String participant = parameter(request, "participant");
        String room = passes.room(code, participant).orElse(null);
        String token = parameter(request, "token");
        Pass pass = token == null ? null : pass(token, code, account, room);
        if (pass == null && !settings.of(account, code).open()) {
            throw new ApiException(CommonError.FORBIDDEN,
                    "This avatar is not open to everybody: its owner gives out links with a token");
        }
        // A participant of another room is somebody new in this one.
        boolean back = room != null && (pass == null || pass.sid().equals(room));
        String sid = pass != null ? pass.sid() : back ? Objects.requireNonNull(room) : UUID.randomUUID().toString();
        Agent agent = agents.getReady(account, code);
        Model asked = pass != null && pass.model() != null
                ? pass.model()
                : EmbedTokens.model(parameter(request, "model"));
        Model model = asked == null ? models.preferred(agent) : asked;
        Models.require(agent, model);
        return new Guest(agent, model, pass, sid, back ? participant : null, token);
    }

    /**
     * Whether a page of the request's origin may show the agent; this server's own pages, and programs, may. As long as its
     * owner has said nothing, others on this machine may, and those that have a token: not any page that the browser of
     * somebody who runs a sandbox comes by.
     */
    boolean allows(EmbedSetting setting, HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || own(origin, request)) {
            return true;
        }
        return setting.said() || parameter(request, "token") != null
                ? setting.allows(origin)
                : LOOPBACK.matcher(origin).matches();
    }

    private boolean own(String origin, HttpServletRequest request) {
        if (!origin.startsWith("http://") && !origin.startsWith("https://")) {
            return false;
        }
        int host = origin.indexOf("://");
        return base.all().stream().anyMatch(address -> Objects.equals(EmbedSetting.origin(URI.create(address)
                .resolve("/").toString()), origin))
                || origin.substring(host + 3).equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
    }

    private UUID owner(String code) {
        Agents.requireCode(code);
        return agents.owner(code).orElseThrow(
                () -> new ApiException(CommonError.NOT_FOUND, "Agent not found for code: " + code));
    }

    /** One that has run out is good for whoever comes back into its own room, as long as that is open. */
    private Pass pass(String token, String code, UUID account, @Nullable String room) {
        return passes.read(token, false)
                .or(() -> passes.read(token, true)
                        .filter(pass -> pass.sid().equals(room) && rooms.isOpen(account, pass.sid())))
                .filter(pass -> pass.agent().equals(code))
                .orElseThrow(() -> new ApiException(CommonError.UNAUTHORIZED,
                        "This link is not good any more: ask for a new one where you found it"));
    }

    private static @Nullable String endUser(@Nullable Pass pass, HttpServletRequest request) {
        if (pass != null && pass.endUserId() != null) {
            return pass.endUserId();
        }
        return endUser(request);
    }

    /** The site's own user, by any of the names under which sites send it. */
    static @Nullable String endUser(HttpServletRequest request) {
        for (String name : new String[]{"end_user_id", "endUserId", "visitor_id", "fingerprint"}) {
            String user = parameter(request, name);
            if (user != null) {
                return user.length() > LONGEST_NAME ? user.substring(0, LONGEST_NAME) : user;
            }
        }
        return null;
    }

    static @Nullable String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** {@code ID.SEQ}; null for what is none. */
    private static Visit.@Nullable Heard heard(@Nullable String text) {
        Matcher found = HEARD.matcher(text == null ? "" : text);
        UUID id = found.matches() ? id(found.group(1)) : null;
        return id == null ? null : new Visit.Heard(id, Integer.parseInt(found.group(2)));
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
