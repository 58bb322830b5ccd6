package dev.likeness.avatar.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.TurnedFaces;
import dev.likeness.avatar.mouth.MouthRenderer;
import dev.likeness.avatar.mouth.MouthTile;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TileAffineTest {

    /** From the front, turned, tilted, and so close that its tiles are smaller than the portrait. */
    static Stream<Portrait> heads() {
        Portrait front = Faces.smiling(256);
        return Stream.of(front, TurnedFaces.aside(front), TurnedFaces.rolled(front, 20),
                TurnedFaces.close(Faces.smiling(720), .29));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void aTileStaysOnTheMouth(Portrait portrait) {
        HeadMotion motion = new HeadMotion(portrait, new MotionSpec(7, 1));
        MouthTile tile = MouthRenderer.forAtlas(portrait).tile;
        FaceMesh mesh = Objects.requireNonNull(portrait.face().mesh());
        double near = .013 * portrait.face().frame().unit();
        for (int frame = 0; frame < MotionSpec.LONG; frame += 10) {
            HeadMotion.Pose pose = motion.pose(frame);
            double[] m = TileAffine.of(tile, portrait.face(), motion, pose);
            for (int point : new int[]{61, 13, 14, 291}) {
                double x = mesh.x(point);
                double y = mesh.y(point);
                double[] moved = motion.displacement(x, y, pose);
                double u = tile.column(x - moved[0]) + .5;
                double v = tile.row(y - moved[1]) + .5;
                assertThat(m[0] * u + m[2] * v + m[4]).isCloseTo(x + .5, offset(near));
                assertThat(m[1] * u + m[3] * v + m[5]).isCloseTo(y + .5, offset(near));
            }
        }
    }
}
