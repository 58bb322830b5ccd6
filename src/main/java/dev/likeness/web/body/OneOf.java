package dev.likeness.web.body;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A text that is one of these. A blank one counts as absent: clients send it for what they do not know. */
@Documented
@Constraint(validatedBy = OneOfRule.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OneOf {

    String[] value();

    String message() default "must be one of: ";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
