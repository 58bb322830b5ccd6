package dev.likeness.runtime.beat;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The start of an avatar says which room it is for. What is missing is named in one sentence (CONTRACT 4.1). */
@Constraint(validatedBy = CloudStart.Rule.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface CloudStart {

    String message() default "is required";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Rule implements ConstraintValidator<CloudStart, TokenWire.TokenRequest> {

        private record Field(String component, String name, @Nullable String value) {
        }

        @Override
        public boolean isValid(TokenWire.TokenRequest body, ConstraintValidatorContext context) {
            if (!body.isCloudStart()) {
                return true;
            }
            List<Field> missing = new ArrayList<>(List.of(new Field("livekitUrl", "livekit_url", body.livekitUrl()),
                    new Field("livekitToken", "livekit_token", body.livekitToken()),
                    new Field("roomName", "room_name", body.roomName())));
            missing.removeIf(field -> field.value() != null && !field.value().isBlank());
            context.disableDefaultConstraintViolation();
            String all = "Missing required fields: " + String.join(", ", missing.stream().map(Field::name).toList());
            for (Field field : missing) {
                boolean first = field == missing.getFirst();
                context.buildConstraintViolationWithTemplate(
                        first ? all : context.getDefaultConstraintMessageTemplate())
                        .addPropertyNode(field.component()).addConstraintViolation();
            }
            return missing.isEmpty();
        }
    }
}
