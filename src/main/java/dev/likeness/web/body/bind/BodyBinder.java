package dev.likeness.web.body.bind;

import dev.likeness.common.ApiException;
import dev.likeness.web.body.read.Fault;
import dev.likeness.web.body.read.ReadBody;
import dev.likeness.web.error.Refusals;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Null;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Makes a record of a body and validates it. Wrong types end nothing: they are collected with the breaches of constraints,
 * and the first in the order of the components is told.
 */
final class BodyBinder {

    private final Validator validator;

    BodyBinder(Validator validator) {
        this.validator = validator;
    }

    Object bind(BodyPlan plan, ReadBody body) {
        Faults faults = new Faults(plan);
        List<BodyField> fields = plan.fields();
        @Nullable
        Object[] values = new @Nullable Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(fields.get(i), body, faults);
        }
        body.files().strays().stream().filter(name -> fields.stream().noneMatch(field -> field.name().equals(name)))
                .map(body.files()::strayFault).forEach(faults::add);
        Object record = plan.make(values);
        faults.add(validator.validate(record));
        ApiException refusal = faults.refusal();
        if (refusal != null) {
            throw refusal;
        }
        return record;
    }

    private static @Nullable Object value(BodyField field, ReadBody body, Faults faults) {
        JsonNode node = body.fields().get(field.name());
        if (field.file() != null) {
            return file(field, node, body, faults);
        }
        if (body.files().strays().contains(field.name())) {
            return stray(field, body, faults);
        }
        if (node == null || node.isNull() || body.form() && field.isBlank(node)) {
            return null;
        }
        try {
            return field.reader().withAttribute(StrictTypes.FORM, body.form()).readValue(node);
        } catch (MismatchedInputException e) {
            faults.add(field, mismatch(field, e));
        } catch (JacksonException e) {
            faults.add(field, Fault.invalid(field.name(), field.name() + " must be valid"));
        }
        return null;
    }

    /** A file where a field of another kind was wanted. What must not be sent at all is refused for that. */
    private static @Nullable Object stray(BodyField field, ReadBody body, Faults faults) {
        if (field.declared().isAnnotationPresent(Null.class)) {
            return body.files().strays();
        }
        faults.add(field, body.files().strayFault(field.name()));
        return null;
    }

    private static @Nullable Object file(BodyField field, @Nullable JsonNode node, ReadBody body, Faults faults) {
        Fault fault = body.files().fault(field.name());
        if (fault == null && node != null && !node.isNull() && !node.isString()) {
            fault = Fault.invalid(field.name(), field.name() + " must be a string");
        }
        if (fault != null) {
            faults.add(field, fault);
            return null;
        }
        return body.files().file(field.name());
    }

    private static Fault mismatch(BodyField component, MismatchedInputException e) {
        if (e.getPath().isEmpty()) {
            return Fault.invalid(component.name(), component.name() + " must be " + component.noun());
        }
        StringBuilder field = new StringBuilder(component.name());
        for (JacksonException.Reference step : e.getPath()) {
            String inner = step.getPropertyName();
            field.append(inner == null ? "[" + step.getIndex() + "]" : "." + inner);
        }
        // Of a null inside a list or map no type is told.
        Class<?> type = e.getTargetType() == null && component.type().isContainerType()
                ? component.type().getContentType().getRawClass()
                : e.getTargetType();
        return Fault.invalid(field.toString(), field + " must be " + Refusals.noun(type));
    }
}
