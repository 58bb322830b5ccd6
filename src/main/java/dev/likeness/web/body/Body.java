package dev.likeness.web.body;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record that is bound from the body of a request, as {@code @Valid @RequestBody}, or from an object inside one.
 *
 * <p>Its components are its fields in snake_case, and their order is the order of the checks. One that may be absent is
 * {@code @Nullable}; any other is {@link Required}. Absent and null are the same, fields nobody asks for are ignored, a
 * value of the wrong type is a {@code VALIDATION_ERROR} naming the field (CONTRACT 1.2). Nothing sent is an object
 * without fields, which an operation that needs none declares by {@code @RequestBody(required = false)}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Body {

    /** Whether the operation takes true forms too. JSON that is labelled as a form, as curl does, is taken anyway. */
    boolean forms() default false;

    /**
     * Whether an empty body labelled as a form says nothing, as one without a label does. Curl sends it for a file that
     * it does not find: not where nothing is an order that is charged.
     */
    boolean emptyForm() default true;
}
