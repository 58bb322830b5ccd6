package dev.likeness.web.body.read;

import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.web.body.RetiredFields;
import dev.likeness.web.error.Refusals;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    private final FormPlan plan;
    private final ReadFiles files;
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
    private final List<ApiException.Detail> unknown = new ArrayList<>();
    private boolean begun;
    private boolean known;

    FormFields(FormPlan plan, ReadFiles files) {
        this.plan = plan;
        this.files = files;
    }

    void put(String name, String text) {
        if (!begun && !name.isEmpty() && !Character.isLetterOrDigit(name.codePointAt(0)) && name.charAt(0) != '_') {
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
        if (meant.equals(name)) {
            fields.put(name, text);
        } else if (plan.anything().contains(meant)) {
            (fields.get(meant) instanceof ArrayNode list ? list : fields.putArray(meant)).add(text);
        } else {
            throw ApiException.invalid(meant, shown(name) + " must be sent as " + meant);
        }
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
    }

    private static String shown(String name) {
        return name.length() <= LONGEST_TOLD ? name : name.substring(0, LONGEST_TOLD) + "…";
    }

    /** Leaves of a file what JSON does, so that the same is the same however it was sent. */
    void file(String name) {
        fields.put(name, "");
    }

    /** Tells the name of a file unless somebody else does. */
    void putIfAbsent(String name, String text) {
        if (fields.path(name).asString("").isBlank()) {
            fields.put(name, text);
        }
    }

    /** When all of it was read. */
    ObjectNode end() {
        if (!known && files.isEmpty()) {
            throw new ApiException(CommonError.VALIDATION_ERROR, Refusals.notJson().message(), unknown);
        }
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
