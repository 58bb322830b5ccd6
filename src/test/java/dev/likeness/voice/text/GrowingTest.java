package dev.likeness.voice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingTest {

    @Test
    void givesASentenceAsSoonAsItIsWhole() {
        Growing text = new Growing();
        assertThat(text.add("How are")).isEmpty();
        assertThat(text.add(" you?")).isEmpty();
        assertThat(text.add(" ")).containsExactly("How are you?");
        assertThat(text.add("I am well. ")).isEmpty();
        assertThat(text.add("I")).containsExactly("I am well.");
        assertThat(text.add(" see Dr. ")).isEmpty();
        assertThat(text.add("Who at 5 p.m. ")).isEmpty();
        assertThat(text.add("The ")).containsExactly("I see Dr. Who at 5 p.m.");
        assertThat(text.end("")).containsExactly("The");
        assertThat(text.end("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"I met Dr. Smith at 3.14 p.m. in St. Louis. He paid $4.50! Really?|2",
            "Wait... what? No.|1", "First line\n\nSecond line|1", "“Go.” She went.|1", "你好。再见。|1",
            "Look at https://example.com/a.b?c=d. It is good.|1"})
    void cutsNoWhereElseHoweverItComes(String line) {
        String text = line.substring(0, line.indexOf('|'));
        List<String> whole = new Growing().end(text);
        assertThat(whole).hasSize(line.charAt(line.length() - 1) - '0' + 1);
        Growing slow = new Growing();
        List<String> pieces = new ArrayList<>();
        text.codePoints().forEach(c -> pieces.addAll(slow.add(Character.toString(c))));
        pieces.addAll(slow.end(""));
        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void cutsWhatHasNoEnd() {
        Growing text = new Growing();
        List<String> pieces = text.end("and so on ".repeat(500));
        assertThat(pieces).hasSizeGreaterThan(10).allSatisfy(piece -> assertThat(piece).hasSizeBetween(1, 400));
        assertThat(String.join(" ", pieces)).isEqualTo("and so on ".repeat(500).strip());
        assertThat(new Growing().end("\uD83D\uDE00".repeat(1000))).allSatisfy(
                piece -> assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse());
    }
}
