package dev.likeness.generation;

import dev.likeness.common.ApiException;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** A body that asks for a model by one of its names (CONTRACT 3.1, "Model names"). */
@Documented
@Constraint(validatedBy = NamesModel.Rule.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface NamesModel {

    String message() default "must be a model";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Such a body. */
    interface Named {

        /** Raises {@code VALIDATION_ERROR} naming {@code model} or {@code version}. */
        ModelChoice choice();
    }

    /** Public because the validation library makes it by reflection. */
    final class Rule implements ConstraintValidator<NamesModel, Named> {

        @Override
        public boolean isValid(Named body, ConstraintValidatorContext context) {
            try {
                body.choice();
                return true;
            } catch (ApiException e) {
                context.disableDefaultConstraintViolation();
                // Beside the message, which is a template: what the caller wrote is none.
                context.unwrap(HibernateConstraintValidatorContext.class)
                        .withDynamicPayload(e)
                        .buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                        .addPropertyNode(e.details().getFirst().field()).addConstraintViolation();
                return false;
            }
        }
    }
}
