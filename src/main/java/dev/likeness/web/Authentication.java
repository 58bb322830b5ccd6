package dev.likeness.web;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.body.RetiredFields;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request reach its handler only with a secret, unless the handler has {@link PublicAccess} (CONTRACT 1.1). */
@Component
class Authentication implements HandlerInterceptor {

    private static final String CALLER = Caller.class.getName();
    private static final String KNOWN_SECRET = KnownSecret.class.getName();

    private enum Need {
        NOTHING, KNOWN_SECRET, CALLER
    }

    private final CallerResolver resolver;
    /** What each handler needs: read from its annotations and parameters once. */
    private final Map<Method, Need> needs = new ConcurrentHashMap<>();

    Authentication(CallerResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method) || request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        switch (needs.computeIfAbsent(method.getMethod(), _ -> need(method))) {
            case NOTHING -> {
            }
            case KNOWN_SECRET -> knownSecret(request);
            case CALLER -> caller(request);
        }
        // Of the query: bodies are read by who wants them, and then their names are looked at there.
        RetiredFields.refuse(request.getParameterMap().keySet());
        return true;
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

    private static Need need(HandlerMethod handler) {
        if (isPublic(handler)) {
            return Need.NOTHING;
        }
        return takes(handler, KnownSecret.class) && !takes(handler, Caller.class) ? Need.KNOWN_SECRET : Need.CALLER;
    }

    static boolean isPublic(HandlerMethod handler) {
        return AnnotatedElementUtils.hasAnnotation(handler.getMethod(), PublicAccess.class)
                || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), PublicAccess.class)
                || handler.getBeanType().getName().startsWith("org.springdoc.");
    }

    private static boolean takes(HandlerMethod handler, Class<?> type) {
        return Arrays.stream(handler.getMethodParameters()).anyMatch(p -> p.getParameterType() == type);
    }
}
