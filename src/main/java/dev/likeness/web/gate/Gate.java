package dev.likeness.web.gate;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.Caller;
import dev.likeness.web.CallerKind;
import dev.likeness.web.CallerResolver;
import dev.likeness.web.Credentials;
import dev.likeness.web.Doorkeeper;
import dev.likeness.web.KnownSecret;
import dev.likeness.web.body.RetiredFields;
import dev.likeness.web.client.ClientAddress;
import dev.likeness.web.limit.Meter;
import dev.likeness.web.limit.RateLimits;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The last thing before every handler of every kind ({@link GatedDispatcher}): the client's address is counted, then the
 * caller proven, then the account's bucket is taken from (CONTRACT 1.1, 1.5).
 */
@Component
class Gate implements HandlerInterceptor {

    private static final String CALLER = Caller.class.getName();
    private static final String KNOWN_SECRET = KnownSecret.class.getName();
    private static final String TAKEN = Taken.class.getName();
    private static final int TOO_MANY = 429;

    private final CallerResolver resolver;
    private final RateLimits limits;
    private final Map<CallerKind, Doorkeeper> doorkeepers = new EnumMap<>(CallerKind.class);
    /** What each handler says of itself, read once: a method of its bean, or the class of another kind. */
    private final Map<Object, Access> known = new ConcurrentHashMap<>();

    /** A method that several controllers inherit is each one's own: what one says of itself is not said by the other. */
    private record Handling(Class<?> type, Method method) {
    }

    /**
     * What was taken for a request.
     *
     * @param proven whether the secret is known to be alive; else its handler has yet to find out
     */
    private record Taken(UUID payer, Meter meter, boolean proven) {

        /** 429 is what one dead secret too many is answered: the bucket's own is raised before anything is remembered. */
        private boolean goesBack(int status) {
            return status == HttpServletResponse.SC_SERVICE_UNAVAILABLE
                    || !proven && (status == HttpServletResponse.SC_UNAUTHORIZED || status == TOO_MANY);
        }
    }

    Gate(CallerResolver resolver, RateLimits limits, List<Doorkeeper> doorkeepers) {
        this.resolver = resolver;
        this.limits = limits;
        doorkeepers.forEach(one -> this.doorkeepers.put(one.kind(), one));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // The rest of a request that was let in.
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            return true;
        }
        Object key = handler instanceof HandlerMethod method
                ? new Handling(method.getBeanType(), method.getMethod())
                : handler.getClass();
        Access access = known.computeIfAbsent(key, _ -> Access.of(handler));
        // A page may be led to another, and a failure to its page: they must be open to whom they are shown.
        boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
        Meter meter = first ? meter(request) : Meter.NONE;
        if (meter == Meter.ADDRESS) {
            limits.take(ClientAddress.of(request), response);
        }
        UUID payer = admit(access, request);
        if (payer != null) {
            limits.take(payer, meter, response);
            if (meter != Meter.NONE) {
                request.setAttribute(TAKEN, new Taken(payer, meter, access.need() != Access.Need.KNOWN_SECRET));
            }
        }
        if (first && handler instanceof HandlerMethod) {
            RetiredFields.refuse(request.getParameterMap().keySet());
        }
        return true;
    }

    /**
     * Who shows a secret that is dead by now takes nothing from its owner, and who is asked to come again when the server
     * can serve has lost nothing by it.
     */
    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
            @Nullable Exception failure) {
        if (request.getAttribute(TAKEN) instanceof Taken taken && taken.goesBack(response.getStatus())) {
            limits.giveBack(taken.payer, taken.meter);
        }
    }

    private static Meter meter(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                ? Meter.of(request.getMethod(), pattern)
                : Meter.NONE;
    }

    /** Who pays, if it is an account. */
    private @Nullable UUID admit(Access access, HttpServletRequest request) {
        return switch (access.need()) {
            case NOTHING -> null;
            case CALLER_IF_SHOWN -> Credentials.secret(request) == null ? null : caller(request).accountId();
            case CALLER -> caller(request).accountId();
            case KNOWN_SECRET -> knownSecret(request).accountId();
            case KIND -> {
                Doorkeeper doorkeeper = doorkeepers.get(access.kind());
                if (doorkeeper == null) {
                    throw refused(request);
                }
                doorkeeper.check(request);
                yield null;
            }
            case REFUSED -> throw refused(request);
        };
    }

    /** The caller, asked for once a request. */
    Caller caller(HttpServletRequest request) {
        if (request.getAttribute(CALLER) instanceof Caller known) {
            return known;
        }
        Caller caller = resolver.authenticate(requiredSecret(request));
        request.setAttribute(CALLER, caller);
        return caller;
    }

    /** Whose secret it is, good or not, asked for once a request. */
    KnownSecret knownSecret(HttpServletRequest request) {
        if (request.getAttribute(KNOWN_SECRET) instanceof KnownSecret known) {
            return known;
        }
        KnownSecret secret = resolver.identify(requiredSecret(request));
        request.setAttribute(KNOWN_SECRET, secret);
        return secret;
    }

    private static String requiredSecret(HttpServletRequest request) {
        String secret = Credentials.secret(request);
        if (secret == null) {
            throw new ApiException(CommonError.MISSING_AUTH, "Missing api-secret header");
        }
        return secret;
    }

    /** Of what is for nobody: no secret opens it, so none is looked at. */
    private static ApiException refused(HttpServletRequest request) {
        return Credentials.secret(request) == null
                ? new ApiException(CommonError.MISSING_AUTH, "Missing api-secret header")
                : new ApiException(CommonError.FORBIDDEN, "Nobody may call this");
    }
}
