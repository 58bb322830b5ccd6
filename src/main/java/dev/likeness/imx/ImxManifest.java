package dev.likeness.imx;

import dev.likeness.imx.ImxFile.Sum;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code manifest.json} as a typed view. Texts are empty and numbers 0 where the manifest has none; only engine, ABI,
 * format version and entries are required.
 *
 * @param members everything, also what this version of the program does not know
 */
public record ImxManifest(Map<String, Object> members) {

    /** The newest format this program writes; it opens every minor version of the same major one. */
    public static final String FORMAT_VERSION = "2.1";

    static final int MOST_BYTES = 4 << 20;

    private static final int MAJOR = 2;
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {
    };
    // Seven tokens an entry of the table; without the bound 4 MiB of "{}," would become a hundred of heap.
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder().maxNestingDepth(64)
            .maxTokenCount(600_000).build();
    // Keys are sorted because the order of a Map.of changes with every start of the JVM.
    private static final JsonMapper JSON = JsonMapper
            .builder(JsonFactory.builder().streamReadConstraints(BOUNDS).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    public ImxManifest {
        members = Collections.unmodifiableMap(members);
    }

    static ImxManifest parse(byte[] json) throws ImxException {
        @Nullable
        Map<String, Object> members;
        try {
            members = JSON.readValue(json, MAP);
        } catch (JacksonException e) {
            throw new ImxException("altered: manifest.json is not JSON", e);
        }
        if (members == null) {
            throw new ImxException("altered: manifest.json is not a JSON object");
        }
        ImxManifest manifest = new ImxManifest(members);
        manifest.check();
        return manifest;
    }

    byte[] toJson() {
        return JSON.writeValueAsBytes(members);
    }

    private void check() throws ImxException {
        Matcher version = VERSION.matcher(formatVersion());
        if (!version.matches()) {
            throw new ImxException("altered: manifest.json has no format_version such as \"" + FORMAT_VERSION + "\"");
        }
        int major = Integer.parseInt(version.group(1));
        if (major != MAJOR) {
            throw new ImxException(
                    "unsupported: format version " + formatVersion() + " is too " + (major > MAJOR ? "new" : "old")
                            + ", this program reads " + MAJOR + ".x");
        }
        if (engine().isEmpty() || !(members.get("engine_abi") instanceof Integer)) {
            throw new ImxException("altered: manifest.json lacks engine or engine_abi");
        }
        if (!(members.get("entries") instanceof Map<?, ?> map) || map.size() != entries().size()) {
            throw new ImxException("altered: manifest.json lacks the size or SHA-256 of an entry");
        }
    }

    public String engine() {
        return text("engine");
    }

    public int engineAbi() {
        return number("engine_abi").intValue();
    }

    public String formatVersion() {
        return text("format_version");
    }

    /** Whether this program writes a newer minor version of the same major one. */
    boolean isOlder() {
        return minor(formatVersion()) < minor(FORMAT_VERSION);
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }

    public String modelVersion() {
        return text("model_version");
    }

    public String model() {
        return text("model");
    }

    /** Width and height in pixels, such as {@code 512x512}. */
    public String resolution() {
        return width() + "x" + height();
    }

    public int width() {
        return number("width").intValue();
    }

    public int height() {
        return number("height").intValue();
    }

    public double fps() {
        return number("fps").doubleValue();
    }

    public int frames() {
        return number("frames").intValue();
    }

    public String license() {
        return text("license");
    }

    public Map<String, Object> build() {
        return object("build");
    }

    public Map<String, Object> training() {
        return object("training");
    }

    public Map<String, Object> playback() {
        return object("playback");
    }

    /** What each entry should be: by name, in the order of the manifest, without the manifest itself and its seal. */
    public Map<String, Sum> entries() {
        Map<String, Sum> entries = new LinkedHashMap<>();
        object("entries").forEach((name, value) -> {
            if (value instanceof Map<?, ?> entry && entry.get("sha256") instanceof String sha256
                    && SHA256.matcher(sha256).matches()
                    && (entry.get("size") instanceof Integer || entry.get("size") instanceof Long)) {
                entries.put(name, new Sum(sha256, ((Number) entry.get("size")).longValue()));
            }
        });
        return Collections.unmodifiableMap(entries);
    }

    private String text(String key) {
        return members.get(key) instanceof String text ? text : "";
    }

    private Number number(String key) {
        return members.get(key) instanceof Number number ? number : 0;
    }

    private Map<String, Object> object(String key) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (members.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
        }
        return Collections.unmodifiableMap(object);
    }
}
