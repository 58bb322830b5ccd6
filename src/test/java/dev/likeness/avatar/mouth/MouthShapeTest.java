package dev.likeness.avatar.mouth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.FaceKind;
import org.junit.jupiter.api.Test;

class MouthShapeTest {

    @Test
    void animalsOpenTheirMouthsLess() {
        MouthShape shy = Viseme.AA.shape.fit(FaceKind.ANIMAL);
        assertThat(shy.gap()).isLessThan(.45 * Viseme.AA.shape.gap());
        assertThat(Viseme.AA.shape.fit(FaceKind.FITTED)).isEqualTo(Viseme.AA.shape);
    }
}
