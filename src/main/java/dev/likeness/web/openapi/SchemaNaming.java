package dev.likeness.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.OneOf;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Nullness;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Schemas as our JSON is: snake_case, every member of a record there, and null only where the record says so. springdoc
 * knows neither of the naming strategy nor of JSpecify; a second converter would never be asked, so this is the one.
 */
@Component
class SchemaNaming extends ModelResolver {

    SchemaNaming() {
        super(Json31.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE), new WireNames());
        setOpenapi31(true);
    }

    /** The record {@code Page} inside {@code AgentWire} is the schema {@code AgentPage}. */
    private static final class WireNames extends TypeNameResolver {

        @Override
        protected String getNameOfClass(Class<?> type) {
            String name = super.getNameOfClass(type);
            Class<?> outer = type.getEnclosingClass();
            if (outer == null || !outer.getSimpleName().endsWith("Wire")) {
                return name;
            }
            String prefix = outer.getSimpleName().substring(0, outer.getSimpleName().length() - "Wire".length());
            return name.startsWith(prefix) ? name : prefix + name;
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Schema resolve(AnnotatedType annotated, ModelConverterContext context,
            Iterator<ModelConverter> next) {
        Class<?> type = rawClass(annotated);
        if (type != null && JsonNode.class.isAssignableFrom(type)) {
            // JSON that is taken as it comes.
            return new Schema<>();
        }
        Schema schema = super.resolve(annotated, context, next);
        if (schema != null && type != null && type.isRecord()) {
            Schema described = schema;
            if (schema.get$ref() != null) {
                String ref = schema.get$ref();
                described = context.getDefinedModels().get(ref.substring(ref.lastIndexOf('/') + 1));
            }
            if (described != null && described.getProperties() != null) {
                describe(described, type);
            }
        }
        return schema;
    }

    private static @Nullable Class<?> rawClass(AnnotatedType annotated) {
        return switch (annotated.getType()) {
            case Class<?> type -> type;
            case JavaType type -> type.getRawClass();
            case java.lang.reflect.ParameterizedType type when type.getRawType() instanceof Class<?> raw -> raw;
            case null, default -> null;
        };
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void describe(Schema<?> schema, Class<?> type) {
        Map<String, Schema> properties = schema.getProperties();
        Set<String> required = new LinkedHashSet<>(schema.getRequired() == null ? List.of() : schema.getRequired());
        JsonInclude written = type.getAnnotation(JsonInclude.class);
        boolean request = type.isAnnotationPresent(Body.class)
                || written != null && written.value() == JsonInclude.Include.NON_NULL;
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = field(type, component.getName());
            String name = jsonName(field);
            Schema<?> property = properties.get(name);
            if (property == null) {
                continue;
            }
            ExampleValues.give(name, property);
            if (JsonNode.class.isAssignableFrom(field.getType())) {
                property = anything(field);
                properties.put(name, property);
            }
            boolean nullable = Nullness.forField(field) == Nullness.NULLABLE;
            // Every member of an answer is written, null or not, but where its record leaves null out.
            if (!request || !nullable) {
                required.add(name);
            }
            OneOf values = field.getAnnotation(OneOf.class);
            if (values != null) {
                ((Schema<Object>) property).setEnum(List.of((Object[]) values.value()));
            }
            // What need not be sent may be sent as null, too; clients are not bothered with it.
            if (!request && nullable) {
                properties.put(name, nullable(property));
            }
        }
        schema.setRequired(required.isEmpty() ? null : new ArrayList<>(required));
    }

    @SuppressWarnings("rawtypes")
    private static Schema<?> nullable(Schema<?> property) {
        if (property.get$ref() != null) {
            Schema<Object> either = new Schema<>();
            Schema<Object> nothing = new Schema<>();
            nothing.addType("null");
            either.setAnyOf(List.<Schema>of(property, nothing));
            return either;
        }
        if (property.getTypes() != null) {
            property.addType("null");
        }
        return property;
    }

    private static Schema<?> anything(Field field) {
        Schema<Object> any = new Schema<>();
        var given = field.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        if (given != null) {
            any.setDescription(given.description());
            if (!given.type().isEmpty()) {
                any.addType(given.type());
            }
        }
        return any;
    }

    private static Field field(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jsonName(Field field) {
        com.fasterxml.jackson.annotation.JsonProperty given = field
                .getAnnotation(com.fasterxml.jackson.annotation.JsonProperty.class);
        return given == null || given.value().isEmpty()
                ? PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(field.getName())
                : given.value();
    }
}
