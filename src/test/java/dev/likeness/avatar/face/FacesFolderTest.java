package dev.likeness.avatar.face;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.picture.Natives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.opencv.imgcodecs.Imgcodecs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of pictures and its {@code faces.json}: {@code files} by name, with {@code points} in pixels, or a {@code face}
 * that is null where there is no human one. {@code -Dlikeness.faces.dir=FOLDER}.
 */
class FacesFolderTest {

    /** Of the distance between the irises. */
    private static final double BOUND = .05;
    private static final Set<FaceKind> RIGHT = EnumSet.of(FaceKind.FITTED, FaceKind.WIDE_OPEN);
    private static final Map<String, Integer> POINTS = Map.ofEntries(Map.entry("mouth_corner_left", 61),
            Map.entry("mouth_corner_right", 291), Map.entry("inner_corner_left", 78),
            Map.entry("inner_corner_right", 308), Map.entry("upper_lip_top", 0), Map.entry("upper_lip_inner", 13),
            Map.entry("lower_lip_inner", 14), Map.entry("lower_lip_bottom", 17), Map.entry("left_eye_outer", 33),
            Map.entry("left_eye_inner", 133), Map.entry("left_lid_upper", 159), Map.entry("left_lid_lower", 145),
            Map.entry("right_eye_inner", 362), Map.entry("right_eye_outer", 263), Map.entry("right_lid_upper", 386),
            Map.entry("right_lid_lower", 374), Map.entry("left_iris", 468), Map.entry("right_iris", 473));

    @Test
    void everyFaceOfTheFolderIsRight() throws IOException {
        String property = System.getProperty("likeness.faces.dir");
        Assumptions.assumeTrue(property != null, "no -Dlikeness.faces.dir: a folder of pictures with a faces.json");
        Path folder = Path.of(Objects.requireNonNull(property));
        Natives.load();
        LandmarkFinder finder = new LandmarkFinder();
        List<String> table = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        JsonNode files = JsonMapper.shared().readTree(Files.readString(folder.resolve("faces.json"))).get("files");
        for (Map.Entry<String, JsonNode> file : files.properties()) {
            Optional<Landmarks> face = finder.find(Imgcodecs.imread(folder.resolve(file.getKey()).toString()), 1);
            JsonNode points = file.getValue().get("points");
            JsonNode none = file.getValue().get("face");
            assertThat(points != null || none != null && none.isNull()).as(file.getKey() + ": points, or no face")
                    .isTrue();
            String kind = face.map(f -> f.kind().slug()).orElse("no_face");
            double most = points == null || face.isEmpty() ? -1 : most(face.get(), points);
            String line = "%-32s %-12s agreement %.2f worst point %.3f D".formatted(file.getKey(), kind,
                    face.map(f -> f.confidence().agreement()).orElse(0.0), most);
            table.add(line);
            boolean right = points == null
                    ? face.isEmpty() || !face.get().kind().human()
                    : face.isPresent() && RIGHT.contains(face.get().kind()) && most < BOUND;
            if (!right) {
                wrong.add(line);
            }
        }
        table.forEach(System.out::println);
        assertThat(table).as("pictures of " + folder).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    private static double most(Landmarks face, JsonNode points) {
        FaceMesh mesh = Objects.requireNonNull(face.mesh());
        double unit = Math.hypot(x(points, "right_iris") - x(points, "left_iris"),
                y(points, "right_iris") - y(points, "left_iris"));
        return POINTS.entrySet().stream().filter(point -> points.has(point.getKey()))
                .mapToDouble(point -> Math.hypot(mesh.x(point.getValue()) - x(points, point.getKey()),
                        mesh.y(point.getValue()) - y(points, point.getKey())) / unit)
                .max().orElseThrow();
    }

    private static double x(JsonNode points, String name) {
        return points.get(name).get(0).asDouble();
    }

    private static double y(JsonNode points, String name) {
        return points.get(name).get(1).asDouble();
    }
}
