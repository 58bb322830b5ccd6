package dev.likeness.web.gate;

import dev.likeness.web.Caller;
import dev.likeness.web.Credentials;
import dev.likeness.web.KnownSecret;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a handler its {@link Caller} or {@link KnownSecret}. */
@Component
class CallerArguments implements HandlerMethodArgumentResolver {

    private final Gate gate;

    CallerArguments(Gate gate) {
        this.gate = gate;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == Caller.class || type == KnownSecret.class;
    }

    @Override
    public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest, @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("not a servlet request");
        }
        Class<?> type = parameter.getParameterType();
        // In this order: whether a parameter is optional is read from its annotations, each time.
        if (Credentials.secret(request) == null && parameter.isOptional()) {
            return null;
        }
        return type == Caller.class ? gate.caller(request) : gate.knownSecret(request);
    }
}
