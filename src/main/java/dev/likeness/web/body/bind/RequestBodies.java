package dev.likeness.web.body.bind;

import com.fasterxml.jackson.annotation.Nulls;
import dev.likeness.common.ApiException;
import dev.likeness.web.body.ArrivingFiles;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.BodyDigest;
import dev.likeness.web.body.Codings;
import dev.likeness.web.body.FileBound;
import dev.likeness.web.body.read.BodyReader;
import dev.likeness.web.body.read.ReadBody;
import dev.likeness.web.body.read.ReadFiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands a handler its {@code @RequestBody} record, bound and validated, and the {@link BodyDigest} of what was sent. In
 * place of Spring's own, which takes a body by its label and gives up at the first wrong type.
 */
public final class RequestBodies implements HandlerMethodArgumentResolver {

    /** Of a body: each value is a hundred bytes in memory, and two megabytes of them would be a hundred. */
    private static final long MOST_TOKENS = 100_000;
    private static final String DIGEST = BodyDigest.class.getName();

    private record Surroundings(Environment settings, BeanFactory beans) implements BodyPlan.Surroundings {

        @Override
        public String resolve(String text) {
            return settings.resolveRequiredPlaceholders(text);
        }

        @Override
        public FileBound bound(Class<? extends FileBound> type) {
            return beans.getBean(type);
        }
    }

    private final JsonMapper json;
    private final BodyReader reader;
    private final BodyBinder binder;
    private final ArrivingFiles folder;
    private final BodyPlan.Surroundings surroundings;
    private final Map<Class<?>, BodyPlan> plans = new ConcurrentHashMap<>();

    /**
     * @param ordinary the largest body, without its files
     * @param large what no body exceeds, whatever files it holds
     */
    public RequestBodies(DataSize ordinary, DataSize large, Validator validator, ArrivingFiles folder,
            Environment settings, BeanFactory beans) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxTokenCount(MOST_TOKENS).maxStringLength((int) Math.min(ordinary.toBytes(), Integer.MAX_VALUE - 8L))
                .build();
        this.json = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).addModule(new StrictTypes())
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
        this.reader = new BodyReader(json, ordinary.toBytes(), large.toBytes());
        this.binder = new BodyBinder(validator);
        this.folder = folder;
        this.surroundings = new Surroundings(settings, beans);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestBody.class)
                && parameter.getParameterType().isAnnotationPresent(Body.class)
                || parameter.getParameterType() == BodyDigest.class;
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest, @Nullable WebDataBinderFactory binders) {
        if (parameter.getParameterType() == BodyDigest.class) {
            if (webRequest.getAttribute(DIGEST,
                    RequestAttributes.SCOPE_REQUEST) instanceof BodyDigest digest) {
                return digest;
            }
            throw new IllegalStateException("a digest is taken after the body: " + parameter);
        }
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("not a servlet request");
        }
        boolean gzip = isGzip(request, webRequest.getNativeResponse(HttpServletResponse.class));
        BodyPlan plan = plans.computeIfAbsent(parameter.getParameterType(),
                type -> BodyPlan.of(type, json, surroundings));
        ReadFiles files = new ReadFiles(plan.files(), folder);
        if (!plan.files().isEmpty()) {
            RequestContextHolder.currentRequestAttributes().registerDestructionCallback(
                    ReadFiles.class.getName(), files::delete, RequestAttributes.SCOPE_REQUEST);
        }
        ReadBody body = reader.read(request, gzip, plan.form(), files);
        // Of the body itself nothing is kept while the handler works.
        if (List.of(parameter.getExecutable().getParameterTypes()).contains(BodyDigest.class)) {
            webRequest.setAttribute(DIGEST, body.digest(), RequestAttributes.SCOPE_REQUEST);
        }
        return binder.bind(plan, body);
    }

    private static boolean isGzip(HttpServletRequest request, @Nullable HttpServletResponse response) {
        try {
            return Codings.isGzip(request);
        } catch (ApiException refusal) {
            if (response != null) {
                response.setHeader(HttpHeaders.ACCEPT_ENCODING, Codings.TAKEN);
            }
            throw refusal;
        }
    }
}
