package dev.likeness.web.body;

import dev.likeness.web.body.bind.RequestBodies;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;

/** Bodies as a handler is handed them, without a server. Their files stay in the folder. */
public final class Bodies {

    private static final Validator VALIDATOR = Validation.buildDefaultValidatorFactory().getValidator();

    private final RequestBodies bodies;

    public Bodies(Path folder) {
        bodies = new RequestBodies(DataSize.ofMegabytes(2), DataSize.ofMegabytes(150), VALIDATOR, new Folder(folder),
                new MockEnvironment(), new StaticListableBeanFactory());
    }

    /** What that handler is handed for this body. */
    public <T> T read(Class<?> controller, String handler, Class<T> type, String json) {
        Method method = Arrays.stream(controller.getDeclaredMethods()).filter(one -> one.getName().equals(handler))
                .findFirst().orElseThrow();
        MethodParameter parameter = IntStream.range(0, method.getParameterCount())
                .mapToObj(index -> new MethodParameter(method, index))
                .filter(one -> one.hasParameterAnnotation(RequestBody.class)).findFirst().orElseThrow();
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/");
        request.setContentType("application/json");
        request.setContent(json.getBytes(StandardCharsets.UTF_8));
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            return type.cast(bodies.resolveArgument(parameter, null, new ServletWebRequest(request), null));
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    /** A file as it was sent in a body. */
    public static SentFile file(Path file) {
        return SentFile.ofBytes(file, 1, new byte[32]);
    }

    public static SentFile url(String url) {
        return SentFile.ofUrl(url);
    }
}
