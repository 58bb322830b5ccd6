package dev.likeness.web.body.read;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.body.RetiredFields;
import dev.likeness.web.error.Refusals;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a form of either kind. Fields that nobody asks for are ignored, as in JSON, but a form of such fields alone is
 * none: it is JSON that was quoted as another shell wants it, or meant for somebody else.
 */
final class FormFields {

    private static final int MOST_TOLD = 5;
    private static final int LONGEST_TOLD = 64;
    /** Of JSON, YAML, URLs and shells. */
    private static final String OF_NO_NAME = ":/?,{}\"'<>\\";

    private final FormPlan plan;
    private final ReadFiles files;
    private final JsonMapper json;
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
    private final Map<String, String> brought = new HashMap<>();
    private final List<ApiException.Detail> unknown = new ArrayList<>();
    private @Nullable ApiException framed;
    private boolean begun;
    private boolean known;

    FormFields(FormPlan plan, ReadFiles files, JsonMapper json) {
        this.plan = plan;
        this.files = files;
        this.json = json;
    }

    void put(String name, String text) {
        if (!plan.names().contains(name) && !isName(name)) {
            // A quotation mark of a shell, a bracket behind it, a question mark out of a URL: its fields are others.
            throw Refusals.notJson();
        }
        begun = true;
        String meant = plan.names().contains(name) ? name : meant(name);
        if (meant == null) {
            ignored(name, text);
            return;
        }
        known = true;
        if (plan.objects().contains(meant)) {
            object(meant, text);
        } else if (plan.lists().contains(meant)) {
            add(meant, text, !meant.equals(name));
        } else if (meant.equals(name)) {
            put(name, fields.path(name).asString(""), text);
        } else {
            throw ApiException.invalid(meant, shown(name) + " must be sent as " + meant);
        }
    }

    /** Whether somebody may have called a field so. */
    private boolean isName(String name) {
        return (begun || name.isEmpty() || Character.isLetterOrDigit(name.codePointAt(0)) || name.charAt(0) == '_')
                && name.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c)
                        || Character.isISOControl(c) || OF_NO_NAME.indexOf(c) >= 0);
    }

    private void put(String name, String before, String text) {
        if (before.isBlank()) {
            fields.put(name, text);
        } else if (!text.isBlank() && !text.equals(before)) {
            throw ApiException.invalid(name, name + " must be given once");
        }
    }

    private void object(String name, String text) {
        try {
            JsonNode value = text.isBlank() ? null : json.readTree(text);
            if (value instanceof ObjectNode) {
                fields.set(name, value);
            } else if (value != null) {
                throw ApiException.invalid(name, name + " must be an object, in a form as JSON");
            }
        } catch (JacksonException _) {
            throw ApiException.invalid(name, name + " must be an object, in a form as JSON");
        }
    }

    private void add(String name, String text, boolean one) {
        JsonNode before = fields.get(name);
        if (before instanceof ArrayNode list) {
            list.add(text);
        } else if (before != null) {
            fields.putArray(name).add(before).add(text);
        } else if (one) {
            fields.putArray(name).add(text);
        } else {
            fields.put(name, text);
        }
    }

    /** Whether a field of that name is no mistake of the one before it. */
    boolean knows(String name) {
        return plan.names().contains(name) || meant(name) != null || RetiredFields.has(name);
    }

    /** The field that is meant by a name that frames it ({@code prompt[]}, {@code data[prompt]}, {@code amp;prompt}). */
    private @Nullable String meant(String name) {
        if (name.length() <= LONGEST_TOLD) {
            for (String word : name.split("[\\[\\].;]")) {
                if (!word.equals(name) && plan.names().contains(word)) {
                    return word;
                }
            }
        }
        return null;
    }

    private void ignored(String name, String text) {
        if (name.isEmpty()) {
            return;
        }
        known |= RetiredFields.has(name);
        fields.put(name, text);
        if (unknown.size() < MOST_TOLD) {
            unknown.add(new ApiException.Detail(shown(name), shown(name) + " is no field of this operation"));
        }
        String inside = text.stripLeading().startsWith("{") ? inside(text) : null;
        if (inside != null) {
            framed = ApiException.invalid(inside,
                    inside + " in " + shown(name) + " must be sent as " + inside + ", a field of its own");
        }
    }

    /** A field that lies in the JSON of another, if it is any. */
    private @Nullable String inside(String text) {
        try {
            return json.readTree(text).propertyNames().stream().filter(plan.names()::contains).findFirst().orElse(null);
        } catch (JacksonException _) {
            return null;
        }
    }

    static String shown(String name) {
        return name.length() <= LONGEST_TOLD ? name : name.substring(0, LONGEST_TOLD) + "…";
    }

    /** Leaves of a file what JSON does, so that the same is the same however it was sent. */
    void file(String name) {
        fields.put(name, "");
    }

    /** What a file brings along, and is heeded where nobody says otherwise. */
    void bring(String name, String text) {
        brought.put(name, text);
    }

    /** When all of it was read. */
    ObjectNode end() {
        if (!known && files.isEmpty()) {
            throw new ApiException(CommonError.VALIDATION_ERROR, Refusals.notJson().message(), unknown);
        }
        if (framed != null) {
            throw framed;
        }
        brought.forEach((name, text) -> {
            if (fields.path(name).asString("").isBlank()) {
                fields.put(name, text);
            }
        });
        return fields;
    }

    static String decoded(byte[] text, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException _) {
            throw malformed("its text must be in " + charset.name());
        }
    }

    static ApiException malformed(String why) {
        return new ApiException(CommonError.VALIDATION_ERROR, "Request body must be a well-formed form: " + why);
    }
}
