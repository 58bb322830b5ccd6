package dev.likeness.avatarfile;

import dev.likeness.imx.ImxException;
import dev.likeness.voice.VoiceProfile;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** JSON as avatar files have it: the same bytes for the same values, and members that came later are passed over. */
public final class AvatarJson {

    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {
    };
    /** Of its own, so that a setting of the server cannot change files. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    /** What earlier programs did not measure is 0. */
    private static final JsonMapper WEIGHTS = JSON.rebuild()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    private AvatarJson() {
    }

    /** A voice as it lies in the file, and beside the portrait for models that are added later. */
    public static byte[] of(VoiceProfile voice) {
        return bytes(voice);
    }

    /** @throws ImxException when it is not such a voice */
    public static VoiceProfile voice(byte[] json) throws ImxException {
        return read("a voice", json, new TypeReference<>() {
        });
    }

    /** @throws ImxException when they are not such */
    static Weights weights(String what, byte[] json) throws ImxException {
        return read(WEIGHTS, what, json, new TypeReference<>() {
        });
    }

    static byte[] bytes(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    static Map<String, Object> members(AvatarManifest manifest) {
        return JSON.convertValue(manifest, MEMBERS);
    }

    static AvatarManifest manifest(Map<String, Object> members) throws ImxException {
        try {
            return JSON.convertValue(members, AvatarManifest.class);
        } catch (JacksonException e) {
            throw new ImxException("altered: manifest.json does not tell what a player needs", e);
        }
    }

    static <T> T read(String what, byte[] json, TypeReference<T> type) throws ImxException {
        return read(JSON, what, json, type);
    }

    private static <T> T read(JsonMapper mapper, String what, byte[] json, TypeReference<T> type) throws ImxException {
        try {
            T value = mapper.readValue(json, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException e) {
            throw new ImxException("altered: " + what + " is not what it should be", e);
        }
        throw new ImxException("altered: " + what + " is empty");
    }
}
