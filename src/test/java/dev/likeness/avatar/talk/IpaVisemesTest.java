package dev.likeness.avatar.talk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.avatar.mouth.MouthAtlas;
import dev.likeness.avatar.mouth.MouthShape;
import dev.likeness.avatar.mouth.Viseme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpaVisemesTest {

    @ParameterizedTest
    @CsvSource({"p,PP", "pʰ,PP", "p͈,PP", "ɓ,PP", "ɱ,FF", "β,FF", "θ,TH", "tʃ,CH", "t͡ɕʰ,CH", "dʒ,CH", "ʧ,CH", "ts,SS",
            "n̩,NN", "ɫ,NN", "ʁ,KK", "ɾ,DD", "ɹ,RR", "ɝ,RR", "w,OU", "y,OU", "ã,AA", "ɑː,AA", "ẽ,E", "ø,OH", "ɪ,IH",
            "aɪ,AA IH",
            "eɪ,E IH", "ɔɪ,OH IH", "aʊ,AA OU", "oʊ,OH OU", "pf,PP FF", "ju,IH OU", "字,KK"})
    void soundsOfAnyLanguageHaveAMouth(String ipa, String visemes) {
        assertThat(IpaVisemes.of(ipa).stream().map(part -> part.shown().viseme().name()))
                .containsExactly(visemes.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"h", "ʔ", "ː", "˥", "''"})
    void whatNoMouthShowsShowsNothing(String ipa) {
        assertThat(IpaVisemes.of(ipa)).isEmpty();
    }

    @Test
    void aDiphthongTurnsLate() {
        assertThat(IpaVisemes.of("aɪ").getFirst().to()).isEqualTo(.58);
        assertThat(IpaVisemes.of("aɪ").getLast().from()).isEqualTo(.58);
        assertThat(IpaVisemes.of("aɪ").getLast().to()).isEqualTo(1);
    }

    @Test
    void aPlayerShowsTheNearestCellAndDoesNotFlicker() {
        MouthShape narrow = Viseme.E.shape.opened(.15, 1.02, .68);
        MouthShape wide = Viseme.E.shape.opened(.18, 1.02, .68);
        NearestCell cells = new NearestCell(List.of(cell("rest", MouthShape.NEUTRAL), cell("PP", Viseme.PP.shape),
                cell("spread-15", narrow), cell("spread-18", wide)));
        assertThat(cells.of(null, 2)).isZero();
        assertThat(cells.of(Viseme.PP.shape, 3)).isEqualTo(1);
        assertThat(cells.of(wide, 2)).isEqualTo(3);
        MouthShape between = narrow.towards(wide, .52);
        assertThat(cells.of(between, 2)).isEqualTo(2);
        assertThat(cells.of(between, 3)).isEqualTo(3);
        assertThat(cells.of(between, 0)).isEqualTo(3);
    }

    private static MouthAtlas.Cell cell(String name, MouthShape shape) {
        return new MouthAtlas.Cell(name, 0, 0, 1, 1, shape.parameters());
    }
}
