package dev.likeness.generation.build;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.avatar.FaceFrame;
import dev.likeness.avatar.FaceKind;
import dev.likeness.avatar.Landmarks;
import dev.likeness.avatar.PictureException;
import dev.likeness.avatar.Portrait;
import dev.likeness.common.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Essence-2 takes humans only, created with it or added. */
class SubjectCheckTest {

    @ParameterizedTest
    @EnumSource
    void onlyEssence2RefusesWhatIsNoHumanFace(FaceKind kind) {
        Portrait portrait = new Portrait(new byte[3], 1, 1, new Landmarks(new FaceFrame(0, 0, 1, 0), null, kind,
                new Landmarks.Confidence(1, 1, 1, 1, 1)), "photo");

        assertThatCode(() -> SubjectCheck.face(Model.ESSENCE_1, portrait)).doesNotThrowAnyException();
        if (kind.human()) {
            assertThatCode(() -> SubjectCheck.face(Model.ESSENCE_2, portrait)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> SubjectCheck.face(Model.ESSENCE_2, portrait)).isInstanceOf(PictureException.class);
            assertThatThrownBy(() -> SubjectCheck.face(Model.ESSENCE_2_MAX, portrait))
                    .isInstanceOf(PictureException.class);
        }
    }
}
