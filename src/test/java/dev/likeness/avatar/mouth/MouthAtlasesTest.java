package dev.likeness.avatar.mouth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.avatar.Faces;
import dev.likeness.avatar.Portrait;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MouthAtlasesTest {

    static Stream<Portrait> portraits() {
        return Stream.of(Faces.smiling(256), Faces.closed(256), Faces.opened(256, .35));
    }

    @ParameterizedTest
    @MethodSource("portraits")
    void noShapeFoldsTheSkin(Portrait portrait) {
        MouthRenderer renderer = new MouthRenderer(portrait);
        for (Viseme viseme : Viseme.values()) {
            assertThat(renderer.fields(viseme.shape).smallestJacobian()).as(viseme.label).isGreaterThan(0);
        }
        for (AtlasPlan.Planned cell : AtlasPlan.cells(renderer.restingGap())) {
            assertThat(renderer.fields(cell.shape()).smallestJacobian()).as(cell.name()).isGreaterThan(0);
        }
    }

    @ParameterizedTest
    @MethodSource("portraits")
    void theLipsMeetForPAndB(Portrait portrait) {
        MouthRenderer renderer = new MouthRenderer(portrait);
        MouthFields fields = renderer.fields(Viseme.PP.shape);
        for (int column = 0; column < ChartGrid.COLUMNS; column++) {
            assertThat(fields.gapAt(ChartGrid.x(column))).isLessThan(1e-6);
        }
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
                if (alpha < .6) {
                    for (int c = 0; c < 3; c++) {
                        sum += alpha * Math.abs((shape[p * 3 + c] & 255) - (rest[p * 3 + c] & 255));
                        count++;
                    }
                }
            }
            assertThat(sum / count).as(viseme.label).isLessThan(1.5);
        }
    }

    @Test
    void theRestingCellIsThePortraitItself() {
        Portrait portrait = Faces.smiling(256);
        MouthRenderer renderer = new MouthRenderer(portrait);
        byte[] painted = renderer.pasted(renderer.rest());
        double sum = 0;
        for (int i = 0; i < painted.length; i++) {
            sum += Math.abs((painted[i] & 255) - (portrait.bgr()[i] & 255));
        }
        assertThat(sum / painted.length).isLessThan(.3);
    }

    @Test
    void anOpenMouthIsClosedWhileNothingIsSaid() {
        Portrait closed = Faces.closed(256);
        Portrait open = Faces.opened(256, .35);
        MouthRenderer renderer = new MouthRenderer(open);

        assertThat(renderer.restingGap()).isZero();
        Portrait shown = Faces.found(renderer.atRest().bgr(), 256);
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
        assertThat(renderer.atRest()).isSameAs(smiling);
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
