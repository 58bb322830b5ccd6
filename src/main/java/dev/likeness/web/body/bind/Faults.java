package dev.likeness.web.body.bind;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.ErrorCode;
import dev.likeness.web.body.Code;
import dev.likeness.web.body.Required;
import dev.likeness.web.body.read.Fault;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.jspecify.annotations.Nullable;

/** What is wrong with one body, in the order of its record's components. */
final class Faults {

    private static final int OF_NO_FIELD = Integer.MAX_VALUE;

    /**
     * @param field the index of the component it belongs to
     * @param rank among those of one component: a wrong type first, then the constraints as they are written
     */
    private record Placed(int field, int rank, Fault fault) {
    }

    private final BodyPlan plan;
    private final List<Placed> all = new ArrayList<>();

    Faults(BodyPlan plan) {
        this.plan = plan;
    }

    void add(BodyField field, Fault fault) {
        all.add(new Placed(plan.fields().indexOf(field), -1, fault));
    }

    /** One of what is no component at all. */
    void add(Fault fault) {
        all.add(new Placed(OF_NO_FIELD, OF_NO_FIELD, fault));
    }

    void add(Set<ConstraintViolation<Object>> violations) {
        violations.forEach(this::add);
    }

    private void add(ConstraintViolation<Object> violation) {
        Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
        int index = OF_NO_FIELD;
        int rank = OF_NO_FIELD;
        StringBuilder path = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getName() == null) {
                continue;
            }
            if (path.isEmpty()) {
                index = index(node.getName());
                rank = rank(index, constraint);
            }
            if (node.getIndex() != null) {
                path.append('[').append(node.getIndex()).append(']');
            }
            path.append(path.isEmpty() ? "" : ".").append(wireName(index, node.getName(), path.isEmpty()));
        }
        String field = path.isEmpty() ? null : path.toString();
        all.add(new Placed(index, rank, fault(field, violation)));
    }

    private static Fault fault(@Nullable String field, ConstraintViolation<?> violation) {
        HibernateConstraintViolation<?> told = violation.unwrap(HibernateConstraintViolation.class);
        ApiException whole = told.getDynamicPayload(ApiException.class);
        return whole != null
                ? new Fault(whole.code(), field, whole.message())
                : new Fault(code(violation), field, message(field, violation.getMessage()));
    }

    private int index(String component) {
        List<BodyField> fields = plan.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).component().equals(component)) {
                return i;
            }
        }
        return OF_NO_FIELD;
    }

    private int rank(int index, Annotation constraint) {
        if (index == OF_NO_FIELD) {
            return OF_NO_FIELD;
        }
        int rank = List.of(plan.fields().get(index).declared().getAnnotations()).indexOf(constraint);
        // One of the whole record that reports on a field comes after the field's own.
        return rank < 0 ? OF_NO_FIELD : rank;
    }

    private String wireName(int index, String component, boolean outermost) {
        return outermost && index != OF_NO_FIELD ? plan.fields().get(index).name() : BodyPlan.wireName(component);
    }

    /** A message that begins with a small letter goes on after the field's name; others are sentences of their own. */
    private static String message(@Nullable String field, String message) {
        return field == null || !Character.isLowerCase(message.charAt(0)) ? message : field + " " + message;
    }

    private static ErrorCode code(ConstraintViolation<?> violation) {
        if (violation.getConstraintDescriptor().getAnnotation() instanceof Required) {
            return CommonError.MISSING_PARAM;
        }
        for (Class<?> payload : violation.getConstraintDescriptor().getPayload()) {
            if (Code.class.isAssignableFrom(payload)) {
                return Code.of(payload.asSubclass(Code.class));
            }
        }
        return CommonError.VALIDATION_ERROR;
    }

    /** The first fault, with one detail for each field; null when there is none. */
    @Nullable
    ApiException refusal() {
        if (all.isEmpty()) {
            return null;
        }
        all.sort(Comparator.comparingInt(Placed::field).thenComparingInt(Placed::rank));
        Map<String, ApiException.Detail> details = new LinkedHashMap<>();
        all.stream().map(placed -> placed.fault().detail()).filter(Objects::nonNull)
                .forEach(detail -> details.putIfAbsent(detail.field(), detail));
        Fault first = all.getFirst().fault();
        return new ApiException(first.code(), first.message(), List.copyOf(details.values()));
    }
}
