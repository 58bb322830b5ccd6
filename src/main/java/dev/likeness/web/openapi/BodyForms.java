package dev.likeness.web.openapi;

import dev.likeness.web.body.Body;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

/**
 * The two kinds of forms, beside the JSON of an operation that takes them, with its schema: what may be a file part is told by
 * the words of its field. Where a field is no flat value the forms are told by words alone.
 */
final class BodyForms {

    private static final String JSON = "application/json";
    private static final List<String> FORMS = List.of("application/x-www-form-urlencoded", "multipart/form-data");

    private static final String ALIKE = "Forms of both kinds are taken with the same fields.";

    private BodyForms() {
    }

    static void describe(Operation operation, HandlerMethod handler) {
        Class<?> type = Arrays.stream(handler.getMethodParameters())
                .filter(one -> one.hasParameterAnnotation(RequestBody.class)).<Class<?>>map(
                        MethodParameter::getParameterType)
                .findFirst().orElse(null);
        Body body = type == null ? null : type.getAnnotation(Body.class);
        if (type == null || body == null || !body.forms()) {
            return;
        }
        if (!isFlat(type)) {
            operation.setDescription(
                    operation.getDescription() == null ? ALIKE : operation.getDescription() + " " + ALIKE);
            return;
        }
        Content content = operation.getRequestBody().getContent();
        Schema<?> json = Objects.requireNonNull(content.get(JSON)).getSchema();
        for (String form : FORMS) {
            content.addMediaType(form, new MediaType().schema(json));
        }
    }

    /** Whether all its fields are texts, numbers or truths: what generators for forms understand. */
    private static boolean isFlat(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType)
                .noneMatch(field -> JsonNode.class.isAssignableFrom(field) || Map.class.isAssignableFrom(field)
                        || Collection.class.isAssignableFrom(field));
    }
}
