package dev.likeness.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is sent need not hold what may be null, though what is answered holds every member: whether a record is one or
 * the other, only its use tells.
 */
final class RequestSchemas {

    private RequestSchemas() {
    }

    @SuppressWarnings("rawtypes") // As the library's own maps are.
    static void relax(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Set<String> sent = new LinkedHashSet<>();
        api.getPaths().values().stream().flatMap(path -> path.readOperations().stream())
                .map(Operation::getRequestBody).filter(Objects::nonNull)
                .flatMap(body -> body.getContent().values().stream()).map(MediaType::getSchema)
                .forEach(schema -> reach(schema, schemas, sent));
        sent.stream().map(schemas::get).filter(schema -> schema.getRequired() != null)
                .forEach(RequestSchemas::relax);
    }

    private static void relax(Schema<?> schema) {
        List<String> required = schema.getRequired().stream()
                .filter(name -> !isNullable(Objects.requireNonNull(schema.getProperties().get(name)))).toList();
        schema.setRequired(required.isEmpty() ? null : required);
    }

    private static boolean isNullable(Schema<?> property) {
        // Without any type it may be anything.
        boolean anything = property.getTypes() == null && property.get$ref() == null && property.getAnyOf() == null
                && property.getOneOf() == null;
        return anything || property.getTypes() != null && property.getTypes().contains("null")
                || property.getAnyOf() != null && property.getAnyOf().stream().anyMatch(RequestSchemas::isNullable);
    }

    @SuppressWarnings("rawtypes")
    private static void reach(Schema<?> schema, Map<String, Schema> schemas, Set<String> sent) {
        if (schema.get$ref() != null) {
            String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
            if (sent.add(name)) {
                reach(Objects.requireNonNull(schemas.get(name)), schemas, sent);
            }
        }
        Stream.of(schema.getProperties() == null ? List.<Schema>of() : schema.getProperties().values(),
                schema.getAnyOf() == null ? List.<Schema>of() : schema.getAnyOf(),
                schema.getOneOf() == null ? List.<Schema>of() : schema.getOneOf(),
                schema.getItems() == null ? List.<Schema>of() : List.of(schema.getItems()))
                .flatMap(Collection::stream).forEach(part -> reach(part, schemas, sent));
    }
}
