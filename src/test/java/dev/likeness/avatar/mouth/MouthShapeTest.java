package dev.likeness.avatar.mouth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.FaceKind;
import org.junit.jupiter.api.Test;

class MouthShapeTest {

    @Test
    void fitsThatDisagreeMakeTheFaceMoveLess() {
        MouthShape shy = Viseme.AA.shape.fit(FaceKind.UNSURE);
        assertThat(shy.gap()).isLessThan(.65 * Viseme.AA.shape.gap());
        assertThat(Viseme.AA.shape.fit(FaceKind.FITTED)).isEqualTo(Viseme.AA.shape);
        assertThat(Viseme.AA.shape.fit(FaceKind.WIDE_OPEN).gap()).isZero();
    }
}
