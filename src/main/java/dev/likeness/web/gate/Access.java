package dev.likeness.web.gate;

import dev.likeness.web.Admits;
import dev.likeness.web.Caller;
import dev.likeness.web.CallerKind;
import dev.likeness.web.KnownSecret;
import dev.likeness.web.PublicAccess;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;

/**
 * Whom a handler is for, as it says itself: everybody ({@link PublicAccess}), a kind of caller ({@link Admits}), or an
 * account, whose {@link Caller} or {@link KnownSecret} it takes. One that says nothing is for nobody.
 *
 * @param need what must be shown
 * @param kind for {@link Need#KIND}: of which kind
 */
record Access(Need need, @Nullable CallerKind kind) {

    enum Need {
        NOTHING, CALLER_IF_SHOWN, KNOWN_SECRET, CALLER, KIND, REFUSED
    }

    /** Handlers of libraries that cannot say so: the descriptions, and which methods a path has. */
    private static final Set<String> OPEN = Set.of("org.springdoc.webmvc.api.MultipleOpenApiWebMvcResource",
            "org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping$HttpOptionsHandler");

    /** @param handler of any kind that Spring dispatches to */
    static Access of(Object handler) {
        if (handler instanceof HandlerMethod method) {
            return ofMethod(method);
        }
        Class<?> type = ClassUtils.getUserClass(handler);
        return new Access(AnnotatedElementUtils.hasAnnotation(type, PublicAccess.class) ? Need.NOTHING : Need.REFUSED,
                null);
    }

    private static Access ofMethod(HandlerMethod method) {
        Class<?> type = method.getBeanType();
        boolean open = AnnotatedElementUtils.hasAnnotation(method.getMethod(), PublicAccess.class)
                || AnnotatedElementUtils.hasAnnotation(type, PublicAccess.class) || OPEN.contains(type.getName());
        Admits admits = AnnotatedElementUtils.findMergedAnnotation(type, Admits.class);
        if (admits != null) {
            return new Access(Need.KIND, admits.value());
        }
        if (takes(method, Caller.class)) {
            return new Access(open ? Need.CALLER_IF_SHOWN : Need.CALLER, null);
        }
        if (takes(method, KnownSecret.class)) {
            return new Access(Need.KNOWN_SECRET, null);
        }
        return new Access(open ? Need.NOTHING : Need.REFUSED, null);
    }

    private static boolean takes(HandlerMethod handler, Class<?> type) {
        return Arrays.stream(handler.getMethodParameters()).anyMatch(p -> p.getParameterType() == type);
    }
}
