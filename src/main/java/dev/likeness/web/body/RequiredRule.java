package dev.likeness.web.body;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Public because the validation library makes it by reflection. */
public final class RequiredRule implements ConstraintValidator<Required, Object> {

    @Override
    public boolean isValid(@Nullable Object value, ConstraintValidatorContext context) {
        return switch (value) {
            case null -> false;
            case CharSequence text -> !text.isEmpty();
            case Collection<?> list -> !list.isEmpty();
            default -> true;
        };
    }
}
