package dev.likeness.web.openapi;

import dev.likeness.web.body.Body;
import dev.likeness.web.body.FileField;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Encoding;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/**
 * The two kinds of forms, beside the JSON of an operation that takes them. They have its schema, and what may be a file part is
 * told by its encoding: of a schema for forms alone the generators for Java write the uses and not the class.
 */
final class BodyForms {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PARTS = "multipart/form-data";

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
        Content content = operation.getRequestBody().getContent();
        Schema<?> json = Objects.requireNonNull(content.get(JSON)).getSchema();
        MediaType parts = new MediaType().schema(json);
        for (Field field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(FileField.class)) {
                parts.addEncoding(SchemaNaming.jsonName(field),
                        new Encoding().contentType("application/octet-stream, text/plain"));
            }
        }
        content.addMediaType(FORM, new MediaType().schema(json)).addMediaType(PARTS, parts);
    }
}
