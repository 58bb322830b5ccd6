package dev.likeness.web.body.bind;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.likeness.web.body.Body;
import dev.likeness.web.body.FileBound;
import dev.likeness.web.body.FileField;
import dev.likeness.web.body.Required;
import dev.likeness.web.body.read.FilePlan;
import dev.likeness.web.body.read.FormPlan;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Nullness;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** How a record is made of a body: found out once. */
final class BodyPlan {

    private final Constructor<?> constructor;
    private final FormPlan form;
    private final List<BodyField> fields;
    private final List<FilePlan> files;

    private BodyPlan(Constructor<?> constructor, Body body, List<BodyField> fields) {
        this.constructor = constructor;
        this.fields = fields;
        this.files = fields.stream().map(BodyField::file).filter(Objects::nonNull).toList();
        this.form = new FormPlan(body.forms(), body.emptyForm(),
                names(fields, _ -> true),
                names(fields, BodyField::isList), names(fields, BodyField::isObject));
    }

    private static Set<String> names(List<BodyField> fields, Predicate<BodyField> which) {
        return fields.stream().filter(which).map(BodyField::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Where the parts of a plan come from that are no types: settings and beans. */
    interface Surroundings {

        /** Fills in settings. */
        String resolve(String text);

        FileBound bound(Class<? extends FileBound> type);
    }

    static BodyPlan of(Class<?> type, JsonMapper json, Surroundings surroundings) {
        Body body = type.getAnnotation(Body.class);
        if (body == null || !type.isRecord()) {
            throw new IllegalStateException(type.getName() + " must be a record with @Body");
        }
        List<BodyField> fields = Arrays.stream(type.getRecordComponents())
                .map(component -> field(type, component, json, surroundings)).toList();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new BodyPlan(constructor, body, fields);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BodyField field(Class<?> type, RecordComponent component, JsonMapper json,
            Surroundings surroundings) {
        Field declared = declared(type, component.getName());
        boolean required = declared.isAnnotationPresent(Required.class);
        if (component.getType().isPrimitive() || !required && Nullness.forField(declared) != Nullness.NULLABLE) {
            throw new IllegalStateException(declared + " must be nullable or required, and no primitive");
        }
        String name = name(declared);
        FileField file = declared.getAnnotation(FileField.class);
        FilePlan plan = file == null ? null : file(name, file, surroundings);
        JavaType value = json.constructType(component.getGenericType());
        return new BodyField(component.getName(), name, declared, value, json.readerFor(value), plan);
    }

    private static FilePlan file(String name, FileField file, Surroundings surroundings) {
        FileBound bound = file.bound() == FileBound.class
                ? _ -> Long.MAX_VALUE
                : surroundings.bound(file.bound());
        return new FilePlan(name, DataSize.parse(surroundings.resolve(file.limit())), bound, file.urls(),
                List.of(file.parts()), file.named().isEmpty() ? null : wireName(file.named()));
    }

    private static Field declared(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a component of a record is called on the wire. */
    static String name(Field field) {
        JsonProperty given = field.getAnnotation(JsonProperty.class);
        return given == null || given.value().isEmpty() ? wireName(field.getName()) : given.value();
    }

    static String wireName(String component) {
        return PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, component);
    }

    FormPlan form() {
        return form;
    }

    List<BodyField> fields() {
        return fields;
    }

    List<FilePlan> files() {
        return files;
    }

    Object make(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
