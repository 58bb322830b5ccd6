package dev.likeness.web;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a handler its {@link Caller}, {@link KnownSecret} or {@link JsonBody}. */
@Component
class CallerArguments implements HandlerMethodArgumentResolver {

    private final Authentication authentication;
    private final BodyReader bodies;

    CallerArguments(Authentication authentication, BodyReader bodies) {
        this.authentication = authentication;
        this.bodies = bodies;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == Caller.class || type == KnownSecret.class || type == JsonBody.class;
    }

    @Override
    public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest, @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("not a servlet request");
        }
        Class<?> type = parameter.getParameterType();
        if (type == JsonBody.class) {
            LargeBody large = parameter.getMethodAnnotation(LargeBody.class);
            return bodies.read(request, DataSize.ofMegabytes(large == null ? 0 : large.megabytes()));
        }
        if (parameter.isOptional() && Credentials.secret(request) == null) {
            return null;
        }
        return type == Caller.class ? authentication.caller(request) : authentication.knownSecret(request);
    }
}
