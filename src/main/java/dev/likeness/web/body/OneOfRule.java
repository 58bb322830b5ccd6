package dev.likeness.web.body;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Public because the validation library makes it by reflection. */
public final class OneOfRule implements ConstraintValidator<OneOf, String> {

    private List<String> values = List.of();

    @Override
    public void initialize(OneOf constraint) {
        values = List.of(constraint.value());
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
        if (text == null || text.isBlank() || values.contains(text)) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate("must be one of: " + String.join(", ", values))
                .addConstraintViolation();
        return false;
    }
}
