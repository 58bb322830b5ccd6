package dev.likeness.web.body.bind;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;

/**
 * Values of one type are not taken for another's: 7 is no text, "7" no number; 5.0 is a whole number, 5.5 none. In a true
 * form, where everything is text, "7" is a number and "1" is true.
 */
final class StrictTypes extends SimpleModule {

    /** The attribute of a reader that reads a form. */
    static final String FORM = StrictTypes.class.getName() + ".form";

    private interface Rule<T> {

        @Nullable
        T valueOf(JsonNode node, boolean form);
    }

    StrictTypes() {
        add(String.class, (node, _) -> node.isString() ? node.stringValue() : null);
        add(Integer.class, StrictTypes::integer);
        add(Double.class, StrictTypes::number);
        add(Boolean.class, StrictTypes::bool);
    }

    private <T> void add(Class<T> type, Rule<T> rule) {
        addDeserializer(type, new StdDeserializer<T>(type) {

            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                boolean form = Boolean.TRUE.equals(context.getAttribute(FORM));
                T value = rule.valueOf(context.readTree(parser), form);
                if (value == null) {
                    throw MismatchedInputException.from(parser, type, "another type");
                }
                return value;
            }
        });
    }

    private static @Nullable Integer integer(JsonNode node, boolean form) {
        Double value = number(node, form);
        return value == null || value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE
                ? null
                : Integer.valueOf(value.intValue());
    }

    private static @Nullable Double number(JsonNode node, boolean form) {
        double value;
        if (node.isNumber()) {
            value = finite(node);
        } else if (form && node.isString() && node.stringValue().strip().matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            value = Double.parseDouble(node.stringValue().strip());
        } else {
            return null;
        }
        return Double.isFinite(value) ? value : null;
    }

    private static double finite(JsonNode node) {
        try {
            return node.doubleValue();
        } catch (JacksonException _) {
            // More digits than fit.
            return Double.NaN;
        }
    }

    private static @Nullable Boolean bool(JsonNode node, boolean form) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        String text = form && node.isString() ? node.stringValue() : "";
        // Clients write a form's values as their language writes them: Python says True.
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> null;
        };
    }
}
