package dev.likeness.avatar.mouth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.FaceMesh;
import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.Portrait;
import dev.likeness.avatar.TurnedFaces;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MouthAtlasesTest {

    private static final Portrait FRONT = Faces.closed(256);
    private static final List<Portrait> PORTRAITS = List.of(Faces.smiling(256), FRONT, Faces.opened(256, .35),
            TurnedFaces.aside(FRONT), TurnedFaces.rolled(FRONT, 20), TurnedFaces.close(FRONT, .29));

    static Stream<Portrait> portraits() {
        return PORTRAITS.stream();
    }

    @ParameterizedTest
    @MethodSource("portraits")
    void noShapeFoldsTheSkin(Portrait portrait) {
        MouthRenderer renderer = new MouthRenderer(portrait);
        for (Viseme viseme : Viseme.values()) {
            assertThat(renderer.smallestJacobian(viseme.shape)).as(viseme.label).isGreaterThan(0);
        }
        for (AtlasPlan.Planned cell : AtlasPlan.cells(renderer.restingGap())) {
            assertThat(renderer.smallestJacobian(cell.shape())).as(cell.name()).isGreaterThan(0);
        }
    }

    @ParameterizedTest
    @MethodSource("portraits")
    void theLipsMeetForPAndB(Portrait portrait) {
        MouthRenderer renderer = new MouthRenderer(portrait);
        Portrait shown = TurnedFaces.found(renderer.pasted(renderer.render(Viseme.PP)), portrait.width(),
                portrait.height());
        assertThat(lips(shown).gap).isLessThan(.04);
    }

    @ParameterizedTest
    @MethodSource("portraits")
    void noSeamIsLeftWhereATileFadesOut(Portrait portrait) {
        MouthRenderer renderer = new MouthRenderer(portrait);
        byte[] alphas = renderer.alpha();
        byte[] rest = renderer.rest();
        for (Viseme viseme : Viseme.values()) {
            byte[] shape = renderer.render(viseme);
            double sum = 0;
            int count = 0;
            for (int p = 0; p < alphas.length; p++) {
                double alpha = (alphas[p] & 255) / 255.0;
                if (alpha > 0 && alpha < .6) {
                    for (int c = 0; c < 3; c++) {
                        sum += alpha * Math.abs((shape[p * 3 + c] & 255) - (rest[p * 3 + c] & 255));
                        count++;
                    }
                }
            }
            assertThat(sum / count).as(viseme.label).isLessThan(2.5);
        }
    }

    @Test
    void theRestingCellIsThePortraitItself() {
        Portrait portrait = Faces.smiling(256);
        MouthRenderer renderer = new MouthRenderer(portrait);
        assertThat(renderer.pasted(renderer.rest())).isEqualTo(portrait.bgr());
    }

    @Test
    void tilesOfAVeryLargeFaceAreOfASmallerCopy() {
        Portrait large = TurnedFaces.close(Faces.smiling(720), .30);
        MouthRenderer renderer = MouthRenderer.forAtlas(large);

        assertThat(renderer.tile.scale()).isBetween(.85, .98);
        MouthAtlas atlas = new MouthAtlases().render(large, _ -> {
        });
        assertThat(atlas.d()).isCloseTo(200, within(.5));
        Portrait small = TurnedFaces.found(renderer.pasted(renderer.render(Viseme.AA)),
                (int) Math.round(720 * renderer.tile.scale()), (int) Math.round(720 * renderer.tile.scale()));
        assertThat(lips(small).gap).isGreaterThan(lips(large).gap + .08);
    }

    @Test
    void nothingIsDrawnIntoAnAnimalsMouth() {
        Portrait human = Faces.closed(256);
        Portrait animal = as(human, FaceKind.ANIMAL);
        MouthRenderer renderer = new MouthRenderer(animal);
        byte[] open = renderer.pasted(renderer.render(Viseme.AA));
        FaceMesh mesh = Objects.requireNonNull(human.face().mesh());
        int gap = darkest(open, mesh, human.width());
        assertThat(gap).isLessThan(darkest(human.bgr(), mesh, human.width()) - 20);
        assertThat(brightest(open, mesh, human.width()))
                .isLessThanOrEqualTo(brightest(human.bgr(), mesh, human.width()) + 12);
    }

    @Test
    void onlyTheJawOfAMouthThatCannotBeClosedMoves() {
        Portrait wide = as(Faces.opened(256, .35), FaceKind.WIDE_OPEN);
        MouthRenderer renderer = new MouthRenderer(wide);
        assertThat(MouthRenderer.atRest(wide)).isSameAs(wide);
        byte[] spoken = renderer.pasted(renderer.render(Viseme.AA));
        FaceMesh mesh = Objects.requireNonNull(wide.face().mesh());
        assertThat(change(spoken, wide, mesh.x(13), mesh.y(13))).isLessThan(4);
        assertThat(change(spoken, wide, mesh.x(152), mesh.y(152))).isGreaterThan(4);
    }

    private static Portrait as(Portrait portrait, FaceKind kind) {
        Landmarks face = portrait.face();
        return new Portrait(portrait.bgr(), portrait.width(), portrait.height(),
                new Landmarks(face.frame(), face.mesh(), kind, face.confidence()), portrait.origin());
    }

    private static int darkest(byte[] bgr, FaceMesh mesh, int width) {
        return between(bgr, mesh, width).min().orElseThrow();
    }

    private static int brightest(byte[] bgr, FaceMesh mesh, int width) {
        return between(bgr, mesh, width).max().orElseThrow();
    }

    /** Green of the column from the upper lip to the chin. */
    private static IntStream between(byte[] bgr, FaceMesh mesh, int width) {
        return IntStream.range((int) mesh.y(0), (int) mesh.y(17) + 12)
                .map(y -> bgr[(y * width + (int) mesh.x(13)) * 3 + 1] & 255);
    }

    private static double change(byte[] pixels, Portrait portrait, double x, double y) {
        double sum = 0;
        for (int i = 0; i < 81; i++) {
            int p = (((int) y + i / 9 - 4) * portrait.width() + (int) x + i % 9 - 4) * 3;
            sum += Math.abs((pixels[p] & 255) - (portrait.bgr()[p] & 255)) / 81.0;
        }
        return sum;
    }

    @Test
    void anOpenMouthIsClosedWhileNothingIsSaid() {
        Portrait closed = Faces.closed(256);
        Portrait open = Faces.opened(256, .35);
        MouthRenderer renderer = new MouthRenderer(open);

        assertThat(renderer.restingGap()).isZero();
        Portrait shown = Faces.found(MouthRenderer.atRest(open).bgr(), 256);
        LipLines truth = lips(closed);
        assertThat(lips(open).gap).isGreaterThan(.25);
        assertThat(lips(shown).gap).isLessThan(.05);
        assertThat(lips(shown).chin).isCloseTo(truth.chin, within(.08));
        assertThat(lips(shown).halfLeft + lips(shown).halfRight).isCloseTo(truth.halfLeft + truth.halfRight,
                within(.1));
    }

    private static LipLines lips(Portrait portrait) {
        return LipLines.of(portrait.face(), new FaceChart(portrait.face()));
    }

    @Test
    void aSmileIsKeptWhileNothingIsSaid() {
        Portrait smiling = Faces.smiling(256);
        MouthRenderer renderer = new MouthRenderer(smiling);

        assertThat(renderer.restingGap()).isGreaterThan(.1);
        assertThat(MouthRenderer.atRest(smiling)).isSameAs(smiling);
    }

    @Test
    void theAtlasHolds35NamedCellsThatDoNotOverlap() {
        MouthAtlas atlas = new MouthAtlases().render(Faces.smiling(256), _ -> {
        });
        assertThat(atlas.cells()).hasSize(35);
        assertThat(atlas.cells()).extracting(MouthAtlas.Cell::name).doesNotHaveDuplicates().startsWith("rest", "PP",
                "FF", "TH", "SS", "CH");
        assertThat(atlas.cells()).extracting(c -> List.of(c.x(), c.y())).doesNotHaveDuplicates();
        assertThat(atlas.cells()).allSatisfy(c -> {
            assertThat(c.w()).isEqualTo(atlas.tileWidth());
            assertThat(c.h()).isEqualTo(atlas.tileHeight());
            assertThat(c.parameters()).containsKeys("gap", "width", "fullness", "jaw", "lower_teeth");
        });
        assertThat(atlas.d()).isCloseTo(.16 * 256, within(1.5));
    }

    @Test
    void theSamePortraitGivesTheSameAtlasWithAnyNumberOfThreads() {
        Portrait portrait = Faces.smiling(256);
        MouthAtlas one = new MouthAtlases(1).render(portrait, _ -> {
        });
        MouthAtlas three = new MouthAtlases(3).render(portrait, _ -> {
        });
        assertThat(three.sheetPng()).isEqualTo(one.sheetPng());
        assertThat(three.alphaPng()).isEqualTo(one.alphaPng());
        assertThat(three.cells()).isEqualTo(one.cells());
    }

    @Test
    void aProgressThatThrowsEndsTheRendering() {
        assertThatThrownBy(() -> new MouthAtlases().render(Faces.smiling(256), _ -> {
            throw new IllegalStateException("enough");
        })).hasMessage("enough");
    }
}
